/**
 * Reviews that are on file while what they recommended is not: the gaps of the ledger, so that nobody takes silence for
 * praise. A review counts as read where the ledger has a recommendation of its body in the year of the review or the next.
 */
import type { Dataset } from '../dataset.ts';
import type { RecordOf } from '../model/index.ts';
import { type Day, firstDay } from '../time.ts';
import { askerOf } from './recommendations.ts';

/** The body that reviews under an instrument, as askerOf names it; instruments without one are passed over. */
const BODY_OF: Readonly<Record<string, string>> = {
  crc: 'committee-on-the-rights-of-the-child',
  opsc: 'committee-on-the-rights-of-the-child',
  opac: 'committee-on-the-rights-of-the-child',
  cedaw: 'committee-on-the-elimination-of-discrimination-against-women',
  iccpr: 'human-rights-committee',
  icescr: 'committee-on-economic-social-and-cultural-rights',
  cat: 'committee-against-torture',
  cerd: 'committee-on-the-elimination-of-racial-discrimination',
  crpd: 'committee-on-the-rights-of-persons-with-disabilities',
  cmw: 'committee-on-migrant-workers',
  upr: 'universal-periodic-review',
};

/** Reviews held by the day of which the ledger has nothing, latest first. */
export function unreadReviews(dataset: Dataset, country: string, day: Day): RecordOf<'treaty-report'>[] {
  const reviews = dataset
    .inCountry('treaty-report', country)
    .filter(({ instrument, reviewed }) => BODY_OF[instrument] && reviewed !== undefined && firstDay(reviewed) <= day);
  if (reviews.length === 0) return [];
  const read = new Set(
    dataset.inCountry('recommendation', country).map((record) => `${askerOf(record).slug} ${record.date.slice(0, 4)}`),
  );
  return reviews
    .filter(({ instrument, reviewed = '' }) => {
      const year = Number(reviewed.slice(0, 4));
      return ![year, year + 1].some((one) => read.has(`${BODY_OF[instrument]} ${one}`));
    })
    .sort((a, b) => firstDay(b.reviewed ?? '') - firstDay(a.reviewed ?? ''));
}
