/**
 * The identity gate of the record: no set of records is valid while a text of it could lead to a person of a case.
 * What was confirmed to be a public official or an author is set aside by a waiver with its reason.
 */
import { Dataset } from '../dataset.ts';
import type { RecordIssue } from '../errors.ts';
import type { AnyRecord } from '../model/index.ts';
import { recordIdentity } from './identity.ts';
import { sift, waiversOfRecord } from './waivers.ts';

const CODE = 'identity-exposed';
const exposed = recordIdentity(false);

/** Every text among the records that could identify a person of a case and is not waived. */
export function checkIdentities(records: readonly AnyRecord[]): RecordIssue[] {
  const dataset = new Dataset(records);
  const countries = new Set(records.flatMap(({ country }) => country ?? []));
  return [...countries].flatMap((country) => {
    // What identifies a person does so on every day.
    const found = exposed({ dataset, country, day: Infinity }).map(({ message, places }) => ({
      code: CODE,
      severity: 'error' as const,
      message,
      places,
    }));
    return sift(dataset, found, waiversOfRecord(dataset, country)).issues.flatMap(({ code, message, places }) => {
      const [place] = places;
      const about = place && 'record' in place ? dataset.find(place.record) : undefined;
      if (code !== CODE || !about || !place || !('record' in place)) return [];
      return [{ code: CODE, message: message.en, about, ...(place.path && { path: place.path }) }];
    });
  });
}
