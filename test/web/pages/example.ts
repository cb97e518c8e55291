/** A small record of a state that does not exist, and the site over it: every page of the record can be asked for. */
import { createDataset } from '../../../src/core/dataset.ts';
import type { AnyRecord } from '../../../src/core/model/index.ts';
import { createApp } from '../../../src/web/server.tsx';

const cited = [{ source: 'xaa/source/report', locator: 'p. 3', quote: 'both states must call it a crime' }];

const RECORDS = [
  {
    kind: 'country',
    id: 'xaa',
    country: 'xaa',
    name: { en: 'Exampleland', ru: 'Примерия', kk: 'Мысал елі' },
    alpha2: 'XA',
  },
  { kind: 'country', id: 'xbb', country: 'xbb', name: 'Otherland', alpha2: 'XB' },
  {
    kind: 'source',
    id: 'xaa/source/report',
    country: 'xaa',
    title: 'Report <b>on</b> the law',
    type: 'report',
    published: '2013-05',
    url: 'https://example.org/report',
    language: 'en',
  },
  { kind: 'instrument', id: 'opsc', title: 'Optional Protocol', type: 'protocol', adopted: '2000-05-25' },
  {
    kind: 'framework',
    id: 'progress-indicators',
    title: 'Progress indicators',
    description: 'What states have done.',
    scale: [
      { id: 'met', label: 'Met' },
      { id: 'partly-met', label: 'Partly met' },
      { id: 'not-met', label: 'Not met' },
    ],
    indicators: [
      {
        id: 'abroad',
        title: { en: 'Acts abroad', ru: 'Деяния за рубежом' },
        rationale: 'Offenders travel.',
        basis: [{ instrument: 'opsc', article: '4(2)' }],
        rule: [
          { met: { all: ['abroad.active', 'abroad.passive', { not: 'abroad.double' }] } },
          { 'partly-met': { any: ['abroad.active', 'abroad.passive'] } },
          { 'not-met': 'otherwise' },
        ],
      },
    ],
  },
  ...(
    [
      ['abroad.active', 'Can citizens be tried at home?', 'yes', 'Try citizens at home.'],
      ['abroad.passive', 'Can anyone be tried who harms a citizen?', 'yes', 'Protect citizens abroad.'],
      ['abroad.double', 'Must both states call it a crime?', 'no', 'Lift double criminality.'],
    ] as const
  ).map(([id, wording, strength, reform]) => ({ kind: 'question', id, wording, type: 'boolean', strength, reform })),
  {
    kind: 'law',
    id: 'xaa/law/old-code',
    country: 'xaa',
    title: 'Old Code',
    type: 'code',
    from: '1998-01-01',
    to: '2015-01-01',
    successor: 'xaa/law/code',
    citations: cited,
  },
  {
    kind: 'law',
    id: 'xaa/law/code',
    country: 'xaa',
    title: 'New Code',
    type: 'code',
    from: '2015-01-01',
    citations: cited,
  },
  {
    kind: 'law',
    id: 'xaa/law/amending',
    country: 'xaa',
    title: 'Amending law',
    type: 'amending-law',
    adopted: '2024-07-05',
    from: '2024-09-05',
    citations: cited,
  },
  {
    kind: 'provision',
    id: 'xaa/law/old-code/8',
    country: 'xaa',
    law: 'xaa/law/old-code',
    number: '8',
    heading: 'Acts abroad',
    versions: [{ from: '1998-01-01', to: '2015-01-01', summary: 'Citizens answer for acts abroad.', citations: cited }],
  },
  {
    kind: 'provision',
    id: 'xaa/law/code/9',
    country: 'xaa',
    law: 'xaa/law/code',
    number: '9',
    heading: 'Acts abroad',
    succeeds: ['xaa/law/old-code/8'],
    textCheckedOn: '2025-01-01',
    versions: [
      {
        from: '2015-01-01',
        to: '2024-09-05',
        summary: 'Citizens answer for acts abroad.',
        parameters: { 'protected-age': 16, 'means-required': true },
        penalties: [{ tier: '1', minimumYears: 3, maximumYears: 5 }],
        citations: cited,
      },
      {
        from: '2024-09-05',
        summary: 'Citizens and residents answer for acts abroad.',
        parameters: { 'protected-age': 18, 'means-required': true },
        penalties: [{ tier: '1', minimumYears: 5, maximumYears: 9 }],
        amendedBy: ['xaa/law/amending'],
        citations: cited,
      },
    ],
  },
  {
    kind: 'finding',
    id: 'xaa/finding/active',
    country: 'xaa',
    question: 'abroad.active',
    value: true,
    from: '2010-01-01',
    rationale: 'Article 9 names citizens.',
    provisions: ['xaa/law/code/9'],
    citations: cited,
    readOn: '2023',
    review: 'reviewed',
  },
  {
    kind: 'finding',
    id: 'xaa/finding/passive',
    country: 'xaa',
    question: 'abroad.passive',
    value: false,
    from: '2012-06-01',
    citations: cited,
    readOn: '2025-01-01',
    review: 'draft',
  },
  {
    kind: 'finding',
    id: 'xaa/finding/double',
    country: 'xaa',
    question: 'abroad.double',
    value: true,
    from: '2010-01-01',
    citations: cited,
    readOn: '2025-01-01',
    review: 'draft',
  },
  {
    kind: 'finding',
    id: 'xaa/finding/double-report',
    country: 'xaa',
    question: 'abroad.double',
    value: false,
    from: '2010-01-01',
    citations: cited,
    readOn: '2025-01-01',
    review: 'draft',
    rank: 'deprecated',
    rankReason: 'The report misreads the article.',
  },
  {
    kind: 'published-status',
    id: 'xaa/published/abroad',
    country: 'xaa',
    assessor: 'Assessor International',
    indicator: 'progress-indicators/abroad',
    status: 'not-met',
    label: 'No',
    asOf: '2023',
    citations: cited,
  },
  {
    kind: 'recommendation',
    id: 'xaa/recommendation/1',
    country: 'xaa',
    body: 'The Committee',
    date: '2013-05-01',
    text: 'Abolish double criminality.',
    indicators: ['progress-indicators/abroad'],
    parts: [{ id: 'a', text: 'Abolish it.', target: 'abroad.double' }],
    progress: [
      { date: '2014', by: 'state', status: 'done' },
      { date: '2020', by: 'independent', status: 'not-done', rationale: 'The article stands.' },
    ],
    citations: cited,
  },
  {
    kind: 'recommendation',
    id: 'xaa/recommendation/2',
    country: 'xaa',
    body: 'The Committee',
    date: '2013-05-01',
    text: 'Publish figures.',
    citations: cited,
  },
  {
    kind: 'treaty-action',
    id: 'xaa/treaty/opsc-1',
    country: 'xaa',
    instrument: 'opsc',
    action: 'ratification',
    date: '2001-08-24',
    rank: 'preferred',
    rankReason: 'The depositary says so.',
    citations: cited,
  },
  {
    kind: 'treaty-action',
    id: 'xaa/treaty/opsc-2',
    country: 'xaa',
    instrument: 'opsc',
    action: 'ratification',
    date: '1994-08-24',
    rank: 'deprecated',
    rankReason: 'Before the protocol was adopted.',
    citations: cited,
  },
  {
    kind: 'series',
    id: 'xaa/series/cases',
    country: 'xaa',
    title: 'Registered cases',
    topic: 'trafficking',
    unit: 'cases',
    observations: [
      { period: '2009', value: 21, producer: 'Ministry', citations: cited },
      { period: '2009', value: 16, producer: 'Embassy', qualifier: 'part-period', citations: cited },
      { period: '2010', value: 17, producer: 'Ministry', citations: cited },
      { period: '2011', value: 21, producer: 'Ministry', citations: cited },
      { period: '2013', value: 30, producer: 'Ministry', qualifier: 'about', citations: cited },
    ],
  },
  {
    kind: 'contradiction',
    id: 'xaa/contradiction/cases',
    country: 'xaa',
    title: 'Cases of 2009',
    positions: [
      { statement: 'There were 21.', citations: cited },
      { statement: 'There were 16.', citations: cited },
    ],
  },
  {
    kind: 'event',
    id: 'xaa/event/1',
    country: 'xaa',
    date: '2015-01-01',
    type: 'law',
    title: 'A new code applies',
    citations: cited,
  },
];

export const dataset = createDataset(RECORDS as unknown as AnyRecord[]);

const app = createApp({
  platform: { record: async () => ({ dataset, revision: 1, at: undefined }) },
  assets: { names: {}, world: undefined, files: new Map() },
  clock: () => new Date('2026-11-22T12:00:00Z'),
});

export const get = async (path: string): Promise<Response> => app.request(`http://localhost${path}`);

/** The page at an address, which must be there. */
export async function pageAt(path: string): Promise<string> {
  const response = await get(path);
  if (response.status !== 200) throw new Error(`${path} gave ${response.status}: ${await response.text()}`);
  return response.text();
}

/** What a reader reads: text alone, white space evened out. */
export async function textAt(path: string): Promise<string> {
  return readable(await pageAt(path));
}

export function readable(html: string): string {
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<(svg|script)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

/** The part of a page between an element's id and the next section. */
export function partOf(html: string, id: string): string {
  const start = html.indexOf(`id="${id}"`);
  if (start < 0) throw new Error(`no element ${id}`);
  const end = html.indexOf('<section', start + 1);
  return readable(html.slice(html.lastIndexOf('<', start), end < 0 ? undefined : end));
}
