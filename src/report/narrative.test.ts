import { describe, expect, test } from 'vitest';
import { type Passage, readNarrative, type Span } from './narrative.ts';

const spansOf = (markdown: string): readonly Span[] => {
  const [first] = readNarrative(markdown).passages;
  return first?.kind === 'paragraph' ? first.content : [];
};

describe('references in a narrative', () => {
  test('a citation has a source and a place; several stand in one bracket', () => {
    expect(spansOf('It is so [@kaz/source/a, para 15(b), p. 3; kaz/source/b].')).toEqual([
      { kind: 'text', text: 'It is so ' },
      {
        kind: 'citation',
        places: [{ source: 'kaz/source/a', locator: 'para 15(b), p. 3' }, { source: 'kaz/source/b' }],
      },
      { kind: 'text', text: '.' },
    ]);
  });

  test('terms, with words of their own or without', () => {
    expect(spansOf('[[term/grooming]] and [[term/grooming|the grooming of children]]')).toEqual([
      { kind: 'term', term: 'term/grooming' },
      { kind: 'text', text: ' and ' },
      { kind: 'term', term: 'term/grooming', words: 'the grooming of children' },
    ]);
  });

  test('live references with arguments, options and a day', () => {
    expect(spansOf('was {status progress-indicators/age @2013} then')[1]).toEqual({
      kind: 'live',
      live: {
        name: 'status',
        args: ['progress-indicators/age'],
        options: {},
        day: '2013',
        written: '{status progress-indicators/age @2013}',
      },
    });
  });

  test('a table alone in its paragraph is a table; in a line it is not', () => {
    const kinds = (markdown: string) => readNarrative(markdown).passages.map(({ kind }) => kind);
    expect(kinds('{table instruments from=2013}')).toEqual(['insert']);
    expect(kinds('See {table instruments}.')).toEqual(['paragraph']);
  });

  test('emphasis around a reference keeps both', () => {
    expect(spansOf('**bold [@a] more** _soft_')).toEqual([
      { kind: 'text', text: 'bold ', strong: true },
      { kind: 'citation', places: [{ source: 'a' }] },
      { kind: 'text', text: ' more', strong: true },
      { kind: 'text', text: ' ' },
      { kind: 'text', text: 'soft', emphasis: true },
    ]);
  });
});

describe('what a narrative may not hold', () => {
  test.each([
    ['a block of HTML', 'Text.\n\n<script>alert(1)</script>\n', 'narrative-html', 2],
    ['HTML in a line', 'Text <b onclick="x()">loud</b>.', 'narrative-html', 1],
    ['an address that runs', '[go](javascript:alert(1))', 'narrative-address', 1],
    ['an image', '![a map](https://example.org/a.png)', 'narrative-image', 1],
    ['an empty citation', 'So [@].', 'narrative-empty-citation', 1],
  ])('%s is reported with its paragraph, and kept as text', (_, markdown, code, paragraph) => {
    const { problems, passages } = readNarrative(markdown);
    expect(problems[0]).toMatchObject({ code, paragraph });
    const links = JSON.stringify(passages).includes('javascript:');
    expect(links).toBe(false);
  });

  test('a comment of the author is left out without a report', () => {
    expect(readNarrative('<!-- look again -->\n\nText.')).toEqual({
      passages: [{ kind: 'paragraph', content: [{ kind: 'text', text: 'Text.' }], paragraph: 2 }],
      problems: [],
    });
  });
});

test('paragraphs, items, headings and rows are counted one after another, so that a report can name them', () => {
  const { passages } = readNarrative('# {#one} Head\n\nFirst.\n\n- item\n- other\n\n> said\n\n|a|b|\n|-|-|\n|1|2|\n');
  const places = (blocks: readonly Passage[]): number[] =>
    blocks.flatMap((block) =>
      block.kind === 'list'
        ? block.items.flatMap((item) => places(item))
        : block.kind === 'quote'
          ? places(block.blocks)
          : [block.paragraph],
    );
  expect(places(passages)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(passages[0]).toMatchObject({ kind: 'heading', id: 'one', content: [{ kind: 'text', text: 'Head' }] });
});

test('a paragraph of two megabytes is read in time', () => {
  const long = 'слово [@kaz/source/a] '.repeat(90_000);
  const start = performance.now();
  expect(spansOf(long).length).toBeGreaterThan(100_000);
  expect(performance.now() - start).toBeLessThan(10_000);
}, 30_000);

test('brackets without end are taken over as text, and reported', () => {
  const { passages, problems } = readNarrative(`${'['.repeat(300_000)}\n\nText [@a].`);
  expect(problems[0]?.code).toBe('narrative-too-long');
  expect(passages[1]).toMatchObject({
    content: [{ kind: 'text' }, { kind: 'citation' }, { kind: 'text', text: '.' }],
  });
}, 10_000);
