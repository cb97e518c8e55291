/** What a report says of the record, and what it reports of its texts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firstDay } from '../../src/core/time.ts';
import { checkNarratives } from '../../src/report/build.ts';
import { REPORT_CODES } from '../../src/report/issues.ts';
import { LIVE_NAMES } from '../../src/report/references.ts';
import { CHARTS, TABLES } from '../../src/report/tables/index.ts';
import { readTemplate } from '../../src/report/template.ts';
import { plainText } from '../../src/report/voice.ts';
import {
  codesOf,
  DAY,
  datasetWith,
  LANGUAGES,
  ONE,
  report,
  reportOf,
  runsIn,
  SHIPPED,
  shippedTemplate,
  wordsOf,
} from './example.ts';

const noteTexts = (built: ReturnType<typeof report>) =>
  built.document.noteList.map(({ content }) => plainText(content));

describe('citations', () => {
  test('a work is described in full once, and by its publisher and the first note after', () => {
    const built = reportOf('One [@xaa/source/ministry, p. 1]. Two [@xaa/source/ministry, p. 2].');
    expect(noteTexts(built)).toEqual(['Ministry, “Yearbook”, 2020, p. 1.', 'Ministry (note 1), p. 2.']);
    expect(wordsOf(built)).toEqual(['Chapter', 'One. Two.']);
    expect(built.issues).toEqual([]);
  });

  test('several works stand in one note', () => {
    const built = reportOf('One [@xaa/source/ministry; xaa/source/report, para 2].');
    expect(noteTexts(built)).toEqual(['Ministry, “Yearbook”, 2020; Report <b>on</b> the law, May 2013, para 2.']);
  });

  test('the bibliography holds every work once, with the address, the day it was read and the archived copy', () => {
    const { document } = reportOf(
      'One [@xaa/source/ministry]. Two [@xaa/source/report]. Three [@xaa/source/ministry].',
    );
    expect(document.bibliography.map(({ source }) => source)).toEqual(['xaa/source/ministry', 'xaa/source/report']);
    expect(document.bibliography[0]).toMatchObject({
      url: 'https://example.org/yearbook',
      accessed: '2021-02-03',
      archived: 'https://web.archive.org/web/2021/https://example.org/yearbook',
    });
  });

  test('quotation marks and dates are those of the language', () => {
    const built = reportOf({ ru: 'Раз [@xaa/source/ministry].' }, { language: 'ru' });
    expect(noteTexts(built)[0]).toBe('Ministry, «Ежегодник», 2020.');
  });

  test('a source that is not on record stays as it is written and is reported with its place', () => {
    const built = reportOf('First.\n\nSecond [@xaa/source/ministri, p. 2].');
    expect(wordsOf(built).at(-1)).toBe('Second [@xaa/source/ministri, p. 2].');
    expect(codesOf(built)).toEqual(['report-unknown-source 2']);
    expect(built.issues[0]).toMatchObject({
      narrative: 'xaa/narrative/text',
      section: 'text',
      found: 'xaa/source/ministri',
    });
    expect(built.issues[0]?.message).toContain('Did you mean xaa/source/ministry?');
  });
});

test('terms used make the glossary, once each', () => {
  const built = reportOf('[[term/grooming]] and [[grooming|such approaches]], not [[term/none]].');
  expect(wordsOf(built)[1]).toBe('grooming and such approaches, not term/none.');
  expect(built.document.glossary.map(({ term }) => term)).toEqual(['term/grooming']);
  expect(codesOf(built)).toEqual(['report-unknown-term 1']);
});

describe('live references', () => {
  const said = (text: string) => wordsOf(reportOf(text))[1];

  test('say what the record says on the day of the report', () => {
    expect(said('It is {status progress-indicators/abroad} today.')).toBe('It is Partly met today.\u00a0Needs review');
    expect(said('It was {status progress-indicators/abroad @2009}.')).toBe('It was Not yet assessed.');
    expect(said('{finding xaa/finding/active} and {finding abroad.passive}')).toMatch(/^yes and no/);
    expect(said('{figure xaa/series/cases 2010}')).toBe('17\u00a0cases');
    expect(said('{figure xaa/series/cases 2013 unit=no}')).toBe('about 30');
    expect(said('{provision xaa/law/code/9} or {provision xaa/law/code/9 short}')).toBe(
      'New Code, article\u00a09 or article\u00a09',
    );
    expect(said('{treaty opsc ratification} {date 2024-09} {country} {as-of} {year} {revision}')).toBe(
      '24 August 2001 September 2024 Exampleland 22 November 2026 2026 7',
    );
    expect(said('{count recommendations verdict=not-done} of {count recommendations}')).toBe('1 of 2');
  });

  test('a name leads to the page of the record where there is a site, pinned to the day', () => {
    const { document } = reportOf('{provision xaa/law/code/9 short}', { site: 'https://example.org' });
    const links = runsIn(document.body).flatMap((run) => (run.kind === 'link' ? [run.href] : []));
    expect(links).toEqual([`https://example.org/en/law/xaa/code/9?asOf=${DAY}`]);
  });

  test('what does not resolve stays as it is written and is reported', () => {
    const text =
      '{statuz x} {status none/none} {figure xaa/series/cases 1999} {date soon} {finding nobody} {plan xaa/law/code}';
    const built = reportOf(text);
    expect(wordsOf(built)[1]).toBe(text);
    expect(codesOf(built)).toEqual([
      'report-unknown-reference 1',
      'report-unknown-record 1',
      'report-no-value 1',
      'report-bad-argument 1',
      'report-unknown-record 1',
      'report-unknown-record 1',
    ]);
  });

  test('a provision that no longer stands is reported with what stands in its place', () => {
    const built = reportOf('{provision xaa/law/old-code/8}');
    expect(codesOf(built)).toEqual(['report-not-on-day 1']);
    expect(built.issues[0]?.message).toContain('xaa/law/code/9');
    expect(codesOf(reportOf('{provision xaa/law/old-code/8 @2010}'))).toEqual([]);
  });

  test('several standing values are all shown, with the flag', () => {
    const built = reportOf('{figure xaa/series/cases 2009}');
    expect(wordsOf(built)[1]).toBe('21 or 16\u00a0cases Sources disagree');
    expect(codesOf(built)).toEqual(['report-several-values 1']);
    expect(codesOf(reportOf('{figure xaa/series/cases 2009 producer=ministry}'))).toEqual([]);
  });

  test('small counts of children are never printed', () => {
    const built = reportOf('{figure xaa/series/children 2019 area=North}');
    expect(wordsOf(built)[1]).toBe('fewer than 10\u00a0children');
    expect(codesOf(built)).toEqual(['report-withheld 1']);
  });
});

describe('numbers in the prose', () => {
  test('a value beside a figure that the record does not have is reported', () => {
    expect(codesOf(reportOf('There were 18 cases ({figure xaa/series/cases 2010}).'))).toEqual([
      'report-contradicts 1',
    ]);
    expect(codesOf(reportOf('There were 17 cases ({figure xaa/series/cases 2010}).'))).toEqual([]);
    expect(codesOf(reportOf('In 2010 ({figure xaa/series/cases 2010}) and later.'))).toEqual([]);
    expect(codesOf(reportOf('{figure xaa/series/cases 2010} (1,700) cases'))).toEqual(['report-contradicts 1']);
  });

  test('what an author states with is= is held against the record', () => {
    expect(codesOf(reportOf('{status progress-indicators/abroad @2016 is=met}'))).toEqual(['report-contradicts 1']);
    expect(codesOf(reportOf('{status progress-indicators/abroad @2016 is=partly-met}'))).toEqual([]);
    expect(codesOf(reportOf('{count recommendations is=3}'))).toEqual(['report-contradicts 1']);
  });
});

describe('needs review', () => {
  test('a paragraph that cites a source replaced since carries the flag and is reported', () => {
    const built = reportOf('Fine.\n\nIt is so [@xaa/source/withdrawn].');
    expect(codesOf(built)).toEqual(['report-needs-review 2']);
    expect(wordsOf(built)[2]).toMatch(/Needs review$/);
    expect(codesOf(reportOf('It is so [@xaa/source/withdrawn].', { verifiedOn: '2024-02-01' }))).toEqual([]);
  });

  test('a change of the law after the text was verified does the same', () => {
    const text = '{provision xaa/law/code/9} says so.';
    expect(codesOf(reportOf(text, { verifiedOn: '2024-01-01' }))).toEqual(['report-needs-review 1']);
    expect(codesOf(reportOf(text, { verifiedOn: '2024-10-01' }))).toEqual([]);
  });
});

describe('languages', () => {
  test('a text that is missing falls back, says so, and keeps the language of its words', () => {
    const built = reportOf({ en: 'Only English, {date 2024-09-05}.' }, { language: 'kk' });
    expect(codesOf(built)).toEqual(['report-untranslated']);
    const [, box, paragraph] = built.document.body;
    expect(box?.kind).toBe('box');
    expect(paragraph).toMatchObject({ kind: 'paragraph' });
    expect(
      runsIn(built.document.body).filter((run) => run.kind === 'text' && run.lang === 'en').length,
    ).toBeGreaterThan(2);
    expect(wordsOf(built).at(-1)).toBe('Only English, 5 September 2024.');
  });

  test('an unchecked translation is said once, before the text', () => {
    const { document } = reportOf({ en: 'One.', ru: 'Раз.', translation: 'unchecked' }, { language: 'ru' });
    expect(document.front.map(({ kind }) => kind)).toEqual(['box']);
    expect(reportOf({ en: 'One.', ru: 'Раз.', translation: 'unchecked' }).document.front).toEqual([]);
  });
});

describe('order', () => {
  const text =
    '{#start} One [@xaa/source/report].\n\n## First {#x}\n\nTwo.\n\n### Deep\n\nThree.\n\n## {#own} Second\n\n{table instruments}\n\n{chart recommendations}\n\nFour [@xaa/source/ministry].';

  test('headings, tables, figures and notes are numbered as they are read', () => {
    const { document } = reportOf(text);
    expect(document.body.flatMap((block) => (block.kind === 'heading' ? [`${block.number} ${block.id}`] : []))).toEqual(
      ['1 chapter', '1.1 s-1-1', '1.1.1 s-1-1-1', '1.2 own'],
    );
    expect(
      document.body.flatMap((block) => ('number' in block && block.kind !== 'heading' ? [block.number] : [])),
    ).toEqual(['Table 1', 'Figure 1']);
    const marks = runsIn(document.body).flatMap((run) => (run.kind === 'note' ? [run.note] : []));
    expect(marks).toEqual(document.noteList.map(({ id }) => id));
  });

  test('the first paragraph of a chapter is its lead', () => {
    expect(reportOf('One.\n\nTwo.\n\nThree.').document.body.map(({ kind }) => kind)).toEqual([
      'heading',
      'lead',
      'paragraph',
      'paragraph',
    ]);
  });

  test('the same record, template and day give the same tree', () => {
    expect(JSON.stringify(reportOf(text))).toBe(JSON.stringify(reportOf(text)));
  });

  test('a template can ask for what stands under one heading, or before the first', () => {
    const of = (block: Record<string, unknown>) =>
      wordsOf(
        reportOf('Lead.\n\n## {#a} A\n\nIn A.\n\n### B\n\nIn B.\n\n## C\n\nIn C.', {
          template: {
            ...ONE,
            sections: [{ id: 'chapter', title: 'Chapter', blocks: [{ narrative: 'text', ...block }] }],
          },
        }),
      );
    expect(of({ part: 'a' })).toEqual(['Chapter', 'In A.', 'B', 'In B.']);
    expect(of({ brief: true })).toEqual(['Chapter', 'Lead.']);
  });

  test('a table that a text brings along is not repeated by the template', () => {
    const template = {
      ...ONE,
      sections: [{ id: 'chapter', title: 'Chapter', blocks: [{ narrative: 'text' }, { table: 'instruments' }] }],
    };
    const { document } = reportOf('{table instruments}', { template });
    expect(document.body.filter(({ kind }) => kind === 'table')).toHaveLength(1);
  });
});

describe('templates', () => {
  test('a section that nobody wrote is left out and reported, unless it is optional', () => {
    const sections = (optional: boolean) => [{ id: 'a', title: 'A', blocks: [{ narrative: 'nothing', optional }] }];
    const built = report(datasetWith({}), { template: { ...ONE, sections: sections(false) } });
    expect(built.document.body).toEqual([]);
    expect(codesOf(built)).toEqual(['report-no-narrative']);
    expect(codesOf(report(datasetWith({}), { template: { ...ONE, sections: sections(true) } }))).toEqual([]);
  });

  test('words are counted without notes and tables, and held against the limit', () => {
    const text = 'One two three [@xaa/source/report].\n\n- four\n- five – six\n\n{table instruments}';
    const built = reportOf(text, { template: { ...ONE, wordLimit: 6 } });
    expect(built.document.wordCount).toBe(7);
    expect(codesOf(built)).toEqual(['report-too-long']);
  });

  test('what is wrong with a template is named', () => {
    const bad = {
      title: 'T',
      notes: 'footnotes',
      sections: [{ id: 'a', title: 'A', blocks: [{ table: 'nothing' }, { table: 'sources', x: 'y' }] }],
    };
    expect(readTemplate(bad, 'bad')).toEqual({
      problems: [
        expect.stringMatching(/^a: There is no table “nothing”\. There are: instruments/),
        'a: The table “sources” has no option x. It takes none.',
      ],
    });
    expect(readTemplate({ title: 'T' }, 'bad')).toHaveProperty('problems');
  });

  test.each(SHIPPED)('%s is made in every language without a missing message', (name) => {
    const dataset = datasetWith({ overview: 'Overview [@xaa/source/report].', 'priority-actions': 'Act.' });
    for (const language of LANGUAGES) {
      const { document } = report(dataset, { template: shippedTemplate(name), language });
      const all = JSON.stringify(document);
      expect(all).not.toMatch(/"(?:report|status|value|field|kind|treaties|plans|gaps)\.[a-z-.]+"/);
      expect(document.title).toContain(
        language === 'en' ? 'Exampleland' : language === 'ru' ? 'Примерия' : 'Мысал елі',
      );
      expect(document.body.length).toBeGreaterThan(0);
    }
  });

  test('a service has a number only where somebody confirmed it of late, and never more than that', () => {
    const template = { ...ONE, sections: [{ id: 'a', title: 'A', blocks: [{ table: 'services' }] }] };
    const all = JSON.stringify(report(datasetWith({}), { template }).document);
    expect(all).toContain('222');
    expect(all).not.toContain('111');
  });
});

test('texts are checked without a template, in every language', () => {
  const dataset = datasetWith({
    text: { en: 'One [@xaa/source/none].', ru: 'Раз.', kk: 'Бір.' },
    other: 'one <br> two',
  });
  const issues = checkNarratives(dataset, { country: 'xaa', day: firstDay(DAY) });
  expect(issues.map(({ code, section, language }) => `${code} ${section} ${language}`).toSorted()).toEqual([
    'narrative-html other en',
    'report-unknown-source text en',
    'report-untranslated other kk',
    'report-untranslated other ru',
  ]);
});

test('docs/NARRATIVE.md describes every code, reference, table and drawing', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/NARRATIVE.md'), 'utf8');
  for (const [code, meaning] of Object.entries(REPORT_CODES)) {
    expect(page).toContain(`\`${code}\``);
    expect(page).toContain(`| ${meaning} |`);
  }
  for (const name of LIVE_NAMES) expect(page).toMatch(new RegExp(`\\{${name}[ }]`));
  for (const name of Object.keys(TABLES)) expect(page).toContain(`{table ${name}`);
  for (const name of Object.keys(CHARTS)) expect(page).toContain(`{chart ${name}`);
});
