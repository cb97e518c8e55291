import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { law as lawOf } from '../../test/support/invented-law.ts';
import { type KINDS, schemaOf } from '../core/model/index.ts';
import { spanOf } from '../core/time.ts';
import { type ReadLaw, type ReadOptions, readAkomaNtoso } from './akoma-ntoso.ts';

const fixture = (name: string) => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(`../../test/fixtures/akn/${name}`, import.meta.url))),
});

const read = (names: readonly string[], more: Partial<ReadOptions> = {}): ReadLaw =>
  readAkomaNtoso(names.map(fixture), { country: 'xaa', ...more });

const fromText = (text: string, more: Partial<ReadOptions> = {}) =>
  readAkomaNtoso([{ name: 'law.xml', bytes: new TextEncoder().encode(text) }], { country: 'xaa', ...more });

const provisionOf = ({ provisions }: ReadLaw, number: string) => {
  const found = provisions.find((provision) => provision.number === number);
  if (!found) throw new Error(`no provision ${number} among ${provisions.map((provision) => provision.number)}`);
  return found;
};

const textOf = (result: ReadLaw, number: string, language: string, version = -1) =>
  provisionOf(result, number).versions.at(version)?.text?.[language];

const codes = ({ report }: ReadLaw, number?: string) =>
  report.filter((notice) => number === undefined || notice.number === number).map(({ code }) => code);

/** An act with this body, in English, of this day. */
const act = (body: string, { meta = '', on = '2020-01-01', contains = 'singleVersion', rest = '' } = {}) => `
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act" contains="${contains}"><meta>
<identification source="#p"><FRBRWork><FRBRthis value="/akn/xx/act/2000/1/!main"/><FRBRuri value="/akn/xx/act/2000/1"/><FRBRdate date="2000-01-01" name="x"/><FRBRauthor href="#p"/><FRBRcountry value="xx"/><FRBRname value="Act One"/></FRBRWork>
<FRBRExpression><FRBRthis value="x"/><FRBRuri value="x"/><FRBRdate date="${on}" name="x"/><FRBRauthor href="#p"/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRthis value="x"/><FRBRuri value="x"/><FRBRdate date="${on}" name="x"/><FRBRauthor href="#p"/></FRBRManifestation></identification>${meta}</meta><body>${body}</body>${rest}</act></akomaNtoso>`;

describe('an act in sections', () => {
  const result = read(['sections.xml']);

  test('is a law with its names and dates', () => {
    expect(result.issues).toEqual([]);
    expect(result.law).toMatchObject({
      id: 'xaa/law/protection-of-children-act-2010',
      title: 'Protection of Children Act',
      type: 'law',
      number: '5',
      adopted: '2010-06-01',
      published: '2010-06-15',
      from: '2010-09-01',
    });
    expect(result.source).toMatchObject({ publisher: 'Example Laws', language: 'en', extent: 'full' });
  });

  test('gives each section as lines, indented below what introduces them', () => {
    expect(textOf(result, '2', 'en')).toBe(
      '(1) A person who—\n  (a) makes material; or\n  (b) sends it, subject to section 3,\ncommits an offence.\n(2) The penalty is at most ten years.',
    );
  });

  test('keeps footnotes at the end and tables as lines', () => {
    expect(textOf(result, '1', 'en')).toMatch(/ {2}\(b\) a recording\[1\]\.\n\[1\] Including a stream\.$/);
    expect(textOf(result, '3-1', 'en')).toBe('Place | Years\nSchool | 12');
  });

  test('takes the preamble and schedules as provisions of their own', () => {
    expect(textOf(result, 'Preamble', 'en')).toContain('every child');
    expect(textOf(result, 'Schedule 1', 'en')).toBe('Places\n1. A school.\n2. A shelter.');
  });

  test('dates a version by the amendment that made it, and says where it assumes', () => {
    expect(provisionOf(result, '2').versions[0]).toMatchObject({ from: '2018-03-01' });
    expect(provisionOf(result, '2').versions[0]).not.toHaveProperty('basisOfDate');
    expect(provisionOf(result, '1').versions[0]).toMatchObject({
      basisOfDate: 'Read in the text dated 2018-03-01; it may be older.',
    });
  });

  test('reports what no record holds', () => {
    expect(codes(result, '2')).toEqual(['removed-text', 'remark']);
    expect(codes(result, '4')).toEqual(['remark', 'repealed']);
    expect(result.report.find(({ code }) => code === 'amending-act')?.message).toContain(
      'Act 2 of 2018 (/akn/xx/act/2018/2), 2018-03-01',
    );
  });

  test('knows the amending act where it is on record', () => {
    const known = lawOf('act-2-2018', { number: '2', adopted: '2018-02-01' });
    const linked = read(['sections.xml'], { laws: [known] });
    expect(provisionOf(linked, '2').versions[0]?.amendedBy).toEqual(['xaa/law/act-2-2018']);
    expect(codes(linked)).not.toContain('amending-act');
  });
});

describe('an act with intervals, notes and other vocabularies', () => {
  const result = read(['intervals.xml']);

  test('dates sections by their own interval, or by that of their part', () => {
    expect(provisionOf(result, '15').versions[0]?.from).toBe('2015-05-03');
    expect(provisionOf(result, '18').versions[0]?.from).toBe('2004-05-01');
    expect(textOf(result, '15', 'en')).toBe(
      '(1) A person commits an offence if online or not—\n  (a) the person meets a child under 16, and\n  (b)\n    (i) intends harm.',
    );
  });

  test('has no record of what was repealed, but its words in the report', () => {
    expect(codes(result, '16')).toEqual(['repealed']);
    expect(result.report.find(({ number }) => number === '17')).toMatchObject({
      code: 'repealed',
      text: 'Gone\nThe words before.',
    });
  });

  test('reports elements that are not known once, with how often and where', () => {
    expect(result.report.filter(({ code }) => code === 'unknown-element')).toMatchObject([
      { count: 2, place: { line: 68 } },
    ]);
    expect(textOf(result, '18', 'en')).toBe('Applies boxed and again.\none | two');
  });

  test('reports the notes of the publisher, under the provision that refers to them', () => {
    expect(result.report.filter(({ code }) => code === 'publisher-note').map(({ number }) => number)).toEqual([
      '15',
      undefined,
    ]);
  });
});

test('prefixes, groups of periods, lists in paragraphs and words quoted from other acts', () => {
  const result = read(['prefixed.xml']);
  expect(result.law).toMatchObject({ adopted: '1990-01-10', from: '1990-02-01', to: '2030-01-01' });
  expect(provisionOf(result, '1').versions).toMatchObject([{ from: '1999-05-01', to: '2030-01-01' }]);
  expect(textOf(result, '1', 'de')).toBe(
    '(1) Geschützt sind\n  1. Kinder,\n  2. Jugendliche.\n(2) Die Worte „ab 14 Jahren“ entfallen.',
  );
  expect(textOf(result, '1a', 'de')).toBe('Es wird eingefügt:\n  „§ 9 Neu\n  Der Satz.“');
});

describe('several texts of one law', () => {
  const names = ['articles-2024-kaz.xml', 'articles-2015-rus.xml', 'articles-2024-rus.xml'];
  const result = read(names, { law: 'code-2014' });

  test('become versions in order, with every language', () => {
    const { versions, heading } = provisionOf(result, '132');
    expect(heading).toEqual({ ru: 'Вовлечение', kk: 'Тарту' });
    expect(versions).toMatchObject([
      { from: '2015-01-01', to: '2024-09-05', text: { ru: expect.stringContaining('до трёх лет') } },
      {
        from: '2024-09-05',
        text: { ru: expect.stringContaining('до пяти лет'), kk: expect.stringContaining('бес жылға') },
      },
    ]);
    expect(result.law?.title).toEqual({
      ru: 'Уголовный кодекс (вымышленный)',
      kk: 'Қылмыстық кодекс (ойдан шығарылған)',
    });
  });

  test('a placeholder of a repealed article ends its last version', () => {
    expect(provisionOf(result, '132-1').versions).toMatchObject([{ to: '2024-10-01', text: { ru: 'Прежние слова.' } }]);
    expect(provisionOf(result, '132-1').versions[0]?.basisOfDate).toContain(
      'Ended between the texts dated 2014-07-03 and 2024-10-01',
    );
    expect(codes(result, '132-1')).toEqual(['repealed']);
  });

  test('a renumbered article succeeds the one whose number it had', () => {
    expect(provisionOf(result, '135')).toMatchObject({
      succeeds: ['xaa/law/code-2014/133'],
      versions: [{ from: '2024-09-05' }],
    });
    expect(provisionOf(result, '133').versions).toMatchObject([{ to: '2024-09-05' }]);
    expect(codes(result, '135')).toContain('renumbered');
  });

  test('only what the latest text has was checked up to its day', () => {
    expect(provisionOf(result, '132').textCheckedOn).toBe('2024-10-01');
    expect(provisionOf(result, '133')).not.toHaveProperty('textCheckedOn');
  });

  test('may stand in one collection', () => {
    const inner = ['articles-2015-rus.xml', 'articles-2024-rus.xml'].map((name) =>
      new TextDecoder().decode(fixture(name).bytes).replace(/^<\?xml[^>]*\?>/, ''),
    );
    const together = fromText(
      `<akomaNtosoCollection xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">${inner.join('')}</akomaNtosoCollection>`,
    );
    expect(provisionOf(together, '132').versions).toHaveLength(2);
  });

  test('must be texts of one law', () => {
    const mixed = read(['articles-2015-rus.xml', 'sections.xml']);
    expect(mixed.issues).toMatchObject([{ code: 'not-akoma-ntoso', place: { file: 'sections.xml' } }]);
    expect(mixed.law).toBeUndefined();
  });

  test('two that differ on one day are a conflict, and both are kept', () => {
    const one = act('<article eId="a"><num>1</num><content><p>One.</p></content></article>');
    const other = one.replace('One.', 'Other.');
    const both = readAkomaNtoso(
      [one, other].map((text, index) => ({ name: `${index}.xml`, bytes: new TextEncoder().encode(text) })),
      { country: 'xaa' },
    );
    expect(textOf(both, '1', 'en')).toBe('One.');
    expect(both.report.find(({ code }) => code === 'conflict')?.text).toBe('Other.');
  });
});

test('one file of several versions gives each its period', () => {
  const result = read(['multiple-versions.xml']);
  expect(provisionOf(result, '1').versions).toMatchObject([
    { from: '2000-02-01', to: '2010-01-01', text: { en: 'A child is under 16.' } },
    { from: '2010-01-01', to: '2015-07-01', text: { en: '1. A child is under 18.' } },
    { from: '2015-07-01', text: { en: '1. A child is under 18.\n2. Where age is in doubt, a child is presumed.' } },
  ]);
  expect(codes(result)).not.toContain('removed-text');
});

test('a bill is a law of type bill without provisions, and its words are reported', () => {
  const result = read(['bill.xml']);
  expect(result.law).toMatchObject({ type: 'bill', number: '7' });
  expect(result.law).not.toHaveProperty('from');
  expect(result.provisions).toEqual([]);
  expect(result.report).toContainEqual(
    expect.objectContaining({ code: 'bill', number: '1', text: 'In section 1, for “16” read “18”.' }),
  );
});

describe('a repealed article', () => {
  test.each([
    ['ita', '((ARTICOLO ABROGATO DALLA L. 15 FEBBRAIO 1996, N. 66))'],
    ['kaz', '134-бап алып тасталды – 2013 жылғы 3 шілдедегі Заңымен.'],
    ['ukr', '{Статтю 155 виключено на підставі Закону}'],
    ['nld', '[Vervallen per 01-01-2010]'],
    ['pol', '(uchylony)'],
    ['ron', 'Abrogat.'],
    ['spa', '(Sin contenido)'],
    ['eng', '[s. 5 rep. by Act 5 of 2010]'],
    ['eng', 'F2. . . . . .'],
  ])('is known by what stands in its place (%s: %s)', (_language, words) => {
    const text = (said: string) =>
      act(`<article eId="art_5"><num>5.</num><content><p>${said}</p></content></article>`, { on: '2010-01-01' });
    const result = fromText(text(words));
    expect(result.provisions).toEqual([]);
    expect(result.report).toContainEqual(expect.objectContaining({ code: 'repealed', number: '5', text: words }));
  });

  test.each([
    'The Act of 1900 is repealed.',
    'Repealing laws is for the legislature.',
    'Section 5 of the Act of 1900 is repealed.',
    'Republic means the Republic.',
    'Стаття 5 Закону діє.',
  ])('is no article that speaks of repeal: %s', (words) => {
    const body = `<article eId="art_5"><num>5.</num><content><p>${words}</p></content></article>`;
    expect(textOf(fromText(act(body)), '5', 'en')).toBe(words);
  });
});

describe('what is missing or makes no sense', () => {
  const body = '<article eId="art_1"><num>1</num><content><p>Words.</p></content></article>';

  test.each(['2024-02-30', '-0044-03-15', 'soon'])('a text of the day %s has no day, and the report says so', (on) => {
    const result = fromText(act(body, { on }));
    expect(result.provisions[0]?.versions[0]?.from).toBeUndefined();
    expect(result.report.map(({ message }) => message).join('\n')).toContain(`“${on}” in <FRBRdate> is no date`);
    expect(result.report.map(({ message }) => message).join('\n')).toContain('Give the day with --on');
  });

  test('placeholders for no date are passed over', () => {
    expect(fromText(act(body, { on: '9999-12-31' })).report.map(({ code }) => code)).not.toContain('not-taken-over');
  });

  test('a law without provisions says that none was found', () => {
    expect(fromText(act('')).report).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('No article, section or other provision') }),
    );
  });

  test('whole sentences in the place of a number make no endless id', () => {
    const result = fromText(act(`<article><num>${'9'.repeat(10_000)}</num><content><p>x</p></content></article>`));
    expect(result.provisions[0]?.id.length).toBeLessThan(120);
  });

  test('more articles than a call takes arguments are read', () => {
    const many = Array.from({ length: 130_000 }, (_, n) => `<article><num>${n}</num><p>x</p></article>`).join('');
    expect(fromText(act(many)).provisions).toHaveLength(130_000);
  }, 180_000);
});

describe('numbers', () => {
  const numberOf = (num: string) =>
    fromText(act(`<article eId="x"><num>${num}</num><content><p>x</p></content></article>`)).provisions[0]?.number;

  test.each([
    ['Article 134.', '134'],
    ['Статья 132-1.', '132-1'],
    ['Статья 132<sup>1</sup>.', '132-1'],
    ['132¹', '132-1'],
    ['135-бап.', '135'],
    ['132-1-бап', '132-1'],
    ['§ 14a', '14a'],
    ['Art. 5º', '5'],
    ['Art. 23 bis.', '23 bis'],
    ['132–1', '132-1'],
    ['(7)', '7'],
    ['134A', '134A'],
    ['Section 9', '9'],
    ['Artículo 3.-', '3'],
    ['IV', 'IV'],
    ['[15A', '15A'],
    ['[15A]', '15A'],
    ['Articolul 220', '220'],
  ])('%s is %s', (num, number) => {
    expect(numberOf(num)).toBe(number);
  });

  test('that occur twice are told apart by what they stand under', () => {
    const article = '<article><num>1</num><content><p>x</p></content></article>';
    const result = fromText(act(`<book><num>Book I</num>${article}</book><book><num>Book II</num>${article}</book>`));
    expect(result.provisions.map(({ id, number }) => [id, number])).toEqual([
      ['xaa/law/act-one-2000/1', '1'],
      ['xaa/law/act-one-2000/1-book-ii', '1 (Book II)'],
    ]);
    expect(codes(result)).toContain('number');
  });
});

test('a change of article 5-1 is none of article 5, and a change of a paragraph is one of its article', () => {
  const change = (id: string, act: number, day: string) =>
    `<textualMod type="substitution"><source href="/akn/xx/act/${act}/1"/><destination href="#${id}"/><force period="#p${day}"/></textualMod>`;
  const period = (day: string) =>
    `<temporalGroup eId="p${day}"><timeInterval start="#e${day}" refersTo="#inForce"/></temporalGroup>`;
  const event = (day: string) => `<eventRef eId="e${day}" date="${day}" source="#x" type="amendment"/>`;
  const days = ['2011-01-01', '2012-01-01'];
  const meta = `<lifecycle source="#p">${days.map(event).join('')}</lifecycle><analysis source="#p"><passiveModifications>${change('art_5-1', 2011, '2011-01-01')}${change('art_5__para_2', 2012, '2012-01-01')}</passiveModifications></analysis><temporalData source="#p">${days.map(period).join('')}</temporalData>`;
  const article = (number: string) =>
    `<article eId="art_${number}"><num>${number}</num><content><p>x</p></content></article>`;
  const result = fromText(act(['5', '5-1'].map(article).join(''), { meta }));
  expect(result.provisions.map(({ number, versions: [first] }) => [number, first?.from])).toEqual([
    ['5', '2012-01-01'],
    ['5-1', '2011-01-01'],
  ]);
});

test('a section is a group where it holds articles, and an article where it does not', () => {
  const article = '<article><num>5</num><content><p>x</p></content></article>';
  expect(fromText(act(`<section><num>I</num>${article}</section>`)).provisions.map(({ number }) => number)).toEqual([
    '5',
  ]);
  expect(
    fromText(
      act(`<article><num>5</num><section><num>I</num><content><p>x</p></content></section></article>`),
    ).provisions.map(({ number }) => number),
  ).toEqual(['5']);
});

test('articles that an article groups are provisions; one inside the words of another is lines of it', () => {
  const inner = '<article><num>2</num><content><p>inner</p></content></article>';
  expect(fromText(act(`<article><num>1</num>${inner}</article>`)).provisions.map(({ number }) => number)).toEqual([
    '2',
  ]);
  const result = fromText(act(`<article><num>1</num><intro><p>outer</p></intro>${inner}</article>`));
  expect(textOf(result, '1', 'en')).toBe('outer\n  2 inner');
  expect(codes(result)).toContain('nested-article');
});

test('a law without articles has its paragraphs as provisions', () => {
  const result = fromText(
    act(
      '<chapter><num>1</num><paragraph><num>1.</num><content><p>a</p></content></paragraph><paragraph><num>2.</num><content><p>b</p></content></paragraph></chapter>',
    ),
  );
  expect(result.provisions.map(({ number }) => number)).toEqual(['1', '2']);
});

test('what is not a law is refused, with what it is', () => {
  const akn = (inside: string) =>
    `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">${inside}</akomaNtoso>`;
  expect(fromText(akn('<judgment name="x"/>')).issues).toMatchObject([
    { code: 'not-akoma-ntoso', message: expect.stringContaining('<judgment>') },
  ]);
  expect(fromText('<html/>').issues).toMatchObject([
    { code: 'not-akoma-ntoso', message: expect.stringContaining('<html>') },
  ]);
});

test('one bad file among several, and there are no records at all', () => {
  const result = readAkomaNtoso(
    [fixture('sections.xml'), { name: 'bad.xml', bytes: new TextEncoder().encode('<a>') }],
    { country: 'xaa' },
  );
  expect(result).toMatchObject({
    provisions: [],
    report: [],
    issues: [{ code: 'invalid-xml', place: { file: 'bad.xml' } }],
  });
  expect(result.law).toBeUndefined();
});

// Every word counts: documents of random structure in which each text is a word of its own.

const LEVELS =
  'book part chapter section article paragraph subparagraph point list indent alinea clause level hcontainer'.split(
    ' ',
  );
const INLINES = 'b i ref mod ins def sup sub span term remark authorialNote del quotedText unknownInline a date'.split(
  ' ',
);
const BLOCKS = 'p p p block blockList table quotedStructure ul foreign unknownBlock tblock'.split(' ');

const { level } = fc.letrec<{ inline: string; block: string; level: string }>((tie) => {
  const inlines = fc.array(tie('inline'), { maxLength: 3 }).map((parts) => parts.join(' '));
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
  return {
    inline: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constant('@'),
      fc.tuple(fc.constantFrom(...INLINES), inlines).map(([name, inside]) => `<${name}>${inside}</${name}>`),
      fc.constant('@<br/>@'),
      fc.constant('@<img src="x.png"/>'),
    ),
    block: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      inlines.map((inside) => `<p>@ ${inside}</p>`),
      fc.tuple(fc.constantFrom(...BLOCKS), inlines, tie('level')).map(([name, inside, below]) => {
        switch (name) {
          case 'blockList':
            return `<blockList><listIntroduction>@ ${inside}</listIntroduction><item><num>@</num><heading>@</heading><p>${inside}</p></item><listWrapUp>@</listWrapUp></blockList>`;
          case 'table':
            return `<table><caption>@</caption><tr><th><p>@</p></th><th>@</th></tr><tr><td><p>@</p><p>${inside}</p></td><td status="removed"><p>@</p></td></tr></table>`;
          case 'quotedStructure':
            return `<p>@<mod><quotedStructure startQuote="“">${below}</quotedStructure></mod>@</p>`;
          case 'ul':
            return `<ul><li>@ ${inside}</li><li><p>@</p></li></ul>`;
          default:
            return `<${name}>@ ${inside}</${name}>`;
        }
      }),
    ),
    level: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc
        .tuple(fc.constantFrom(...LEVELS), fc.boolean(), fc.boolean(), blocks)
        .map(
          ([name, num, heading, inside]) =>
            `<${name}>${num ? '<num>@</num>' : ''}${heading ? '<heading>@ <i>@</i></heading>' : ''}<content>${inside}</content></${name}>`,
        ),
      fc
        .tuple(
          fc.constantFrom(...LEVELS),
          fc.array(tie('level'), { minLength: 1, maxLength: 3 }),
          blocks,
          fc.constantFrom('', ' status="removed"', ' period="#none"'),
        )
        .map(
          ([name, below, inside, status]) =>
            `<${name}${status}><num>@</num><subheading>@</subheading><intro>${inside}</intro>${below.join('@<crossHeading>@</crossHeading>')}<wrapUp><p>@</p></wrapUp></${name}>`,
        ),
    ),
  };
});

const wholeActs = fc.tuple(fc.array(level, { minLength: 1, maxLength: 4 }), level).map(([body, schedule]) => {
  const rest = `<conclusions><p>@</p></conclusions><attachments><attachment><heading>@</heading><doc name="schedule"><mainBody><p>@</p>${schedule}</mainBody></doc></attachment></attachments>`;
  const whole = act(body.join(''), { rest }).replace(
    '<body>',
    '<coverPage><p>@</p></coverPage><preface><longTitle><p>@</p></longTitle></preface><preamble><recitals><recital><num>@</num><p>@</p></recital></recitals><p>@</p></preamble><body>@',
  );
  let count = 0;
  // Words of letters alone, none of which is part of another.
  const text = whole.replace(
    /@/g,
    () => `word${[...String(count++)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}z`,
  );
  return { text, words: text.match(/word[a-j]+z/g) ?? [] };
});

test('every word of a text is in a record or in the report', () => {
  fc.assert(
    fc.property(wholeActs, ({ text, words }) => {
      const { law, provisions, report, issues } = fromText(text);
      expect(issues).toEqual([]);
      const kept = JSON.stringify([law, provisions, report.map(({ number, text: words }) => [number, words])]);
      const found = new Set(kept.match(/word[a-j]+z/g));
      expect(words.filter((word) => !found.has(word))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('the drafts of any text are valid records, and versions neither overlap nor run backwards', () => {
  fc.assert(
    fc.property(wholeActs, ({ text }) => {
      const { law, provisions, source } = fromText(text);
      for (const record of [law, source, ...provisions]) {
        const { kind, country: _, ...body } = record as { kind: keyof typeof KINDS; country: string };
        expect(schemaOf(kind).safeParse(body).error).toBeUndefined();
      }
      expect(new Set(provisions.map(({ id }) => id)).size).toBe(provisions.length);
    }),
    { numRuns: 30 },
  );
});

// Mutations: bytes cut out, doubled, exchanged or made up.

const FIXTURES = [
  'sections.xml',
  'intervals.xml',
  'prefixed.xml',
  'articles-2024-rus.xml',
  'multiple-versions.xml',
  'bill.xml',
];
const PIECES = [
  '<',
  '>',
  '</',
  '&',
  '&x;',
  '"',
  ']]>',
  '<!--',
  '<![CDATA[',
  '<?',
  '<article>',
  '</section>',
  ' eId="art_1"',
  'period="#e1"',
  '9999-12-31',
  '2000-13-45',
  '\u0000',
  'ÿ',
  'status="removed"',
  '<del>',
].map((piece) => new TextEncoder().encode(piece));

test('no mutation of a file brings it down: it is read, or refused as a whole', () => {
  const files = FIXTURES.map(fixture);
  const change = fc.record({
    at: fc.nat(),
    cut: fc.nat(60),
    insert: fc.oneof(fc.constantFrom(...PIECES), fc.uint8Array({ maxLength: 4 })),
    from: fc.nat(),
    copy: fc.nat(200),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      ({ name, bytes }, changes) => {
        let mutated = bytes;
        for (const { at, cut, insert, from, copy } of changes) {
          const [place, start] = [at % mutated.length, from % mutated.length];
          mutated = Buffer.concat([
            mutated.subarray(0, place),
            insert,
            mutated.subarray(start, start + copy),
            mutated.subarray(place + cut),
          ]);
        }
        const { law, provisions, issues } = readAkomaNtoso([{ name, bytes: mutated }], { country: 'xaa' });
        if (issues.length > 0) expect({ law, provisions }).toEqual({ law: undefined, provisions: [] });
        else expect(law?.id).toMatch(/^xaa\/law\//);
        for (const { place, message } of issues) {
          expect(place?.line).toBeGreaterThan(0);
          expect(message.length).toBeGreaterThan(20);
        }
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 200), seed: 20_260_101 },
  );
});

test('whatever elements, dates and statuses are exchanged, versions neither overlap nor run backwards', () => {
  const texts = FIXTURES.map((name) => new TextDecoder().decode(fixture(name).bytes));
  const names =
    'article section paragraph num heading content p intro table authorialNote remark del chapter attachment'.split(
      ' ',
    );
  const dates = ['0001-01-01', '9999-12-31', '2020-02-30', '2015', '', '2040-01-01', '2012-06-30'];
  const name = fc.constantFrom(...names);
  const change = fc.oneof(
    fc.tuple(name, name).map(
      ([from, to]) =>
        (text: string) =>
          text.replace(new RegExp(`(</?(?:akn:)?)${from}(?=[ >])`, 'g'), `$1${to}`),
    ),
    fc.tuple(fc.nat(12), fc.constantFrom(...dates)).map(([place, day]) => (text: string) => {
      let count = 0;
      return text.replace(/date="[^"]*"/g, (found) => (count++ === place ? `date="${day}"` : found));
    }),
    fc
      .constantFrom('multipleVersions', 'originalVersion', 'x')
      .map((value) => (text: string) => text.replace(/contains="\w+"/, `contains="${value}"`)),
    name.map((of) => (text: string) => text.replace(new RegExp(`<${of}(?=[ >])`), `<${of} status="removed"`)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
      const { provisions, issues } = fromText(changes.reduce((changed, apply) => apply(changed), text));
      for (const { code } of issues) expect(['invalid-xml', 'not-akoma-ntoso']).toContain(code);
      for (const { versions } of provisions) {
        let last = -Infinity;
        for (const { from, to } of versions.map((version) => spanOf(version))) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 100), seed: 20_260_101 },
  );
});
