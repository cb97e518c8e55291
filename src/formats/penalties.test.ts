import { expect, test } from 'vitest';
import { code } from '../../test/support/invented-law.ts';
import { firstDay } from '../core/time.ts';
import { penaltiesCsv } from './penalties.ts';

const rowsOf = (table: string) => table.trimEnd().split('\r\n').slice(1);

test('one row for each tier that was in force on the day', () => {
  const rows = rowsOf(penaltiesCsv(code, 'xaa', firstDay('2024-12-31'), 'en'));
  expect(rows).toEqual([
    'Law code-2014,xaa/law/code-2014,134,Heading 134,Trafficking,2024-09-05,,1,Basic form,,5,9,,,Invented source xaa/source/gazette,art. 1,xaa/law/code-2014/134',
    "Law code-2014,xaa/law/code-2014,134,Heading 134,Trafficking,2024-09-05,,2,'=cmd,group; online,,12,no,Конфискация,Invented source xaa/source/gazette,art. 1,xaa/law/code-2014/134",
  ]);
});

test('all versions through time, cut off where their law ended', () => {
  const rows = rowsOf(penaltiesCsv(code, 'xaa', 'all', 'ru'));
  expect(rows.map((row) => row.split(',').slice(1, 8))).toEqual([
    ['xaa/law/code-1997', '270', 'Заголовок 270', '', '1998', '2015-01-01', '1'],
    ['xaa/law/code-2014', '133', 'Заголовок 133', '', '2015-01-01', '2024-09-05', '1'],
    ['xaa/law/code-2014', '134', 'Заголовок 134', 'Торговля людьми', '2015-01-01', '2024-09-05', '1'],
    ['xaa/law/code-2014', '134', 'Заголовок 134', 'Торговля людьми', '2024-09-05', '', '1'],
    ['xaa/law/code-2014', '134', 'Заголовок 134', 'Торговля людьми', '2024-09-05', '', '2'],
  ]);
});

test('the header gives units and the licence, and every row has as many cells', () => {
  const [header = '', ...rows] = penaltiesCsv(code, 'xaa', 'all', 'en').trimEnd().split('\r\n');
  expect(header).toContain('(years;');
  expect(header).toContain('CC BY 4.0');
  const cells = (row: string) => row.replace(/"[^"]*"/g, '').split(',').length;
  expect(new Set([header, ...rows].map(cells)).size).toBe(1);
});

test('a country without penalties has the header alone', () => {
  expect(rowsOf(penaltiesCsv(code, 'xab', 'all', 'en'))).toEqual([]);
});
