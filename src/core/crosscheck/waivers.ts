/**
 * Waivers: what someone has looked at and found right, with the reason. A waiver holds for the places as they stood: each
 * side is kept as a mark of its content, and when one changes the waiver expires and says so.
 * Always true: a waived issue is counted, never lost; a waiver without effect is reported.
 */
import type { Dataset } from '../dataset.ts';
import type { Document } from '../document.ts';
import type { Path } from '../errors.ts';
import type { AnyRecord, RecordOf } from '../model/index.ts';
import { type CrossIssue, type CrossPlace, inRecord, say } from './issue.ts';

export type Waiver = RecordOf<'waiver'>;
export type Side = Waiver['sides'][number];

/** A short mark of a content, for noticing that it changed; not a protection against intent (cyrb53, public domain). */
export function markOf(content: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < content.length; index++) {
    const unit = content.charCodeAt(index);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b >>> 0).toString(16).padStart(8, '0') + (a >>> 0).toString(16).padStart(8, '0');
}

/** JSON with sorted keys: the same value always gives the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    .join(',')}}`;
}

function valueAt(record: AnyRecord, path: Path): unknown {
  let value: unknown = record;
  for (const key of path) value = (value as Record<string | number, unknown> | undefined)?.[key];
  return value;
}

const words = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** A place as the side of a waiver. Words of a document are marked with what stands around them. */
export function sideOf(dataset: Dataset, place: CrossPlace): Side {
  if ('anchor' in place) {
    const { prefix, exact, suffix } = place.anchor;
    return { quote: words(exact).slice(0, 300), mark: markOf(words(prefix + exact + suffix)) };
  }
  const record = dataset.find(place.record);
  const path = place.path ?? [];
  return {
    record: place.record,
    ...(path.length > 0 && { path: path.join('/') }),
    mark: markOf(record ? canonical(valueAt(record, path)) : ''),
  };
}

/** The waiver that would set an issue aside: what a form or a command writes. */
export function waiverFor(
  dataset: Dataset,
  issue: CrossIssue,
  { id, country, reason, document }: { id: string; country: string; reason: string; document?: string },
): Waiver {
  return {
    kind: 'waiver',
    id,
    country,
    check: issue.code,
    ...(document !== undefined && { document }),
    sides: sidesOf(dataset, issue),
    reason,
  };
}

function sidesOf(dataset: Dataset, { places }: CrossIssue): Side[] {
  const sides = places.map((place) => sideOf(dataset, place));
  // Forty places of one term in the same words are one side.
  return [...new Map(sides.map((side) => [markAt(side), side] as const)).values()];
}

/** The content and where it stands: two records that both say “yes” are two sides. Words may move in their document. */
const markAt = ({ record = '', path = '', mark }: Side) => `${record}#${path}#${mark}`;

const keyOf = (check: string, sides: readonly Side[]) => `${check} ${sides.map(markAt).sort().join(' ')}`;

export interface Sifted {
  /** What stands. */
  readonly issues: readonly CrossIssue[];
  /** What was set aside, with the waiver. */
  readonly waived: readonly { readonly issue: CrossIssue; readonly waiver: string }[];
}

/** Issues without those that a waiver sets aside, and with the waivers that no longer hold. */
export function sift(dataset: Dataset, issues: readonly CrossIssue[], waivers: readonly Waiver[]): Sifted {
  if (waivers.length === 0) return { issues, waived: [] };
  const byKey = new Map(waivers.map((waiver) => [keyOf(waiver.check, waiver.sides), waiver] as const));
  const used = new Set<string>();
  const [standing, waived]: [CrossIssue[], { issue: CrossIssue; waiver: string }[]] = [[], []];
  const marks = new Set<string>();
  for (const issue of issues) {
    const sides = sidesOf(dataset, issue);
    for (const { mark } of sides) marks.add(`${issue.code} ${mark}`);
    const waiver = byKey.get(keyOf(issue.code, sides));
    if (waiver) {
      used.add(waiver.id);
      waived.push({ issue, waiver: waiver.id });
    } else standing.push(issue);
  }
  const expired = waivers.filter(({ id }) => !used.has(id));
  return { issues: [...standing, ...expired.map((waiver) => expiry(dataset, waiver, marks))], waived };
}

/** Why a waiver holds no longer: a side changed, or what it set aside is no issue any more. */
function expiry(dataset: Dataset, waiver: Waiver, marks: ReadonlySet<string>): CrossIssue {
  const changed = waiver.sides.filter((side) => {
    if (side.record === undefined) return !marks.has(`${waiver.check} ${side.mark}`);
    const path = (side.path ?? '').split('/').filter((key) => key !== '');
    const now = sideOf(dataset, {
      record: side.record,
      path: path.map((key) => (/^\d+$/u.test(key) ? Number(key) : key)),
    });
    return now.mark !== side.mark;
  });
  const what = (side: Side | undefined) => side?.record ?? side?.quote ?? '';
  const [first] = changed;
  return {
    code: 'waiver-expired',
    severity: 'warning',
    message: first
      ? say(
          (f) =>
            `This waiver of “${waiver.check}” has expired: ${f.quote(what(first))} has changed. Look again, and renew or delete it.`,
          (f) =>
            `Это исключение из проверки «${waiver.check}» больше не действует: изменилось ${f.quote(what(first))}. Проверьте снова и обновите или удалите его.`,
          (f) =>
            `«${waiver.check}» тексеруінен бұл босату енді жарамсыз: ${f.quote(what(first))} өзгерді. Қайта қарап, жаңартыңыз немесе жойыңыз.`,
        )
      : say(
          () => `This waiver of “${waiver.check}” sets nothing aside any more. Delete it.`,
          () => `Это исключение из проверки «${waiver.check}» больше ничего не снимает. Удалите его.`,
          () => `«${waiver.check}» тексеруінен бұл босату енді ештеңеге қатысты емес. Оны жойыңыз.`,
        ),
    places: [inRecord(waiver), ...changed.flatMap(({ record }) => (record === undefined ? [] : [inRecord(record)]))],
  };
}

/** Waivers that speak of a document being read: those that name it. */
export function waiversOfDocument(dataset: Dataset, document: Document): Waiver[] {
  return dataset
    .all('waiver')
    .filter((waiver) => waiver.document === document.name || waiver.document === document.sha256);
}

/** Waivers that speak of the record of a country. */
export function waiversOfRecord(dataset: Dataset, country: string): Waiver[] {
  return dataset.inCountry('waiver', country).filter(({ document }) => document === undefined);
}
