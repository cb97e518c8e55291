import { describe, expect, it } from 'vitest';
import { type Draft, referencesIn } from './references.ts';

const read = (text: string): Omit<Draft, 'start' | 'end'>[] =>
  referencesIn(text, { start: 0, end: text.length }).map(({ start: _, end: __, ...parts }) => parts);
const one = (text: string) => {
  const all = read(text);
  expect(all).toHaveLength(1);
  return all[0];
};

describe('one reference', () => {
  it('is taken apart into author, title, place, dates and address', () => {
    expect(
      one(
        'Office of the Ombudsman. Annual review of shelters, 21 July 2004, para 29(a). Accessed on 3 May 2012 from: <http://www.example.org/review.pdf?x=1>',
      ),
    ).toEqual({
      author: 'Office of the Ombudsman',
      title: 'Annual review of shelters',
      date: '2004-07-21',
      accessed: '2012-05-03',
      locator: 'para 29(a)',
      url: 'http://www.example.org/review.pdf?x=1',
    });
    expect(
      one(
        'UNICEF, Children at risk: an assessment, July 2009, pp. 12–14, available at www.example.org/a_b.pdf (last accessed 4 May 2010).',
      ),
    ).toEqual({
      author: 'UNICEF',
      title: 'Children at risk: an assessment',
      date: '2009-07',
      accessed: '2010-05-04',
      locator: 'pp. 12–14',
      url: 'www.example.org/a_b.pdf',
    });
    expect(
      one('Doe, Jane. “The long road.” Example Review 5 (2008): 12-33. https://doi.org/10.1000/xyz123.'),
    ).toMatchObject({
      author: 'Doe, Jane',
      title: 'The long road',
      date: '2008',
      url: 'https://doi.org/10.1000/xyz123',
    });
    expect(
      one('Smith, J. and Jones, K. (2011) Children online: a study. Journal of Studies, 12(3), pp. 45–67.'),
    ).toMatchObject({
      author: 'Smith, J. and Jones, K',
      title: 'Children online: a study',
      date: '2011',
      locator: 'pp. 45–67',
    });
  });

  it('is read in Russian', () => {
    expect(
      one(
        'Комитет по правам ребёнка. Заключительные замечания по второму докладу, CRC/C/XYZ/CO/2, 30 октября 2015 г., п. 29. Дата обращения: 03.05.2016. URL: https://example.org/co.pdf',
      ),
    ).toEqual({
      author: 'Комитет по правам ребёнка',
      title: 'Заключительные замечания по второму докладу',
      symbol: 'CRC/C/XYZ/CO/2',
      date: '2015-10-30',
      accessed: '2016-05-03',
      locator: 'п. 29',
      url: 'https://example.org/co.pdf',
    });
    expect(one('Иванов А. А. Защита детей в сети // Вестник права. – 2011. – № 3. – С. 12–14.')).toEqual({
      author: 'Иванов А. А.',
      title: 'Защита детей в сети',
      publisher: 'Вестник права',
      date: '2011',
      locator: 'С. 12–14',
    });
    expect(
      one('Министерство юстиции, «Обзор практики судов», 2012 г., стр. 15 (дата обращения: 12 мая 2013 г.)'),
    ).toEqual({
      author: 'Министерство юстиции',
      title: 'Обзор практики судов',
      date: '2012',
      accessed: '2013-05-12',
      locator: 'стр. 15',
    });
  });

  it('is read in Kazakh', () => {
    expect(
      one(
        'Бала құқықтары жөніндегі комитет. Қорытынды ескертулер, 2015 жылғы 30 қазан, 29-тармақ. Қаралған күні: 2016 жылғы 3 мамыр. https://example.kz/kk/co',
      ),
    ).toEqual({
      author: 'Бала құқықтары жөніндегі комитет',
      title: 'Қорытынды ескертулер',
      date: '2015-10-30',
      accessed: '2016-05-03',
      locator: '29-тармақ',
      url: 'https://example.kz/kk/co',
    });
    expect(one('Қылмыстық кодекс, 134-бап.')).toEqual({ title: 'Қылмыстық кодекс', locator: '134-бап' });
  });

  it('keeps articles that belong to a title, and tells those that are the place', () => {
    expect(
      one('Committee. Report submitted under Article 12, paragraph 1 of the Optional Protocol, 21 July 2004, para 17.'),
    ).toEqual({
      author: 'Committee',
      title: 'Report submitted under Article 12, paragraph 1 of the Optional Protocol',
      date: '2004-07-21',
      locator: 'para 17',
    });
    expect(one('Penal Code, Article78(1).')).toEqual({ title: 'Penal Code', locator: 'Article78(1)' });
    expect(one('Optional Protocol, art. 3 (1) (b) (ii).')).toEqual({
      title: 'Optional Protocol',
      locator: 'art. 3 (1) (b) (ii)',
    });
    expect(
      one(
        'Chapter II Article 12(3) and Chapter III Article 20(2) Law on Seas 2005. Accessed on 4 May 2012 from: http://example.org/law?id=1 (Russian)',
      ),
    ).toEqual({
      title: 'Law on Seas',
      date: '2005',
      accessed: '2012-05-04',
      locator: 'Chapter II, Article 12(3), Chapter III, Article 20(2)',
      url: 'http://example.org/law?id=1',
    });
  });

  it('takes no year of a title, no range and no access date for the date of the work', () => {
    expect(
      one('Ministry of Health. Plan of action 2010-2015, page 3. Accessed on 4 May 2012 from: http://example.org/p.pdf')
        ?.date,
    ).toBeUndefined();
    expect(
      one('Department of State. World Report 2012. Accessed on 4 May 2012 from: http://example.org/r')?.date,
    ).toBeUndefined();
    expect(one('Committee. Reports of States due in 2006: Exampleland, para 5.')?.date).toBeUndefined();
  });

  it('joins an address that a line has broken, once', () => {
    const url = (text: string) => one(text)?.url;
    expect(url('Office. Review. <http://>\n\n- news.example.org/a.html')).toBe('http://news.example.org/a.html');
    expect(url('Office. Review. <http://www.example.org>\n\n- org/about/b.pdf')).toBe(
      'http://www.example.org/about/b.pdf',
    );
    expect(url('Office. Review. http://www.example.org/item-5410/02\n5410/02')).toBe(
      'http://www.example.org/item-5410/02',
    );
    expect(url('Office. Review. http://www.example.org/one/\ntwo.pdf')).toBe('http://www.example.org/one/two.pdf');
    expect(url('Office. Review. [http://example.org/a\\[b\\]=1](http://example.org/a[b]=1)')).toBe(
      'http://example.org/a[b]=1',
    );
    expect(url('Office. Review (http://example.org/a_(b)).')).toBe('http://example.org/a_(b)');
  });
});

describe('a note with several references', () => {
  it('is split at semicolons, not inside quotes and brackets, and not before a mere place', () => {
    expect(read('Penal Code, Article 15; Office. Review (of 2010; with tables), page 2; art. 7')).toHaveLength(2);
    expect(
      read('“One; Two”, The Daily Example, 12 June 2011; Ministry of Labour. Plan, 2012').map(({ title }) => title),
    ).toEqual(['One; Two', 'Plan']);
  });

  it('is split after an address and at a new sentence', () => {
    const all = read(
      'Office. Review. Accessed on 3 May 2012 from: http://example.org/a. See also Ministry of Labour. Plan, 2012. Information received from the Bureau of Help',
    );
    expect(all.map(({ author }) => author)).toEqual(['Office', 'Ministry of Labour', 'the Bureau of Help']);
    expect(
      read('The electronic version is available from: <http://a.example.org/x> and <http://b.example.org/y>').map(
        ({ url }) => url,
      ),
    ).toEqual(['http://a.example.org/x', 'http://b.example.org/y']);
  });

  it('gives no reference for a remark', () => {
    expect(read('This area of the law requires further research.')).toEqual([]);
    expect(read('Refers to, *inter alia*, teachers, tutors and guardians.')).toEqual([]);
    expect(read('Данные предварительные.')).toEqual([]);
    expect(read('Ескерту: деректер алдын ала.')).toEqual([]);
  });

  it('knows what repeats another', () => {
    expect(read('Ibid., p. 3; see also Doe, op. cit., p. 50')).toEqual([
      { again: { of: 'previous' }, locator: 'p. 3' },
      { again: { of: 'author', author: 'Doe' }, locator: 'p. 50' },
    ]);
    expect(one('Там же, п. 31.')).toEqual({ again: { of: 'previous' }, locator: 'п. 31' });
    expect(one('Сонда, 31-тармақ.')).toEqual({ again: { of: 'previous' }, locator: '31-тармақ' });
    expect(one('См. также: Петрова Б. В., указ. соч., с. 44.')?.again).toEqual({
      of: 'author',
      author: 'Петрова Б. В',
    });
    expect(one('Supra note 12.')?.again).toEqual({ of: 'note', label: '12' });
    expect(one('См. сноску 3 выше.')?.again).toEqual({ of: 'note', label: '3' });
  });
});

it('every reference is a range of the text that begins and ends with its words', () => {
  const text = 'Before. Office. Review, 2010; Ministry of Labour. Plan, 2012. After';
  const places = referencesIn(text, { start: 8, end: 61 }).map(({ start, end }) => text.slice(start, end));
  expect(places).toEqual(['Office. Review, 2010', 'Ministry of Labour. Plan, 2012.']);
});

it('time stays linear in a note of one long address, of brackets and of semicolons', () => {
  for (const text of [
    `http://example.org/${'a'.repeat(100_000)}`,
    '('.repeat(100_000),
    'A; '.repeat(36_000),
    `“${'; A'.repeat(34_000)}`,
  ]) {
    const start = performance.now();
    referencesIn(text, { start: 0, end: text.length });
    // Quadratic would be minutes; a slow machine is given time.
    expect(performance.now() - start).toBeLessThan(15_000);
  }
});
