/**
 * Every check finds what is planted for it, and nothing once the planted thing is put right: no check passes vacuously.
 */
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../dataset.ts';
import type { Candidate, Document } from '../document.ts';
import { LANGUAGES } from '../localised.ts';
import { firstDay } from '../time.ts';
import { cited, claim, datasetOf, documentOf, referenceIn } from './example.ts';
import { CROSS_CHECKS, type CrossCode, type CrossIssue, crosscheckDocument, crosscheckRecord } from './index.ts';
import { say } from './issue.ts';

const DAY = firstDay('2025-06-01');

const convention = {
  kind: 'instrument',
  id: 'pact',
  title: 'Pact on Lanterns',
  type: 'treaty',
  adopted: '1990-05-01',
  inForce: '1992-01-01',
};
const protocol = {
  kind: 'instrument',
  id: 'pact-protocol',
  title: 'Protocol to the Pact',
  type: 'protocol',
  adopted: '2000-03-01',
  protocolTo: 'pact',
};
const act = (instrument: string, action: string, date: string, more = {}) => ({
  kind: 'treaty-action',
  id: `xaa/treaty-action/${instrument}/${action}${'n' in more ? more.n : ''}`,
  instrument,
  action,
  date,
  citations: cited,
});
const party = {
  kind: 'question',
  id: 'commitments.pact',
  wording: 'Is the state a party to the Pact?',
  type: 'boolean',
  strength: 'yes',
  basis: [{ instrument: 'pact' }],
};
const member = (value: boolean, to?: string) => ({
  kind: 'finding',
  id: 'xaa/finding/commitments.pact/a',
  question: 'commitments.pact',
  value,
  from: '2001',
  ...(to && { to }),
  citations: cited,
  readOn: '2005',
  review: 'reviewed',
});
const oldCode = {
  kind: 'law',
  id: 'xaa/law/code-1990',
  title: 'Criminal Code of 1990',
  type: 'code',
  from: '1990-01-01',
  to: '2010-01-01',
  successor: 'xaa/law/code-2009',
  citations: cited,
};
const newCode = {
  kind: 'law',
  id: 'xaa/law/code-2009',
  title: 'Criminal Code of 2009',
  type: 'code',
  from: '2010-01-01',
  citations: cited,
};
const article = (
  law: string,
  number: string,
  heading: string,
  versions: object[] = [{ summary: heading, citations: cited }],
) => ({
  kind: 'provision',
  id: `xaa/law/${law}/${number}`,
  law: `xaa/law/${law}`,
  number,
  heading,
  versions,
});
const finding = (id: string, value: unknown, from: string, to?: string, more = {}) => ({
  kind: 'finding',
  id: `xaa/finding/consent.age/${id}`,
  question: 'consent.age',
  value,
  from,
  ...(to !== undefined && { to }),
  citations: cited,
  readOn: '2020',
  review: 'draft',
  ...more,
});
const question = {
  kind: 'question',
  id: 'consent.age',
  wording: 'What is the age of consent?',
  type: 'integer',
  strength: 'higher',
};
const series = (id: string, title: string, unit: string, observations: object[], more = {}) => ({
  kind: 'series',
  id: `xaa/series/${id}`,
  title,
  topic: 'lanterns',
  unit,
  observations: observations.map((observation) => ({ citations: cited, ...observation })),
  ...more,
});
const term = {
  kind: 'term',
  id: 'term/material',
  preferred: 'child sexual abuse material',
  deprecated: [{ term: 'child pornography' }],
};

type Side = { document?: readonly [Document, Candidate[], Dataset | undefined]; record?: Dataset };
interface Case {
  readonly wrong: Side;
  readonly right: Side;
}

/** A document with claims on it, wrong and right. */
function inDocument(
  text: string,
  claims: (document: Document) => Candidate[],
  dataset?: Dataset,
  given: Partial<Document> = {},
): Side {
  const document = documentOf(text, given);
  return { document: [document, claims(document), dataset] };
}

const money = (sum: string, other: string, amounts: [number, number]) => (document: Document) =>
  claim(document, 'money', `${sum} (${other})`, {
    amount: amounts[0],
    currency: 'XAM',
    conversion: { amount: amounts[1], currency: 'USD' },
  });
const MONEY =
  '300 marks (2 dollars) a day, 600 marks (4 dollars) a night, 3,000 marks (20 dollars) a week and 9,000 marks ';

const unused = (): Candidate[] => [];
const cases: Record<CrossCode, Case[]> = {
  'treaty-before-adoption': ['1989-06-01', '1990-06-01']
    .map((date) => date)
    .reduce<Case[]>(
      (all, _, index, [wrong = '', right = '']) =>
        index > 0
          ? all
          : [
              {
                wrong: inDocument(
                  'The state ratified the Pact.',
                  (d) => [
                    claim(d, 'treaty-action', 'ratified the Pact', {
                      instrument: { name: 'Pact', id: 'pact' },
                      action: 'ratification',
                      date: wrong,
                    }),
                  ],
                  datasetOf(convention),
                ),
                right: inDocument(
                  'The state ratified the Pact.',
                  (d) => [
                    claim(d, 'treaty-action', 'ratified the Pact', {
                      instrument: { name: 'Pact', id: 'pact' },
                      action: 'ratification',
                      date: right,
                    }),
                  ],
                  datasetOf(convention),
                ),
              },
              {
                wrong: { record: datasetOf(convention, act('pact', 'signature', wrong)) },
                right: { record: datasetOf(convention, act('pact', 'signature', right)) },
              },
            ],
      [],
    ),
  'treaty-two-dates': [
    ...(['1994', '1995-02-03'] as const).flatMap((second, index): Case[] => {
      const side = (date: string) =>
        inDocument(
          'It ratified the Pact in one year. The table says otherwise.',
          (d) => [
            claim(d, 'treaty-action', 'ratified the Pact', {
              instrument: { name: 'Pact', id: 'pact' },
              action: 'ratification',
              date: '1995',
            }),
            claim(d, 'treaty-action', 'table', { instrument: { name: 'Pact', id: 'pact' }, action: 'accession', date }),
          ],
          datasetOf(convention),
        );
      return index === 0 ? [{ wrong: side('1994'), right: side(second === '1994' ? '1995-02-03' : second) }] : [];
    }),
    {
      wrong: inDocument(
        'It ratified the Pact.',
        (d) => [
          claim(d, 'treaty-action', 'ratified', {
            instrument: { name: 'Pact', id: 'pact' },
            action: 'ratification',
            date: '1996',
          }),
        ],
        datasetOf(
          convention,
          act('pact', 'ratification', '1995-02-03'),
          act('pact', 'domestic-ratification', '1994-12-01'),
        ),
      ),
      right: inDocument(
        'It ratified the Pact.',
        (d) => [
          claim(d, 'treaty-action', 'ratified', {
            instrument: { name: 'Pact', id: 'pact' },
            action: 'ratification',
            date: '1994-12',
          }),
        ],
        datasetOf(
          convention,
          act('pact', 'ratification', '1995-02-03'),
          act('pact', 'domestic-ratification', '1994-12-01'),
        ),
      ),
    },
    {
      wrong: {
        record: datasetOf(
          convention,
          act('pact', 'ratification', '1995'),
          act('pact', 'ratification', '1996', { n: 2 }),
        ),
      },
      right: {
        record: datasetOf(
          convention,
          act('pact', 'ratification', '1995'),
          act('pact', 'ratification', '1995-02', { n: 2 }),
        ),
      },
    },
  ],
  'treaty-status': [
    {
      wrong: inDocument(
        'It ratified the Pact.',
        (d) => [
          claim(d, 'treaty-action', 'ratified', { instrument: { name: 'Pact', id: 'pact' }, action: 'ratification' }),
        ],
        datasetOf(convention, act('pact', 'signature', '1991')),
      ),
      right: inDocument(
        'It ratified the Pact.',
        (d) => [
          claim(d, 'treaty-action', 'ratified', { instrument: { name: 'Pact', id: 'pact' }, action: 'ratification' }),
        ],
        datasetOf(convention, act('pact', 'signature', '1991'), act('pact', 'accession', '1995')),
      ),
    },
  ],
  'protocol-without-parent': [
    {
      wrong: { record: datasetOf(convention, protocol, act('pact-protocol', 'ratification', '2001')) },
      right: {
        record: datasetOf(
          convention,
          protocol,
          act('pact-protocol', 'ratification', '2001'),
          act('pact', 'accession', '1999'),
        ),
      },
    },
    {
      wrong: inDocument(
        'It ratified the Protocol.',
        (d) => [
          claim(d, 'treaty-action', 'Protocol', {
            instrument: { name: 'Protocol', id: 'pact-protocol' },
            action: 'ratification',
          }),
        ],
        datasetOf(convention, protocol, act('pact', 'signature', '1991')),
      ),
      right: inDocument(
        'It ratified the Protocol.',
        (d) => [
          claim(d, 'treaty-action', 'Protocol', {
            instrument: { name: 'Protocol', id: 'pact-protocol' },
            action: 'ratification',
          }),
        ],
        datasetOf(convention, protocol, act('pact', 'accession', '1991')),
      ),
    },
  ],
  'treaty-in-force-too-early': [
    {
      wrong: {
        record: datasetOf(
          convention,
          act('pact', 'ratification', '1995'),
          act('pact', 'entry-into-force', '1994-12-01'),
        ),
      },
      right: {
        record: datasetOf(convention, act('pact', 'ratification', '1995'), act('pact', 'entry-into-force', '1996')),
      },
    },
    {
      wrong: { record: datasetOf(convention, act('pact', 'entry-into-force', '1991')) },
      right: { record: datasetOf(convention, act('pact', 'entry-into-force', '1992')) },
    },
  ],
  'treaty-acts-out-of-order': [
    {
      wrong: {
        record: datasetOf(convention, act('pact', 'ratification', '1995-03'), act('pact', 'signature', '1996')),
      },
      right: {
        record: datasetOf(convention, act('pact', 'ratification', '1995-03'), act('pact', 'signature', '1995')),
      },
    },
    {
      wrong: {
        record: datasetOf(
          convention,
          act('pact', 'ratification', '1995'),
          act('pact', 'domestic-ratification', '1996'),
        ),
      },
      right: {
        record: datasetOf(
          convention,
          act('pact', 'ratification', '1995'),
          act('pact', 'domestic-ratification', '1994'),
        ),
      },
    },
    {
      wrong: { record: datasetOf(convention, act('pact', 'accession', '1995'), act('pact', 'withdrawal', '1994')) },
      right: { record: datasetOf(convention, act('pact', 'accession', '1995'), act('pact', 'withdrawal', '2004')) },
    },
  ],
  'treaty-against-finding': [
    {
      wrong: { record: datasetOf(convention, party, member(false), act('pact', 'accession', '1995')) },
      right: { record: datasetOf(convention, party, member(true), act('pact', 'accession', '1995')) },
    },
    {
      wrong: { record: datasetOf(convention, party, member(true), act('pact', 'accession', '2003')) },
      right: { record: datasetOf(convention, party, member(false, '2003'), act('pact', 'accession', '2003')) },
    },
  ],
  'money-conversion': [
    {
      wrong: inDocument(`${MONEY}(6 dollars).`, (d) => [
        money('300 marks', '2 dollars', [300, 2])(d),
        money('600 marks', '4 dollars', [600, 4])(d),
        money('3,000 marks', '20 dollars', [3000, 20])(d),
        money('9,000 marks', '6 dollars', [9000, 6])(d),
      ]),
      right: inDocument(`${MONEY}(60 dollars).`, (d) => [
        money('300 marks', '2 dollars', [300, 2])(d),
        money('600 marks', '4 dollars', [600, 4])(d),
        money('3,000 marks', '20 dollars', [3000, 20])(d),
        money('9,000 marks', '60 dollars', [9000, 60])(d),
      ]),
    },
    ...[{ wrong: 100, right: 6600 }].map(({ wrong, right }) => {
      const side = (amount: number) =>
        inDocument('A grant of one million tenge (in dollars) in 2012.', (d) => [
          claim(
            d,
            'money',
            'one million tenge (in dollars)',
            { amount: 1_000_000, currency: 'KZT', conversion: { amount, currency: 'USD' } },
            { period: { from: '2012' } },
          ),
        ]);
      return { wrong: side(wrong), right: side(right) };
    }),
  ],
  'figure-two-values': [
    ...['12', '15'].slice(0, 1).map((value) => {
      const text = `In 2009 the police registered 15 cases of lantern theft. Elsewhere: ${value} cases of lantern theft in 2009, the ministry says.`;
      const side = (second: number) =>
        inDocument(text, (d) => [
          claim(
            d,
            'figure',
            '15 cases of lantern theft',
            { number: 15, unit: 'case', definition: 'of lantern theft' },
            { period: { from: '2009' } },
          ),
          claim(
            d,
            'figure',
            `${value} cases of lantern theft`,
            { number: second, unit: 'case', definition: 'of lantern theft' },
            { period: { from: '2009' } },
          ),
        ]);
      return { wrong: side(12), right: side(15) };
    }),
    {
      wrong: {
        record: datasetOf(
          series('a', 'Cases', 'cases', [
            { period: '2009', value: 3 },
            { period: '2009', value: 4 },
          ]),
        ),
      },
      right: {
        record: datasetOf(
          series('a', 'Cases', 'cases', [
            { period: '2009', value: 3 },
            { period: '2009', value: 4, rank: 'deprecated', rankReason: 'a slip' },
          ]),
        ),
      },
    },
    ...[4500].map(() => {
      const side = (upper: number) =>
        inDocument(
          'The ministry says that the price of a lantern varies from 200 to 4,500 dollars. Later the ministry: the price of a lantern varies from 200 to 4,000 dollars.',
          (d) => [
            claim(d, 'money', '200 to 4,500 dollars', { amount: 4500, low: 200, currency: 'USD' }),
            claim(d, 'money', '200 to 4,000 dollars', { amount: upper, low: 200, currency: 'USD' }),
          ],
        );
      return { wrong: side(4000), right: side(4500) };
    }),
  ],
  'figure-against-record': [
    ...[1].map(() => {
      const record = datasetOf(
        series('a', 'Registered cases of lantern theft', 'cases', [{ period: '2009', value: 30 }]),
      );
      const side = (number: number) =>
        inDocument(
          'There were 31 registered cases of lantern theft in 2009.',
          (d) => [
            claim(
              d,
              'figure',
              '31 registered cases of lantern theft',
              { number, unit: 'case', definition: 'registered, of lantern theft' },
              { period: { from: '2009' } },
            ),
          ],
          record,
        );
      return { wrong: side(31), right: side(30) };
    }),
  ],
  'parts-and-whole': [
    ...[1].map(() => {
      const side = (second: number) =>
        inDocument('Of 12 lanterns 5 were red and 8 green.', (d) => {
          const red = claim(d, 'figure', '5 were red', { number: 5, unit: 'lantern' });
          const green = claim(d, 'figure', '8 green', { number: second, unit: 'lantern' });
          return [
            claim(d, 'figure', '12 lanterns', {
              number: 12,
              unit: 'lantern',
              parts: [red.id, green.id],
              exhaustive: true,
            }),
            red,
            green,
          ];
        });
      return { wrong: side(8), right: side(7) };
    }),
    {
      wrong: {
        record: datasetOf(
          series('a', 'Lanterns', 'lanterns', [
            { period: '2009', value: 12, breakdown: { 'colour: red': 5, 'colour: green': 8 } },
          ]),
        ),
      },
      right: {
        record: datasetOf(
          series('a', 'Lanterns', 'lanterns', [
            { period: '2009', value: 12, breakdown: { 'colour: red': 5, 'colour: green': 7, 'size: small': 12 } },
          ]),
        ),
      },
    },
  ],
  'percentage-over-hundred': [
    ...[1].map(() => {
      const side = (number: number) =>
        inDocument('Of all lanterns 120 % burn.', (d) => [claim(d, 'figure', '120 %', { number, unit: '%' })]);
      return { wrong: side(120), right: side(100) };
    }),
    {
      wrong: {
        record: datasetOf(series('a', 'Share of lanterns that burn', 'percent', [{ period: '2009', value: 120 }])),
      },
      right: { record: datasetOf(series('a', 'Growth of lanterns', 'percent', [{ period: '2009', value: 120 }])) },
    },
  ],
  'percentage-against-counts': [
    ...[1].map(() => {
      const side = (number: number) =>
        inDocument('Lanterns grew by 40 % from 100 lanterns to 120 lanterns.', (d) => [
          claim(d, 'figure', '40 %', { number, unit: '%', change: true }),
          claim(d, 'figure', '100 lanterns', { number: 100, unit: 'lantern' }),
          claim(d, 'figure', '120 lanterns', { number: 120, unit: 'lantern' }),
        ]);
      return { wrong: side(40), right: side(20) };
    }),
  ],
  'one-number-several-things': [
    ...[1].map(() => {
      const side = (number: number) =>
        inDocument(
          'Under the plan 27 crisis centres opened in the country for women. The network of lantern centres for women has 27 youth centres in the country.',
          (d) => [
            claim(d, 'figure', '27 crisis centres', { number: 27, unit: 'centre', definition: 'crisis' }),
            claim(d, 'figure', '27 youth centres', { number, unit: 'centre', definition: 'youth' }),
          ],
        );
      return { wrong: side(27), right: side(26) };
    }),
  ],
  'figure-carried-over': [
    {
      wrong: {
        record: datasetOf(
          series('a', 'Calls', 'calls', [
            { period: '2018', value: 1834 },
            { period: '2019', value: 1834 },
          ]),
        ),
      },
      right: {
        record: datasetOf(
          series('a', 'Calls', 'calls', [
            { period: '2018', value: 1834 },
            { period: '2019', value: 1835 },
          ]),
        ),
      },
    },
    {
      wrong: {
        record: datasetOf(
          series('a', 'Crisis centres', 'centres', [{ period: '2018', value: 28 }]),
          series('b', 'Youth centres', 'centres', [{ period: '2018', value: 28 }]),
        ),
      },
      right: {
        record: datasetOf(
          series('a', 'Crisis centres', 'centres', [{ period: '2018', value: 28 }]),
          series('b', 'Youth clubs', 'clubs', [{ period: '2018', value: 28 }]),
        ),
      },
    },
  ],
  'accessed-before-published': [
    {
      wrong: {
        record: datasetOf({
          kind: 'source',
          id: 'xaa/source/one',
          title: 'One',
          type: 'report',
          published: '2013-07',
          accessed: '2012-08-27',
        }),
      },
      right: {
        record: datasetOf({
          kind: 'source',
          id: 'xaa/source/one',
          title: 'One',
          type: 'report',
          published: '2012',
          accessed: '2012-08-27',
        }),
      },
    },
  ],
  'access-year': [
    ...[1].map(() => {
      const text = 'A one. B two. C three. D four. E five. F six. G seven.';
      const side = (slip: string) => {
        const references = ['A one', 'B two', 'C three', 'D four', 'E five', 'F six'].map((words, index) =>
          referenceIn(text, words, { accessed: index < 3 ? '2013-01-03' : '2012-08-10' }),
        );
        return inDocument(text, unused, undefined, {
          references: [...references, referenceIn(text, 'G seven', { accessed: slip })],
        });
      };
      return { wrong: side('2012-01-03'), right: side('2013-01-03') };
    }),
  ],
  'work-two-dates': [
    ...[1].map(() => {
      const text = 'Lantern Committee. Concluding observations, one. Lantern Committee. Concluding observations, two.';
      const side = (date: string) =>
        inDocument(text, unused, undefined, {
          references: [
            referenceIn(text, 'Concluding observations, one', {
              author: 'Lantern Committee',
              title: 'Concluding observations',
              url: 'http://lanterns.example/doc/G03-429',
              date: '2003-07-10',
            }),
            referenceIn(text, 'Concluding observations, two', {
              author: 'Lantern Committee',
              title: 'Concluding observations',
              url: 'https://www.lanterns.example/doc/G03-429',
              date,
            }),
          ],
        });
      return { wrong: side('2013-07-19'), right: side('2003') };
    }),
  ],
  'date-in-future': [
    ...[1].map(() => {
      const side = (date: string) =>
        inDocument(
          'It ratified the Pact.',
          (d) => [
            claim(d, 'treaty-action', 'ratified', { instrument: { name: 'Pact' }, action: 'ratification', date }),
          ],
          undefined,
          { date: '2013' },
        );
      return { wrong: side('2014-01-01'), right: side('2013-12-31') };
    }),
    {
      wrong: {
        record: datasetOf({
          kind: 'event',
          id: 'xaa/event/one',
          date: '2026',
          type: 'other',
          title: 'One',
          citations: cited,
        }),
      },
      right: {
        record: datasetOf({
          kind: 'event',
          id: 'xaa/event/one',
          date: '2025',
          type: 'other',
          title: 'One',
          citations: cited,
        }),
      },
    },
  ],
  'plan-reviewed-before-start': [
    ...[1].map(() => {
      const side = (reviewed: string) =>
        inDocument('The Lantern Plan was reviewed.', (d) => [
          claim(d, 'plan', 'Lantern Plan', { title: 'Lantern Plan', from: '2012', to: '2014', reviewed }),
        ]);
      return { wrong: side('2011-06'), right: side('2012') };
    }),
    ...[1].map(() => {
      const side = (date: string): Side => ({
        record: datasetOf({
          kind: 'plan',
          id: 'xaa/plan/one',
          title: 'One',
          from: '2012',
          appraisals: [{ date, text: 'Weak.' }],
          citations: cited,
        }),
      });
      return { wrong: side('2011'), right: side('2013') };
    }),
  ],
  'report-reviewed-before-submission': [
    ...[1].map(() => {
      const side = (reviewed: string): Side => ({
        record: datasetOf({
          kind: 'treaty-report',
          id: 'xaa/treaty-report/pact/1',
          instrument: 'pact',
          cycle: '1',
          submitted: '2005-03',
          reviewed,
        }),
      });
      return { wrong: side('2004'), right: side('2005') };
    }),
  ],
  'provision-wrong-code': [
    ...[1].map(() => {
      const side = (date: string) =>
        inDocument(
          'Article 77 of the Criminal Code',
          (d) => [
            claim(d, 'legal-reference', 'Article 77', {
              law: { name: 'Criminal Code', id: 'xaa/law/code-1990' },
              number: '77',
            }),
          ],
          datasetOf(oldCode, newCode),
          { date },
        );
      return { wrong: side('2014'), right: side('2008') };
    }),
  ],
  'provision-not-in-force': [
    ...[1].map(() => {
      const side = (date: string) =>
        inDocument(
          'Article 12 of the Criminal Code',
          (d) => [
            claim(d, 'legal-reference', 'Article 12', {
              law: { name: 'Criminal Code', id: 'xaa/law/code-1990' },
              number: '12',
              provision: 'xaa/law/code-1990/12',
            }),
          ],
          datasetOf(oldCode, newCode, article('code-1990', '12', 'Theft of lanterns')),
          { date },
        );
      return { wrong: side('2014'), right: side('2008') };
    }),
    {
      wrong: {
        record: datasetOf(
          oldCode,
          newCode,
          question,
          article('code-1990', '12', 'Theft'),
          finding('a', 16, '2012', undefined, { provisions: ['xaa/law/code-1990/12'] }),
        ),
      },
      right: {
        record: datasetOf(
          oldCode,
          newCode,
          question,
          article('code-1990', '12', 'Theft'),
          finding('a', 16, '2008', undefined, { provisions: ['xaa/law/code-1990/12'] }),
        ),
      },
    },
  ],
  'provision-other-subject': [
    ...[1].map(() => {
      const record = datasetOf(
        oldCode,
        newCode,
        article('code-2009', '12', 'Theft of lanterns'),
        article('code-2009', '13', 'Smuggling of matches'),
      );
      const side = (subject: string) =>
        inDocument(
          'Article 12 of the Criminal Code',
          (d) => [claim(d, 'legal-reference', 'Article 12', { law: { name: 'Criminal Code' }, number: '12', subject })],
          record,
          { date: '2014' },
        );
      return { wrong: side('smuggling matches'), right: side('theft of lanterns') };
    }),
  ],
  'law-amended-since': [
    ...[1].map(() => {
      const record = datasetOf(
        oldCode,
        newCode,
        article('code-2009', '12', 'Theft', [
          { from: '2010-01-01', to: '2024-09-05', summary: 'Theft', citations: cited },
          { from: '2024-09-05', summary: 'Theft of lanterns', citations: cited },
        ]),
      );
      const side = (asOf: string) =>
        inDocument(
          'Criminal Code (status as of then)',
          (d) => [claim(d, 'legal-reference', 'Criminal Code', { law: { name: 'Criminal Code' }, asOf })],
          record,
        );
      return { wrong: side('2023'), right: side('2024') };
    }),
    ...[1].map(() => {
      const side = (asOf: string): Side => ({
        record: datasetOf(
          newCode,
          question,
          article('code-2009', '12', 'Theft', [
            { from: '2010-01-01', to: '2024-09-05', summary: 'Theft', citations: cited },
            { from: '2024-09-05', summary: 'Theft of lanterns', citations: cited },
          ]),
          finding('a', 16, '2012', undefined, { provisions: ['xaa/law/code-2009/12'] }),
          {
            kind: 'framework',
            id: 'lanterns',
            title: 'Lanterns',
            description: 'Lanterns',
            scale: [
              { id: 'met', label: 'Met' },
              { id: 'not-met', label: 'Not met' },
            ],
            indicators: [
              {
                id: 'age',
                title: 'Age',
                rationale: 'Age',
                basis: [],
                rule: [{ met: { question: 'consent.age', 'at-least': 16 } }, { 'not-met': 'otherwise' }],
              },
            ],
          },
          {
            kind: 'published-status',
            id: 'xaa/published-status/one',
            assessor: 'Lantern Watch',
            indicator: 'lanterns/age',
            status: 'met',
            asOf,
            citations: cited,
          },
        ),
      });
      return { wrong: side('2023'), right: side('2024') };
    }),
  ],
  'law-replaced-not-amended': [
    ...[1].map(() => {
      const side = (from: string) =>
        inDocument(
          'The Criminal Code was amended on that day.',
          (d) => [
            claim(
              d,
              'legal-reference',
              'Criminal Code',
              { law: { name: 'Criminal Code' }, act: 'amended' },
              { period: { from } },
            ),
          ],
          datasetOf(oldCode, newCode),
        );
      return { wrong: side('2010-01-01'), right: side('2011-01-01') };
    }),
  ],
  'age-bounds': [
    ...[1].map(() => {
      const side = (sense: 'and-under' | 'under') =>
        inDocument('It protects those of 16 and under. Article 12 speaks of persons under 16.', (d) => {
          const reference = claim(d, 'legal-reference', 'Article 12', { number: '12' });
          return [
            reference,
            claim(d, 'age', '16 and under', { age: 16, sense }),
            claim(d, 'age', 'under 16', { age: 16, sense: 'under', reference: reference.id }),
          ];
        });
      return { wrong: side('and-under'), right: side('under') };
    }),
    ...[1].map(() => {
      const side = (rationale: string): Side => ({
        record: datasetOf(
          question,
          newCode,
          article('code-2009', '12', 'Acts', [{ summary: 'Acts with a person under 16.', citations: cited }]),
          finding('a', 16, '2012', undefined, { provisions: ['xaa/law/code-2009/12'], rationale }),
        ),
      });
      return {
        wrong: side('It protects those of 16 and under.'),
        right: side('It protects those below the age of 16.'),
      };
    }),
  ],
  'age-unspecified': [
    ...[1].map(() => {
      const text = 'The age of consent is not specified, but article 12 punishes acts with a person under 16.';
      const claims = (unspecified: boolean) => (d: Document) => [
        claim(
          d,
          'age',
          'age of consent is not specified',
          unspecified
            ? { age: 0, sense: 'exactly', of: 'consent', unspecified: true }
            : { age: 16, sense: 'exactly', of: 'consent' },
        ),
        claim(d, 'age', 'under 16', { age: 16, sense: 'under', of: 'consent' }),
      ];
      return { wrong: inDocument(text, claims(true)), right: inDocument(text, claims(false)) };
    }),
  ],
  'findings-overlap': [
    {
      wrong: { record: datasetOf(question, finding('a', 14, '2000'), finding('b', 16, '2010')) },
      right: { record: datasetOf(question, finding('a', 14, '2000', '2010'), finding('b', 16, '2010')) },
    },
    {
      wrong: {
        record: datasetOf(
          question,
          finding('a', 14, '2000', undefined, { rank: 'preferred', rankReason: 'x' }),
          finding('b', 16, '2010', undefined, { rank: 'preferred', rankReason: 'x' }),
        ),
      },
      right: {
        record: datasetOf(
          question,
          finding('a', 14, '2000', undefined, { rank: 'preferred', rankReason: 'x' }),
          finding('b', 16, '2010'),
        ),
      },
    },
  ],
  'findings-gap': [
    {
      wrong: { record: datasetOf(question, finding('a', 14, '2000', '2005'), finding('b', 16, '2010')) },
      right: { record: datasetOf(question, finding('a', 14, '2000', '2010'), finding('b', 16, '2010')) },
    },
    {
      wrong: { record: datasetOf(question, finding('a', 14, '2000', '2005')) },
      right: { record: datasetOf(question, finding('a', 14, '2000')) },
    },
  ],
  'finding-against-record': [
    ...[1].map(() => {
      const side = (value: number) =>
        inDocument(
          'The age is 14.',
          (d) => [claim(d, 'finding', 'The age is 14', { question: 'consent.age', value })],
          datasetOf(question, finding('a', 16, '2000')),
          { date: '2013' },
        );
      return { wrong: side(14), right: side(16) };
    }),
  ],
  'name-spellings': [
    {
      wrong: inDocument('Said Borislava Tervekova of the office. Later Borislava Tervekeva added more.', unused),
      right: inDocument('Said Borislava Tervekova of the office. Later Borislava Tervekova added more.', unused),
    },
  ],
  'deprecated-term': [
    {
      wrong: inDocument('It bans child pornography.', unused, datasetOf(term)),
      right: inDocument(
        'It bans child sexual abuse material, which the report calls “child pornography”.',
        unused,
        datasetOf(term),
      ),
    },
    ...[1].map(() => {
      const side = (summary: string): Side => ({
        record: datasetOf(term, {
          kind: 'event',
          id: 'xaa/event/one',
          date: '2020',
          type: 'other',
          title: 'One',
          summary,
          citations: cited,
        }),
      });
      return {
        wrong: side('A site with child pornography was closed.'),
        right: side('A site with child sexual abuse material was closed.'),
      };
    }),
  ],
  'acronym-unexplained': [
    {
      wrong: inDocument('The NBLT met in May.', unused),
      right: inDocument('The National Board for Lanterns and Torches (NBLT) met in May. The NBLT met again.', unused),
    },
  ],
  'identity-exposed': [
    {
      wrong: inDocument('A court sentenced the man who sold 14-year-old Borislava Tervek to others.', unused),
      right: inDocument('A court sentenced the man who sold a child to others.', unused),
    },
    ...[1].map(() => {
      const side = (summary: string): Side => ({
        record: datasetOf({
          kind: 'event',
          id: 'xaa/event/one',
          date: '2020',
          type: 'operation',
          title: 'One',
          summary,
          citations: cited,
        }),
      });
      return {
        wrong: side('The victim, a pupil of school No. 12, was abused at home.'),
        right: side('The victim, a pupil, was abused at home.'),
      };
    }),
  ],
  'identity-detail': [
    {
      wrong: inDocument('A 14-year-old girl from Torvale was sold by a neighbour.', unused),
      right: inDocument('A girl from Torvale was sold by a neighbour.', unused),
    },
    ...[1].map(() => {
      const side = (rationale: string): Side => ({
        record: datasetOf(question, finding('a', 16, '2012', undefined, { rationale })),
      });
      return { wrong: side('In Torvale a 13-year-old girl was exploited.'), right: side('A child was exploited.') };
    }),
  ],
};

const EMPTY = datasetOf();

function run({ document, record }: Side): readonly CrossIssue[] {
  if (document) return crosscheckDocument(document[0], document[1], document[2] ?? EMPTY, 'xaa').issues;
  return record ? crosscheckRecord(record, 'xaa', DAY).issues : [];
}

describe.each(Object.entries(cases))('%s', (code, sides) => {
  const { document, record } = CROSS_CHECKS[code as CrossCode] as { document?: unknown; record?: unknown };

  test('is tried on a document and on a record, wherever it looks', () => {
    expect(sides.some(({ wrong }) => wrong.document)).toBe(document !== undefined);
    expect(sides.some(({ wrong }) => wrong.record)).toBe(record !== undefined);
  });

  test.each(sides.map((side, index) => [index + 1, side] as const))(
    'finds what is planted, and nothing once it is put right (%i)',
    (_, { wrong, right }) => {
      const found = run(wrong).filter((issue) => issue.code === code);
      expect(found).toHaveLength(1);
      expect(run(right).filter((issue) => issue.code === code)).toEqual([]);
      for (const issue of found) {
        expect(issue.places.length).toBeGreaterThan(0);
        const messages = LANGUAGES.map((language) => issue.message[language]);
        expect(new Set(messages).size).toBe(3);
        for (const message of messages) expect(message).not.toMatch(/undefined|NaN|\[object/u);
        for (const place of issue.places)
          if ('anchor' in place && wrong.document)
            expect(wrong.document[0].text.slice(place.anchor.start, place.anchor.end)).toBe(place.anchor.exact);
      }
    },
  );
});

test('every check has a description and looks somewhere', () => {
  for (const [code, check] of Object.entries(CROSS_CHECKS)) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
    expect(check.description.length).toBeGreaterThan(30);
    expect('document' in check || 'record' in check).toBe(true);
  }
});

test('an issue that a contradiction of the record states is a note with its name', () => {
  const records = [convention, act('pact', 'ratification', '1995'), act('pact', 'ratification', '1996', { n: 2 })];
  const contradiction = {
    kind: 'contradiction',
    id: 'xaa/contradiction/c1',
    title: 'When it ratified the Pact',
    positions: [],
    concerns: ['xaa/treaty-action/pact/ratification', 'xaa/treaty-action/pact/ratification2'],
  };
  expect(crosscheckRecord(datasetOf(...records), 'xaa', DAY).issues[0]).toMatchObject({ severity: 'warning' });
  expect(crosscheckRecord(datasetOf(...records, contradiction), 'xaa', DAY).issues[0]).toMatchObject({
    severity: 'note',
    contradiction: 'xaa/contradiction/c1',
  });
});

test('a document forty times as long takes about forty times as long', () => {
  const paragraph =
    'In 2009 the police registered 15 cases of lantern theft, of which 9 were solved. A 14-year-old girl from Torvale was sold for 300 marks (2 dollars). The NBLT of Borislava Tervekova and Borislava Tervekeva said “no” to child pornography.';
  const time = (copies: number) => {
    const text = new Array(copies).fill(paragraph).join('\n');
    const document = documentOf(text);
    const candidates: Candidate[] = [];
    for (let copy = 0; copy < copies; copy++) {
      const after = paragraph.length * copy + copy;
      const place = (words: string) => {
        const start = text.indexOf(words, after);
        return { start, end: start + words.length, exact: words, prefix: '', suffix: '' };
      };
      const base = { certainty: 'stated', notes: [] } as const;
      candidates.push(
        {
          ...base,
          id: `f${copy}`,
          kind: 'figure',
          place: place('15 cases'),
          value: { number: 15, unit: 'case', definition: 'of lantern theft' },
          period: { from: '2009' },
        },
        {
          ...base,
          id: `g${copy}`,
          kind: 'figure',
          place: place('9 were'),
          value: { number: 9, unit: 'case', definition: 'of lantern theft solved' },
          period: { from: '2009' },
        },
        {
          ...base,
          id: `m${copy}`,
          kind: 'money',
          place: place('300 marks'),
          value: { amount: 300, currency: 'XAM', conversion: { amount: 2, currency: 'USD' } },
        },
        { ...base, id: `l${copy}`, kind: 'age', place: place('14-year-old'), value: { age: 14, sense: 'exactly' } },
      );
    }
    const start = performance.now();
    crosscheckDocument(document, candidates, datasetOf(term), 'xaa');
    return performance.now() - start;
  };
  time(20);
  const [short, long] = [Math.min(time(40), time(40)), Math.min(time(1600), time(1600))];
  expect(long).toBeLessThan(short * 40 * 4 + 100);
});

test('a sentence that ends in an abbreviation has one stop, and what is quoted keeps its own', () => {
  const message = say(
    ({ date }) => `From ${date('2016')}.`,
    ({ date, quote }) =>
      `Нет ответа с ${date('2005-03-01')}. Сказано: ${quote('до 2004 г.. и т. д..')}, с ${date('2006-02')}.`,
    ({ date }) => `${date('2016-02')}. Бар...`,
  );
  expect(message).toEqual({
    en: 'From 2016.',
    ru: 'Нет ответа с 1 марта 2005 г. Сказано: «до 2004 г.. и т. д..», с февраль 2006 г.',
    kk: '2016 ж. ақпан. Бар...',
  });
});
