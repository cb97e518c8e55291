/**
 * Lists of organisations.
 * Always true: addresses, telephones and names of persons are never taken over, whatever columns a list has: a city is
 * the nearest that is kept.
 */
import { english } from '../../core/localised.ts';
import type { AnyRecord, RecordOf } from '../../core/model/index.ts';
import { type Draft, type Drafter, type Register, slug } from './draft.ts';
import type { RowReader } from './row.ts';
import { type Fields, fold } from './vocabulary.ts';

const fields: Fields = {
  key: {
    type: 'text',
    about: 'The number of the organisation in the list.',
    headings: ['ID', 'Registration number', 'Reg. no', 'БИН', 'БСН', 'ИНН', 'Регистрационный номер', 'Тіркеу нөмірі'],
  },
  country: {
    type: 'country',
    isRequired: true,
    about: 'The country in which it works.',
    headings: ['Country', 'State', 'Страна', 'Государство', 'Ел', 'Мемлекет', 'Pays', 'País', 'ISO3'],
  },
  name: {
    type: 'text',
    isRequired: true,
    isLocalised: true,
    about: 'Its name.',
    headings: [
      'Name',
      'Organisation',
      'Organization',
      'Organisation name',
      'Organization name',
      'NGO',
      'Institution',
      'Название',
      'Наименование',
      'Организация',
      'Наименование организации',
      'НПО',
      'Атауы',
      'Ұйым',
      'Ұйымның атауы',
      'Nom',
      'Nombre',
    ],
  },
  aliases: {
    type: 'words',
    about: 'Other names and short forms.',
    headings: [
      'Acronym',
      'Abbreviation',
      'Short name',
      'Alias',
      'Aliases',
      'Сокращение',
      'Краткое название',
      'Аббревиатура',
      'Қысқартылған атауы',
      'Sigle',
      'Sigla',
    ],
  },
  type: {
    type: 'choice',
    isRequired: true,
    about: 'state-body, ngo, intergovernmental, network, academic, business, other.',
    headings: [
      'Type',
      'Category',
      'Organisation type',
      'Kind',
      'Тип',
      'Вид',
      'Категория',
      'Организационная форма',
      'Түрі',
      'Санаты',
      'Tipo',
    ],
  },
  role: {
    type: 'text',
    isLocalised: true,
    about: 'What it does.',
    headings: [
      'Role',
      'Description',
      'Activities',
      'Mandate',
      'Mission',
      'Деятельность',
      'Описание',
      'Роль',
      'Мандат',
      'Қызметі',
      'Рөлі',
      'Сипаттамасы',
      'Activités',
      'Actividades',
    ],
  },
  parent: {
    type: 'text',
    isLocalised: true,
    about: 'The body it belongs to.',
    headings: ['Parent', 'Parent organisation', 'Ministry', 'Ведомство', 'Подведомственность', 'Ведомствосы'],
  },
  city: {
    type: 'text',
    about: 'City, never an address.',
    headings: ['City', 'Town', 'Город', 'Населенный пункт', 'Қала', 'Ville', 'Ciudad'],
  },
  from: {
    type: 'date',
    about: 'Since when it exists.',
    headings: ['Founded', 'Established', 'Since', 'Год создания', 'Дата основания', 'Основана', 'Құрылған жылы'],
  },
  status: { type: 'choice', about: 'active, closed, unknown.', headings: ['Status', 'Статус', 'Мәртебесі'] },
};

const TYPES: Readonly<Record<RecordOf<'organisation'>['type'], readonly string[]>> = {
  'state-body': [
    'government',
    'governmental',
    'state',
    'public body',
    'ministry',
    'state body',
    'государственный орган',
    'государственная',
    'госорган',
    'министерство',
    'гос. учреждение',
    'государственное учреждение',
    'мемлекеттік орган',
    'мемлекеттік мекеме',
    'министрлік',
  ],
  ngo: [
    'non-governmental organisation',
    'non-governmental organization',
    'civil society',
    'cso',
    'charity',
    'foundation',
    'public association',
    'public foundation',
    'нпо',
    'нко',
    'неправительственная организация',
    'общественное объединение',
    'общественный фонд',
    'благотворительный фонд',
    'фонд',
    'үеұ',
    'үкіметтік емес ұйым',
    'қоғамдық бірлестік',
    'қоғамдық қор',
  ],
  intergovernmental: [
    'un agency',
    'international organisation',
    'international organization',
    'intergovernmental organisation',
    'igo',
    'оон',
    'международная организация',
    'межправительственная организация',
    'халықаралық ұйым',
  ],
  network: [
    'coalition',
    'alliance',
    'umbrella',
    'сеть',
    'коалиция',
    'ассоциация',
    'альянс',
    'желі',
    'коалиция',
    'қауымдастық',
  ],
  academic: ['university', 'research', 'think tank', 'университет', 'научная', 'вуз', 'зерттеу'],
  business: ['company', 'private', 'private sector', 'бизнес', 'компания', 'тоо', 'компания', 'жшс'],
  other: ['иное', 'другое', 'прочее', 'басқа'],
};

const STATUSES: Readonly<Record<NonNullable<RecordOf<'organisation'>['status']>, readonly string[]>> = {
  active: ['operating', 'open', 'yes', 'действует', 'действующая', 'активна', 'жұмыс істейді', 'белсенді'],
  closed: ['inactive', 'dissolved', 'liquidated', 'закрыта', 'ликвидирована', 'не действует', 'жабық', 'таратылған'],
  unknown: ['неизвестно', 'белгісіз'],
};

class OrganisationDrafter implements Drafter {
  draft(row: RowReader): readonly Draft[] {
    const country = row.country();
    if (row.isLeftOut) return [];
    const name = row.localised('name');
    if (name === undefined) row.fail('name', 'is empty: no name');
    const type = row.required('type') === undefined ? undefined : row.choice('type', TYPES);
    const status = row.choice('status', STATUSES);
    const role = row.localised('role');
    const parent = row.localised('parent');
    const city = row.text('city');
    const from = row.date('from');
    const aliases = (row.text('aliases') ?? '')
      .split(/[;|\n]/)
      .map((alias) => alias.trim())
      .filter(Boolean);
    if (city !== undefined && /\d/.test(city))
      row.fail('city', 'holds more than the name of a city; addresses are never kept');
    if (!row.isReadable || country === undefined || name === undefined || type === undefined) return [];
    const said = english(name);
    const key = row.text('key') ?? `${country}|${fold(said)}`;
    return [
      {
        key,
        id: `${country}/organisation/${slug(said)}`,
        country,
        kind: 'organisation',
        row: row.number,
        body: {
          name,
          ...(aliases.length > 0 && { aliases }),
          type,
          ...(role && { role }),
          ...(parent && { parent }),
          ...(city && { city }),
          ...(from && { from }),
          ...(status && { status }),
        },
      },
    ];
  }
}

export const organisations: Register = {
  kind: 'organisations',
  record: 'organisation',
  fields,
  registers: [{ id: 'organisation-list', title: 'List of organisations', publisher: '', marks: [] }],
  begin: () => new OrganisationDrafter(),
  identity: (record: AnyRecord) => {
    if (record.kind !== 'organisation') return [];
    const names = typeof record.name === 'string' ? [record.name] : [record.name.en, record.name.ru, record.name.kk];
    return names.flatMap((name) => (name === undefined ? [] : [`${record.country}|${fold(name)}`]));
  },
};
