import { describe, expect, it } from 'vitest';
import { anchorIn } from '../../core/document.ts';
import { datesIn } from './dates.ts';
import { rawOf } from './fixture.ts';
import { structure } from './index.ts';
import { languageOf } from './language.ts';

const read = (text: string, mediaType = 'text/plain') =>
  structure(rawOf(text, { mediaType }), 'test', '0'.repeat(64), []);
const tree = (text: string, mediaType?: string) =>
  read(text, mediaType).sections.map(({ level, title }) => `${level} ${title}`);
const LONG = 'It is a paragraph long enough to be one, with a full stop at the end of what it says.';

describe('sections', () => {
  it('take the headings and levels of the format', () => {
    const document = read(`# One\n\n${LONG}\n\n## Two\n\n${LONG}\n\n# Three\n\n${LONG}`, 'text/html');
    expect(document.sections.map(({ id, parent, level, title }) => [id, parent, level, title])).toEqual([
      ['s1', undefined, 1, 'One'],
      ['s2', 's1', 2, 'Two'],
      ['s3', undefined, 1, 'Three'],
    ]);
    expect(document.blocks.map(({ section }) => section)).toEqual(['s1', 's1', 's2', 's2', 's3', 's3']);
    const [first, second, third] = document.sections;
    expect([first?.end, second?.end]).toEqual([(third?.start ?? 0) - 1, (third?.start ?? 0) - 1]);
    expect(third?.end).toBe(document.text.length);
  });

  it('are told by capitals, numbers and short lines where the format has none', () => {
    expect(tree(`PREVENTION\n\n${LONG}\n\nTraining and education\n\n${LONG}\n\nPROTECTION\n\n${LONG}`)).toEqual([
      '1 PREVENTION',
      '2 Training and education',
      '1 PROTECTION',
    ]);
    expect(tree(`1. Общие положения\n\n${LONG}\n\n1.1 Понятия\n\n${LONG}\n\n2. Предупреждение\n\n${LONG}`)).toEqual([
      '1 1. Общие положения',
      '2 1.1 Понятия',
      '1 2. Предупреждение',
    ]);
    expect(tree(`БАЛАЛАРДЫ ҚОРҒАУ\n\n${LONG}\n\nОқыту және ағарту\n\n${LONG}`)).toEqual([
      '1 БАЛАЛАРДЫ ҚОРҒАУ',
      '2 Оқыту және ағарту',
    ]);
  });

  it('do not begin with a line that the page has cut off, nor with one of an imprint', () => {
    expect(
      tree(`PREVENTION\n\nThe report says that the\n\nMinistry of Labour\n\nhas acted, and more. ${LONG}`),
    ).toEqual(['1 PREVENTION']);
    expect(tree(`REPORT\n\nDesign by: Example Studio\n\n${LONG}\n\nwww.example.org\n\n${LONG}`)).toEqual(['1 REPORT']);
  });

  it('follow the contents list, and what it names but the text lacks is an issue', () => {
    const document = read(
      `CONTENTS\n\nForeword\t3\nCourts and police\t5\nOpen questions\t9\nAnnex\t12\n\nForeword\n\n${LONG}\n\nCourts and police\n\n${LONG}\n\nPOLICE UNITS\n\n${LONG}\n\nAnnex\n\n${LONG}`,
    );
    expect(document.sections.map(({ level, title }) => `${level} ${title}`)).toEqual([
      '1 CONTENTS',
      '1 Foreword',
      '1 Courts and police',
      '2 POLICE UNITS',
      '1 Annex',
    ]);
    expect(document.issues.map(({ code, places }) => [code, places.map(({ exact }) => exact)])).toEqual([
      ['contents-mismatch', ['Open questions']],
    ]);
  });

  it('have paragraphs with their numbers, and items with theirs', () => {
    const document = read(
      `CONCERNS\n\n7. The Committee notes the law of 2011 and regrets its late start.\n\n8. The Committee is concerned.\n\n- (a) That one\n\n- (b) That other\n\n9. The Committee recommends.`,
    );
    expect(document.blocks.map(({ number }) => number)).toEqual([undefined, '7', '8', 'a', 'b', '9']);
  });
});

describe('the text', () => {
  it('holds every word once, in normal form C, and every place quotes itself', () => {
    const raw = rawOf('Cafe\u0301 one.¹\n\nA|B\n1|2\n\nNOTES\n\n¹ Zoe\u0308 Example, 2001.');
    const document = structure(raw, 'test', '', []);
    expect(document.text).toBe('Café one.¹\nA\tB\n1\t2\nNOTES\n¹ Zoë Example, 2001.');
    const table = document.blocks.find(({ kind }) => kind === 'table');
    expect(table?.rows?.map((row) => row.map(({ start, end }) => document.text.slice(start, end)))).toEqual([
      ['A', 'B'],
      ['1', '2'],
    ]);
    const [mark] = document.marks;
    expect(mark && anchorIn(document.text, mark)).toMatchObject({ exact: '¹', prefix: 'Café one.' });
  });

  it('names rows of unequal length, but not a heading across the table', () => {
    const document = read('Year|Cases|Source\n2010|3|A\nWhole country|\n2011|4\n2012|5|B');
    const [issue] = document.issues.filter(({ code }) => code === 'table-rows');
    expect(issue?.places.map(({ exact }) => exact)).toEqual(['Whole country\t', '2011\t4']);
    expect(document.blocks[0]?.headerRows).toBe(1);
  });
});

describe('the head of a document', () => {
  it('reads a line of publisher and month, and a body above the title', () => {
    expect(read(`Counting the children\n\nCentre for Small States, March 2014\n\n${LONG}`)).toMatchObject({
      title: 'Counting the children',
      publisher: 'Centre for Small States',
      date: '2014-03',
    });
    expect(read(`Коалиция «Берег»\n\nДЕТИ НА БЕРЕГУ\n\nГород, май 2014 г.\n\n${LONG}`)).toMatchObject({
      title: 'ДЕТИ НА БЕРЕГУ',
      publisher: 'Коалиция «Берег»',
      date: '2014-05',
    });
  });

  it('takes no item (c) for a copyright', () => {
    expect(read(`Review of the law\n\n${LONG}\n\n(c) Amendments to the Code.`)).not.toHaveProperty('publisher');
  });

  it('gives title, publisher and date', () => {
    expect(
      read(
        `Watching the duties\n\nof small states\n\nEXAMPLELAND\n\n2nd EDITION\n\n${LONG} ${LONG} ${LONG}\n\nCopyright © 2013, Example International (2nd Edition)\n\n${LONG}`,
      ),
    ).toMatchObject({
      title: 'Watching the duties of small states: EXAMPLELAND',
      publisher: 'Example International',
      date: '2013',
      language: 'en',
    });
    expect(
      read(
        `CRC/C/XYZ/CO/4\n\nDistr.: General\n\n30 October 2015\n\nCommittee on the Rights of the Child\n\nConcluding observations on the fourth periodic report of Exampleland\n\n${LONG}`,
      ),
    ).toMatchObject({
      title: 'Concluding observations on the fourth periodic report of Exampleland',
      publisher: 'Committee on the Rights of the Child',
      date: '2015-10-30',
    });
    expect(read(`Обзор практики судов\n\n12 мая 2014 г.\n\n${LONG}`)).toMatchObject({
      title: 'Обзор практики судов',
      date: '2014-05-12',
    });
  });

  it('takes no name of a file for a title', () => {
    const raw = rawOf(`Courts of the north in figures\n\n${LONG}`, { title: 'Microsoft Word - final2.doc' });
    expect(structure(raw, 'x', '', []).title).toBe('Courts of the north in figures');
  });
});

describe('dates of references', () => {
  const text = (dates: string) =>
    read(`Copyright © 2013, Example\n\nOne.¹ Two.²\n\nNOTES\n\n¹ ${dates}\n\n² Beta, 2002.`);
  it('are an issue where a work was read before it was published', () => {
    const [issue] = text(
      'Office. Review, 19 July 2013, para 3. Accessed on 27 August 2012 from: http://example.org/a',
    ).issues;
    expect(issue?.code).toBe('accessed-before-published');
    expect(issue?.message.ru).toContain('19 июля 2013');
    expect(
      text('Office. Review, 19 July 2012, para 3. Accessed on 27 August 2012 from: http://example.org/a').issues,
    ).toEqual([]);
    expect(text('Office. Review, 2012, p. 3. Accessed on 3 January 2012 from: http://example.org/a').issues).toEqual(
      [],
    );
  });
  it('are an issue where they come after the document', () => {
    expect(text('Office. Review, 19 July 2014, para 3.').issues.map(({ code }) => code)).toEqual([
      'date-after-document',
    ]);
    expect(text('Office. Review, December 2013, para 3.').issues).toEqual([]);
  });
});

describe('a date', () => {
  const dates = (words: string) => datesIn(words).map(({ date }) => date);
  it('is read in its many forms, with the precision it has', () => {
    expect(dates('21 July 2004; July 21, 2004; 21st of July 2004; July 2009; 2004-07-21')).toEqual([
      '2004-07-21',
      '2004-07-21',
      '2004-07-21',
      '2009-07',
      '2004-07-21',
    ]);
    expect(dates('24.08.1994; 3 июня 2011 г.; в июле 2009 года; 2011 г.')).toEqual([
      '1994-08-24',
      '2011-06-03',
      '2009-07',
      '2011',
    ]);
    expect(dates('2011 жылғы 3 маусымда; 2011 жылдың қыркүйегінде; 19 шілде 2013 ж.; 2011 жыл')).toEqual([
      '2011-06-03',
      '2011-09',
      '2013-07-19',
      '2011',
    ]);
  });
  it('is never completed nor invented', () => {
    expect(dates('31 June 2011; 03/04/2012; 25/06/2011; maybe 2011; Marble 2012; 1994')).toEqual([
      '2012',
      '2011-06-25',
    ]);
  });
});

it('the language is told from letters and words, or not at all', () => {
  expect(languageOf('The Committee notes with concern that the law is not applied by the courts.')).toBe('en');
  expect(languageOf('Комитет рассмотрел доклад и принял замечания по нему на заседании.')).toBe('ru');
  expect(languageOf('Балалардың құқықтарын қорғау жөніндегі комитет есебін қарады.')).toBe('kk');
  expect(languageOf('Комітет розглянув доповідь і прийняв зауваження щодо її змісту.')).toBe('uk');
  expect(languageOf('Le Comité a examiné les rapports et les réponses du gouvernement dans une séance.')).toBe('fr');
  expect(languageOf('Xqz vbn')).toBe('und');
});
