/**
 * What of a record may be published: the one answer for the programming interface, files of pages and bulk downloads.
 * Always true: small counts of children leave as ranges; a telephone that nobody confirmed in the last 90 days leaves
 * nowhere in its record, and where a shelter stands never leaves; every other kind is public as it is recorded.
 */
import { isConfirmed, type Service } from './commitments/services.ts';
import { type Series, type ShownSeries, shown } from './commitments/small-numbers.ts';
import type { AnyRecord } from './model/index.ts';
import type { Day } from './time.ts';

/** A record as it may leave: figures say where a number is withheld, and why. */
export type Published = Exclude<AnyRecord, { kind: 'series' }> | ShownSeries;

/** The record as it may be published on a day; confirmations of telephones count from that day. */
export function published(record: AnyRecord, today: Day): Published {
  switch (record.kind) {
    case 'series':
      return shown(record);
    case 'service':
      return publishedService(record, today);
    default:
      return record;
  }
}

/** The same in the form that dataset folders hold: a number that is withheld leaves its bounds, or nothing. */
export function publishedRecord(record: AnyRecord, today: Day): AnyRecord {
  return record.kind === 'series' ? asRecorded(record) : (published(record, today) as AnyRecord);
}

/** Words that stand at a place of a record, such as towns.0.name, as they may be published; nothing where they may not. */
export function publishedWords(record: AnyRecord, place: string, words: string, today: Day): string {
  if (record.kind !== 'service') return words;
  const isShelter = record.type === 'shelter';
  if (isShelter && /^(?:towns|city)\b/.test(place)) return '';
  const isSafe = record.phone === undefined || (!isShelter && isConfirmed(record, today));
  return isSafe ? words : (withoutText({ words }, record.phone ?? '').words ?? '');
}

function publishedService(service: Service, today: Day): Service {
  const isShelter = service.type === 'shelter';
  const { phone, city, towns, ...kept } = service;
  if (isShelter || (phone !== undefined && !isConfirmed(service, today))) {
    const stripped = phone === undefined ? kept : withoutText(kept, phone);
    // A name that was nothing but the number.
    const bare = { ...stripped, name: stripped.name ?? service.type };
    return isShelter ? bare : { ...bare, ...(city !== undefined && { city }), ...(towns !== undefined && { towns }) };
  }
  return service;
}

/** Fields that hold no words: they are kept even where the digits of the number stand in them. */
const NO_WORDS = new Set(['id', 'kind', 'country', 'organisation', 'source', 'url', 'origin', 'verifiedOn', 'expires']);

/** The texts of a record without some words, which can stand in any of them; a text of nothing else is left out. */
function withoutText<T extends object>(record: T, words: string): T {
  const strip = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.includes(words) ? value.replaceAll(words, '').replace(/\s+/g, ' ').trim() : value;
    }
    if (Array.isArray(value)) return value.map(strip).filter((item) => item !== '');
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => {
        const kept = NO_WORDS.has(key) ? item : strip(item);
        return kept === '' ? [] : [[key, kept]];
      }),
    );
  };
  return strip(record) as T;
}

function asRecorded(series: Series): Series {
  const safe = shown(series);
  if ((safe as unknown) === series) return series;
  return {
    ...series,
    observations: safe.observations.map(({ withheld: _withheld, breakdown, ...one }) => {
      const parts = Object.entries(breakdown ?? {}).flatMap(([name, part]) => {
        const value = typeof part === 'number' ? part : part.value;
        return value === undefined ? [] : [[name, value] as const];
      });
      return { ...one, ...(parts.length > 0 && { breakdown: Object.fromEntries(parts) }) };
    }),
  };
}
