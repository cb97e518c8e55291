import { expect, test } from 'vitest';
import type { RecordOf } from '../../core/model/index.ts';
import { countryReader } from './countries.ts';

const country = (id: string, alpha2: string, name: string): RecordOf<'country'> => ({
  kind: 'country',
  id,
  country: id,
  alpha2,
  name,
});
const read = countryReader([
  country('kaz', 'KZ', 'Kazakhstan'),
  country('kor', 'KR', 'South Korea'),
  country('prk', 'KP', 'North Korea'),
  country('cog', 'CG', 'Congo'),
  country('cod', 'CD', 'Democratic Republic of the Congo'),
  country('gin', 'GN', 'Guinea'),
  country('gnb', 'GW', 'Guinea-Bissau'),
  country('mkd', 'MK', 'North Macedonia'),
  country('bol', 'BO', 'Bolivia'),
  country('tur', 'TR', 'Türkiye'),
  country('civ', 'CI', 'Côte d’Ivoire'),
  country('rus', 'RU', 'Russia'),
]);

test.each([
  ['KAZ', 'kaz'],
  ['kz', 'kaz'],
  ['Қазақстан', 'kaz'],
  ['Казахстан', 'kaz'],
  ['Republic of Korea', 'kor'],
  ['Korea, Republic of', 'kor'],
  ['КНДР', 'prk'],
  ["Democratic People's Republic of Korea", 'prk'],
  ['Bolivia (Plurinational State of) 2, 3', 'bol'],
  ['Turkey', 'tur'],
  ["Cote d'Ivoire", 'civ'],
  ['the former Yugoslav Republic of Macedonia', 'mkd'],
  ['Democratic Republic of the Congo', 'cod'],
  ['Russian Federation*', 'rus'],
])('%s is %s', (name, id) => {
  expect(read(name)).toEqual({ country: id });
});

test.each([
  ['Korea', 'ambiguous', ['kor', 'prk']],
  ['Конго', 'ambiguous', ['cog', 'cod']],
  ['Congo', 'ambiguous', ['cog', 'cod']],
  ['Guinea', 'ambiguous', ['gin', 'gnb']],
  ['Macedonia', 'ambiguous', ['mkd']],
  ['Zaïre', 'historic', ['cod']],
  ['КСРО', 'historic', ['rus', 'kaz']],
  ['Yugoslavia', 'historic', ['mkd']],
  ['Czechoslovakia', 'historic', []],
])('%s is asked: %s', (name, why, asks) => {
  expect(read(name)).toEqual({ asks, why });
});

test('what no state is called is unknown, with the nearest names and no guess', () => {
  expect(read('Kazahstan')).toEqual({ unknown: ['kaz'] });
  expect(read('Total')).toHaveProperty('unknown');
});
