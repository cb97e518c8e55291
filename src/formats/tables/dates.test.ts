import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderOf, readDate, readPeriod, serialDate } from './dates.ts';

describe('dates as people write them', () => {
  test.each([
    ['24.08.1994', '1994-08-24'],
    ['1994-08-24T00:00:00Z', '1994-08-24'],
    ['24/08/1994 00:00', '1994-08-24'],
    ['08/24/1994', '1994-08-24'],
    ['24 Aug 1994', '1994-08-24'],
    ['August 24, 1994', '1994-08-24'],
    ['24 августа 1994 г.', '1994-08-24'],
    ['1994 жылғы 24 тамыз', '1994-08-24'],
    ['Май 2010', '2010-05'],
    ['қазан 2012', '2012-10'],
    ['2010 год', '2010'],
  ])('%s is %s', (text, date) => {
    expect(readDate(text, {})).toEqual({ date });
  });

  test('what has two readings is asked, and read as decided', () => {
    expect(readDate('03/04/2010', {})).toEqual({ asks: 'order' });
    expect(readDate('03/04/2010', { order: 'month-first' })).toEqual({ date: '2010-03-04' });
    expect(readDate('24/08/94', {})).toEqual({ asks: 'century' });
    expect(readDate('24/08/94', { century: 1950 })).toEqual({ date: '1994-08-24' });
    expect(readDate('24/08/24', { century: 1950 })).toEqual({ date: '2024-08-24' });
    expect(readDate('34570', {})).toEqual({ asks: 'serial' });
    expect(readDate('34570', { serial: 1900 })).toEqual({ date: '1994-08-24' });
    expect(readDate('33108', { serial: 1904 })).toEqual({ date: '1994-08-24' });
    expect(['24/08/94', '08/24/94', '03/04/10', '24.08.94'].map(orderOf)).toEqual([
      'day-first',
      'month-first',
      'unsure',
      undefined,
    ]);
  });

  test('what is no day of the calendar is wrong, not moved', () => {
    for (const text of ['31.06.2010', '2010-02-30', '13/13/2010', 'soon', '24 Aug'])
      expect(readDate(text, {})).toHaveProperty('wrong');
  });

  test('spreadsheets count a day that never was', () => {
    expect([1, 59, 61].map((serial) => serialDate(serial, false))).toEqual(['1900-01-01', '1900-02-28', '1900-03-01']);
    expect(serialDate(0, false)).toBeUndefined();
  });

  test('periods', () => {
    const read = (text: string) => readPeriod(text, {});
    expect(read('2010-2015')).toEqual({ date: '2010/2015' });
    expect(read('2010/11')).toEqual({ date: '2010/2011' });
    expect(read('2010-11')).toEqual({ date: '2010-11' });
    expect(read('I квартал 2011')).toEqual({ date: '2011-01/2011-03' });
    expect(read('2011 Q4')).toEqual({ date: '2011-10/2011-12' });
    expect(read('2015-2010')).toHaveProperty('wrong');
  });

  test('any text is read, asked or wrong, and never breaks the reader', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readDate(text, {});
        expect('date' in read || 'asks' in read || 'wrong' in read).toBe(true);
        readPeriod(text, {});
      }),
    );
  });
});
