/** verify-record ID…: a person confirms records; their marks of needs review go. All or nothing. */

import type { Dataset } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { isVerifiable, type ReviewMark, reviewOf, stale } from '../core/review.ts';
import {
  type Context,
  counted,
  dayOf,
  declare,
  JSON_OUT,
  type SignatureOptions,
  signatureOf,
  signs,
  withPlatform,
} from './command.ts';
import { UsageError } from './exit.ts';
import { countryNamed, lawOrProvisionNamed, refuseUnknown } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { reviewText } from './words.ts';

type VerifyOptions = SignatureOptions & { cause?: string; country?: string; json?: boolean };

export function verifyRecordCommand(context: Context) {
  return signs(
    declare(
      'verify-record',
      'confirm records that need review',
      'Says that a person has compared these records with the law and the sources as they are now, and found them right. It ' +
        'sets the day of verification to today and changes nothing else; no status changes by it. Marks whose cause is not ' +
        'later than today go. With --cause it takes everything that needs review because of one article or source. All or ' +
        'nothing: an unknown id, or a kind that nobody verifies, and none is verified.',
      [
        {
          line: 'verify-record kaz/finding/consent.age kaz/finding/grooming.criminalised --author "A. Lawyer" --reason "Compared with the text of 16 September 2025"',
          why: 'two records, with one reason',
        },
        {
          line: 'verify-record --cause criminal-code-2014/134 --author "A. Lawyer" --reason "The new words change no answer"',
          why: 'everything that needs review because of an article',
        },
      ],
      [
        ['on', 'the day of verification'],
        ['verified[]', 'ids of the records'],
        ['gone[]', 'marks that went: record, reason, since, cause, by'],
        ['remaining[]', 'marks that stay, such as sources that disagree'],
        [
          'changed, unchanged, revision',
          'how many records say so anew, how many did today already, and the last revision',
        ],
      ],
    )
      .argument('[id...]', 'ids of findings, overrides, recommendations or services')
      .option('--cause <what>', 'all that needs review because of this article, source or other record')
      .option('--country <country>', 'with --cause: of this country; needed where the cause belongs to none')
      .addOption(JSON_OUT()),
  ).action((ids: readonly string[], options: VerifyOptions) => {
    if ((ids.length === 0) === (options.cause === undefined)) {
      throw new UsageError('Give the ids of records, or --cause, and not both. Nothing was verified.');
    }
    if (options.country !== undefined && options.cause === undefined) {
      throw new UsageError('--country goes with --cause. Nothing was verified.');
    }
    const signature = signatureOf('verify-record', options);
    return withPlatform(context, async (platform) => {
      const { dataset } = await platform.record();
      const { day, date } = dayOf(context, undefined);
      const asked = options.cause === undefined ? ids : restingOn(context, dataset, options.cause, options.country);
      const wanted = [...new Set(asked)];
      refuseUnknown(dataset, wanted, 'Nothing was verified.');
      refuseUnverifiable(dataset, wanted);
      const before = reviewOf(dataset, wanted, day);
      const done = await platform.verifyRecords(wanted, signature);
      const after = reviewOf((await platform.record()).dataset, wanted, day);
      const isThere = (list: readonly ReviewMark[], mark: ReviewMark) => list.some((one) => key(one) === key(mark));
      const gone = before.filter((mark) => !isThere(after, mark));
      if (options.json) {
        const { changed, unchanged, revision } = done;
        writeJson(context.out, { on: date, verified: wanted, gone, remaining: after, changed, unchanged, revision });
        return;
      }
      const page = new Page(context.out);
      page.line(`${counted(wanted.length, 'record')} verified on ${date} (revision ${done.revision}):`);
      for (const id of wanted) {
        page.line(page.tone(id, 'strong'), 2);
        for (const mark of gone.filter(({ record }) => record === id)) page.line(reviewText(mark), 4, 'mark gone: ');
        for (const mark of after.filter(({ record }) => record === id)) page.line(reviewText(mark), 4, 'mark stays: ');
      }
    });
  });
}

function key({ record, reason, since, cause }: ReviewMark): string {
  return [record, reason, since, cause].join(' ');
}

/** The records of a country that need review today because of one thing; refuses where there are none. */
function restingOn(context: Context, dataset: Dataset, typed: string, country: string | undefined): string[] {
  const cause = dataset.find(typed) ?? lawOrProvisionNamed(dataset, typed);
  const owner = country === undefined ? cause.country : countryNamed(dataset, country).id;
  if (owner === undefined) {
    throw new UsageError(`${cause.id} belongs to no country. Say whose records with --country. Nothing was verified.`);
  }
  const { day, date } = dayOf(context, undefined);
  const found = stale(dataset, owner, day).filter((mark) => mark.cause === cause.id);
  if (found.length > 0) return found.map(({ record }) => record);
  throw new PlatformError(
    'not-found',
    `Nothing of ${owner} needs review because of ${cause.id} on ${date}. “dutybearer stale ${owner}” lists what does. Nothing was verified.`,
  );
}

function refuseUnverifiable(dataset: Dataset, ids: readonly string[]): void {
  const others = ids.flatMap((id) => {
    const record = dataset.find(id);
    return record && !isVerifiable(record) ? [`${id} is a ${record.kind}, which nobody verifies.`] : [];
  });
  if (others.length === 0) return;
  throw new PlatformError(
    'invalid',
    `${others.join('\n')}\nFindings, overrides, recommendations and services are verified. Nothing was verified.`,
  );
}
