/** law export WHAT: a law as a file of its own: Akoma Ntoso, JSON-LD, or a table of penalties. */
import { Option } from 'commander';
import { legislation, penaltiesCsv, writeAkomaNtoso } from '../../app/law.ts';
import { createDataset, type Dataset } from '../../core/dataset.ts';
import type { Language } from '../../core/localised.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import type { Day } from '../../core/time.ts';
import { type Context, type DayOptions, dayOf, declare, readsOnDay, withRecord } from '../command.ts';
import { UsageError } from '../exit.ts';
import { placeInLaw } from '../names.ts';
import { writeJson } from '../terminal.ts';
import { writeNew } from './output.ts';
import { LANGUAGE } from './words.ts';

const FORMATS = ['akn', 'jsonld', 'csv'] as const;
type Format = (typeof FORMATS)[number];
type Found = ReturnType<typeof placeInLaw>;
type ExportOptions = DayOptions & {
  format: Format;
  out?: string;
  site: string;
  everyVersion?: boolean;
  language: Language;
};

export function lawExportCommand(context: Context) {
  return readsOnDay(
    declare(
      'export',
      'a law as a file of its own',
      'Writes a law as it stood on a day: as Akoma Ntoso 3.0 (akn), valid by its schema, which law import reads again; as ' +
        'schema.org Legislation (jsonld), of a law or an article; or the penalties of a country, a law or an article as a ' +
        'table (csv). It goes to standard output, or with --out into a new file; one that exists is never overwritten.',
      [
        { line: 'law export criminal-code-2014', why: 'Akoma Ntoso, to standard output' },
        {
          line: 'law export criminal-code-2014 --as-of 2020-01-01 --language ru --out code-2020.xml',
          why: 'as it stood on a day, in Russian',
        },
        { line: 'law export criminal-code-2014/134 --format jsonld', why: 'one article, for search engines' },
        { line: 'law export kaz --format csv --every-version', why: 'the penalties of a country through time' },
      ],
      [
        ['id', 'of the country, law or article'],
        ['format, asOf', 'what was written; asOf is null where every version was'],
        ['out', 'the file, or null'],
        ['content', 'what was written, where no file was: a text, and for jsonld the object itself'],
      ],
    )
      .argument('<what>', 'a law; with jsonld also an article, with csv also a country')
      .addOption(new Option('--format <format>', 'akn, jsonld or csv').choices(FORMATS).default('akn'))
      .option('--out <file>', 'write this new file')
      .option('--site <address>', 'with jsonld: the address of your site, for absolute addresses', '')
      .option('--every-version', 'with csv: the penalties of every version, and not those of a day')
      .addOption(LANGUAGE()),
  ).action((typed: string, options: ExportOptions) =>
    withRecord(context, options, async ({ dataset }) => {
      if (options.everyVersion && options.format !== 'csv')
        throw new UsageError('--every-version goes with --format csv.');
      const found = placeInLaw(dataset, typed);
      const { day, date } = dayOf(context, options.asOf);
      const content = contentOf(dataset, found, day, options);
      const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
      if (options.out !== undefined) await writeNew(options.out, text);
      if (options.json) {
        writeJson(context.out, {
          id: found.id,
          format: options.format,
          asOf: options.everyVersion ? null : date,
          out: options.out ?? null,
          ...(options.out === undefined && { content }),
        });
      } else context.out.write(options.out === undefined ? text : `Wrote ${found.id} to ${options.out}.\n`);
    }),
  );
}

function contentOf(dataset: Dataset, found: Found, day: Day, { format, site, everyVersion, language }: ExportOptions) {
  switch (format) {
    case 'akn':
      return writeAkomaNtoso(dataset, needing(found, 'akn', ['law']).id, day, language);
    case 'jsonld':
      return legislation(dataset, needing(found, 'jsonld', ['law', 'provision']) as Law | Provision, day, site);
    default: {
      const place = needing(found, 'csv', ['country', 'law', 'provision']);
      return penaltiesCsv(within(dataset, place), place.id.slice(0, 3), everyVersion ? 'all' : day, language);
    }
  }
}

function needing(found: Found, format: Format, kinds: readonly Found['kind'][]): Found {
  if (kinds.includes(found.kind)) return found;
  const [first, ...others] = kinds.map((kind) => (kind === 'provision' ? 'an article' : `a ${kind}`));
  throw new UsageError(`${found.id} is a ${found.kind}. ${format} takes ${[first, ...others].join(' or ')}.`);
}

/** The dataset with the articles of one law, or with one article, and everything else. */
function within(dataset: Dataset, { kind, id }: Found): Dataset {
  if (kind === 'country') return dataset;
  return createDataset(
    dataset.records.filter((record) => record.kind !== 'provision' || record.id === id || record.law === id),
  );
}
