/** HTML of reports: complete, closed in itself, and safe whatever stands in the record. */
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import { datasetWith, LANGUAGES, report, reportOf, SHIPPED, shippedTemplate } from './example.ts';

const TEXTS = {
  overview:
    'Overview [@xaa/source/report]. It is {status progress-indicators/abroad}. See [below](#own) and [[term/grooming]].\n\n## {#own} Own\n\n> Quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{chart figures series=xaa/series/cases}\n\n{table figures series=xaa/series/cases}',
};

const pageOf = (html: string) => parseHTML(html).document;

describe.each(SHIPPED)('%s', (name) => {
  test.each(LANGUAGES)('is closed in itself in %s: every anchor is there, once', (language) => {
    const { document } = report(datasetWith(TEXTS), { template: shippedTemplate(name), language, site: '' });
    const page = pageOf(renderHtml(document, { standalone: true }));
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of page.querySelectorAll('a')) {
      const href = link.getAttribute('href') ?? '';
      if (href.startsWith('#')) expect(ids).toContain(href.slice(1));
      else expect(href).toMatch(/^(?:https?:\/\/|\/)/);
    }
    expect(page.querySelectorAll('h1')).toHaveLength(1);
    expect(page.querySelectorAll('script, iframe, img, link[rel=stylesheet]')).toHaveLength(0);
    expect(page.querySelectorAll('[style]')).toHaveLength(0);
  });
});

test('a draft says so, an edition does not', () => {
  expect(renderHtml(reportOf('One.').document)).toContain('Draft, not published');
  const edition = { number: 1, address: 'https://example.org/e/1', published: '2026-11-22' };
  expect(renderHtml(reportOf('One.', { edition }).document)).not.toContain('Draft, not published');
});

test('every figure has its text, and drawings hold attributes alone', () => {
  const { document } = report(datasetWith(TEXTS), { template: shippedTemplate('country-report') });
  const figures = [...document.body, ...document.annexes].flatMap((block) => (block.kind === 'figure' ? [block] : []));
  expect(figures.length).toBeGreaterThan(1);
  for (const { svg, alternative } of figures) {
    expect(alternative.length).toBeGreaterThan(10);
    expect(svg).not.toMatch(/<style|<script|style=|class=|href|url\(|NaN|undefined/);
  }
});

test('markup of the record is shown, never taken over', () => {
  const html = renderHtml(
    reportOf(
      '<script>alert(1)</script>\n\nOne <img src=x onerror=alert(1)> [x](javascript:alert(1)) [@xaa/source/report]',
    ).document,
  );
  expect(html).not.toMatch(/<script|<img|href="javascript/i);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain('Report &lt;b&gt;on&lt;/b&gt; the law');
});

test('text from right to left is isolated, and marks that turn the direction are taken out', () => {
  const html = renderHtml(reportOf('Name: قانون الطفل, and \u202eevil\u202c.').document);
  expect(html).toContain('<bdi>');
  expect(html).not.toMatch(/[\u202a-\u202e]/);
});

test('a paragraph of 2 MB is a paragraph', () => {
  const started = performance.now();
  const { document } = reportOf('word [@xaa/source/report] '.repeat(80_000));
  expect(document.noteList).toHaveLength(80_000);
  expect(renderHtml(document).length).toBeGreaterThan(2_000_000);
  expect(performance.now() - started).toBeLessThan(60_000);
}, 60_000);

const TAGS =
  /^(?:article|header|h[1-6]|p|dl|div|dt|dd|nav|ul|ol|li|a|span|section|em|strong|sup|bdi|br|table|caption|thead|tbody|tr|th|td|blockquote|b|svg|path|circle|line|rect|text|figure|figcaption|hr|colgroup|col)$/;

test('whatever the text is, only elements of reports come out, and no handlers', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '<script>',
      '</p>',
      '"',
      "'",
      '[@',
      ']',
      '[[',
      '{table ',
      '{figure ',
      '}',
      '|',
      '\n\n',
      '# ',
      '- ',
      '\u202e',
      '\u0000',
      '](javascript:x)',
      '{#id}',
      '&lt;',
      '\n\n{table recommendations since=x limit=y}\n\n',
      '{count recommendations since=x}',
      '{figure xaa/series/cases 2009 part=constructor}',
      '{status __proto__}',
      '{provision constructor}',
      '\n\n{table toString}\n\n',
      '\n\n{chart statuses framework=progress-indicators since=9999}\n\n',
      '\n\n{chart figures series=xaa/series/children}\n\n',
      '\n\n{table law-changes since=0}\n\n',
      '{treaty opsc nothing}',
    ),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const page = pageOf(`<!doctype html><body>${renderHtml(reportOf(`x${parts.join('')}`).document)}</body>`);
      for (const element of page.querySelectorAll('body *')) {
        expect(element.tagName.toLowerCase()).toMatch(TAGS);
        for (const { name } of element.attributes) expect(name).not.toMatch(/^on|^style$/);
      }
    }),
    { numRuns: 150 },
  );
});
