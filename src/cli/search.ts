/** search QUERY: finds what the record says, in all its languages at once. */
import { InvalidArgumentError, Option } from 'commander';
import { type Hit, type SearchAnswer, shownSnippet } from '../app/search.ts';
import type { Dataset } from '../core/dataset.ts';
import { LANGUAGES, type Language } from '../core/localised.ts';
import { KIND_NAMES, type KindName } from '../core/model/index.ts';
import { firstDay, isoDay, type PartialDate } from '../core/time.ts';
import { AS_OF, type Context, counted, declare, JSON_OUT, withRecord } from './command.ts';
import { countryNamed } from './names.ts';
import { Page, plain, writeJson } from './terminal.ts';

interface SearchOptions {
  readonly kind?: KindName;
  readonly country?: string;
  readonly language?: Language;
  readonly year?: number;
  readonly limit: number;
  readonly asOf?: PartialDate;
  readonly data?: string;
  readonly json?: boolean;
}

const MOST = 100;

export function searchCommand(context: Context) {
  return declare(
    'search',
    'find what the record says',
    'Finds words in any form, in English, Russian and Kazakh at once; mistyped words; and provisions by their number as ' +
      'it is cited: “art 134”, “ст. 134”, “134-бап”. A day in the query, such as 2016-05-01, or --as-of leaves out what did not hold ' +
      'then. Nothing of it is recorded.',
    [
      { line: 'search "торговля детьми" --country kaz', why: 'in every form of the words' },
      { line: 'search "ст. 134 2016-05-01"', why: 'an article, and what held that day' },
      { line: 'search extradition --kind question --json', why: 'for programs' },
    ],
    [
      ['hits[]', 'records, best first'],
      ['hits[].id, .kind, .country, .year', 'the record; country and year where it has them'],
      ['hits[].language, .place', 'language of the text found, and its path in the record'],
      [
        'hits[].snippet',
        '`text`, with `marks` as [from, to) offsets of the words found, and whether it goes on `before` and `after`',
      ],
      ['hits[].more', 'further texts of the record that were found'],
      [
        'records, passages, complete',
        'records and texts found; not complete where there are more than were looked through',
      ],
      ['facets', 'records by `kind`, `country`, `language` and `year`'],
      ['corrected[], ignored[], on', 'words searched for in place of mistyped ones, words left out, the day'],
    ],
  )
    .argument('<query>', 'what to find')
    .addOption(new Option('--kind <kind>', 'only this kind of record').choices(KIND_NAMES))
    .option('--country <country>', 'only this country: an ISO 3166-1 code or a name')
    .addOption(new Option('--language <language>', 'only texts in this language').choices([...LANGUAGES]))
    .addOption(
      new Option('--year <year>', 'only texts of this year').argParser(whole(1000, 9999, 'a year, such as 2013')),
    )
    .addOption(
      new Option('--limit <n>', 'records to show')
        .argParser(whole(1, MOST, `a whole number from 1 to ${MOST}`))
        .default(20),
    )
    .addOption(AS_OF())
    .option('--data <dir>', 'search this dataset folder instead of the store')
    .addOption(JSON_OUT())
    .action((text: string, options: SearchOptions) =>
      withRecord(context, options, async ({ dataset }, readable) => {
        const { kind, language, year, limit, asOf } = options;
        const country = options.country === undefined ? undefined : countryNamed(dataset, options.country).id;
        const on = asOf === undefined ? undefined : isoDay(firstDay(asOf));
        const answer = await readable.search({ text, kind, country, language, year, limit, on });
        const today = firstDay(context.clock().toISOString().slice(0, 10));
        const hits = answer.hits.map((hit) => ({ ...hit, snippet: shownSnippet(dataset, hit, today) }));
        if (options.json) writeJson(context.out, { ...answer, hits });
        else writeAnswer(new Page(context.out), dataset, { ...answer, hits });
      }),
    );
}

function whole(least: number, most: number, what: string): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be ${what}.`);
  };
}

function writeAnswer(page: Page, dataset: Dataset, answer: SearchAnswer): void {
  const { hits, records, passages, complete, corrected, ignored, on } = answer;
  const found = complete
    ? records === 0
      ? 'Nothing found'
      : counted(records, 'result')
    : `More than ${counted(records, 'result')}, in ${counted(passages, 'place')}`;
  page.line(page.tone(`${found}${on === undefined ? '' : `, as of ${on}`}.`, 'strong'));
  for (const { asked, words } of corrected) {
    page.line(`Searched for ${words.map(plain).join(', ')} instead of “${plain(asked)}”, which stands nowhere.`);
  }
  if (ignored.length > 0) {
    page.line(`Left out, because it stands nowhere together with the rest: ${ignored.map(plain).join(', ')}.`);
  }
  for (const hit of hits) writeHit(page, dataset, hit);
  if (hits.length < records) {
    page.line();
    page.line(`${records - hits.length} more: ask for them with --limit, or narrow the search.`);
  }
}

function writeHit(page: Page, dataset: Dataset, { id, kind, country, year, language, place, snippet }: Hit): void {
  const record = dataset.find(id);
  const index = record?.kind === 'framework' ? /^indicators\.(\d+)\./.exec(place)?.[1] : undefined;
  const indicator =
    record?.kind === 'framework' && index !== undefined ? record.indicators?.[Number(index)] : undefined;
  page.line();
  page.line(page.tone(indicator ? `${id}/${indicator.id}` : id, 'strong'));
  page.line(
    [indicator ? 'indicator' : kind, country, year, language].filter((part) => part !== undefined).join(', '),
    2,
  );
  const { text, marks, before, after } = snippet;
  let marked = '';
  let end = 0;
  for (const [from, to] of marks) {
    marked += `${plain(text.slice(end, from))}${page.tone(plain(text.slice(from, to)), 'strong')}`;
    end = to;
  }
  page.line(`${before ? '… ' : ''}${marked}${plain(text.slice(end))}${after ? ' …' : ''}`.replaceAll('\n', ' '), 2);
}
