/**
 * The provisions of a law from what its texts say of them: texts in order, one version for each time the words changed.
 * Always true: versions neither overlap nor run backwards; a date that no text states says how it was assumed.
 */
import { LANGUAGES, type Localised } from '../../core/localised.ts';
import type { Law, Provision, Version } from '../../core/model/index.ts';
import { firstDay, type PartialDate } from '../../core/time.ts';
import { elementsOf, textOf } from '../xml.ts';
import { attribute, dayOf, type Expression, identifierOf, type Modification, type ReadOptions } from './expression.ts';
import { ownAddress, slug } from './names.ts';
import type { Observation } from './observations.ts';
import type { Report } from './report.ts';

const NOT_SUMMARISED: Localised = {
  en: 'Not summarised yet: see the official text.',
  ru: 'Пока не изложено: см. официальный текст.',
  kk: 'Әзірге мазмұндалмаған: ресми мәтінді қараңыз.',
  translation: 'unchecked',
};

/** A version while texts are still being added to it. */
interface Draft {
  from: PartialDate | undefined;
  /** How the first day was derived. */
  basis: string | undefined;
  /** Whether the first day is only that of the text. */
  isAssumed: boolean;
  to: PartialDate | undefined;
  endBasis: string | undefined;
  readonly texts: Map<string, string>;
  readonly headings: Map<string, string>;
  readonly summaries: Map<string, string>;
  readonly by: Map<string, Modification>;
  /** Day of the last text that has it. */
  seen: PartialDate | undefined;
}

export function makeProvisions(
  observations: readonly Observation[],
  expressions: readonly Expression[],
  law: Law,
  options: ReadOptions,
  report: Report,
  sourceId: string,
): Provision[] {
  const newest = expressions.at(-1)?.on;
  const days = [...new Set(expressions.map(({ on }) => on))];
  const ids = new Set<string>();
  const ended = endsOf(observations, expressions);
  return [...Map.groupBy(observations, ({ number }) => number)].flatMap(([number, own]) => {
    const drafts = draftVersions(own, days, law, ended.get(number), report);
    const unit = (own.at(-1) as Observation).unit;
    if (drafts.length === 0) {
      const words = own.map(({ heading, text }) => [heading.text, text].filter((part) => part !== '').join('\n'));
      const text = [...new Set(words)].filter((part) => part !== '').join('\n');
      report.add({
        code: 'repealed',
        message: `Repealed${own.at(-1)?.from ? ` on ${own.at(-1)?.from}` : ''}; the texts given do not hold its words, so there is no record of it.`,
        number,
        ...(text && { text }),
        place: unit.element.place,
      });
      return [];
    }
    // Some files have whole sentences where the number stands.
    const stem = `${law.id}/${slug(number.slice(0, 60)) || 'unit'}`;
    let id = stem;
    for (let again = 2; ids.has(id); again++) id = `${stem}.${again}`;
    ids.add(id);
    const last = drafts.at(-1) as Draft;
    const heading = localisedOf(last.headings) ?? textOf(elementsOf(unit.element, 'num')[0] ?? '') ?? number;
    const locator = `${unit.kind === 'article' ? 'art. ' : unit.kind === 'section' ? 'sec. ' : ''}${number}`;
    // That we wrote a file on a day does not mean that the text was checked up to it.
    const { own: ours } = own.at(-1) as Observation;
    const checked = ours ? attribute(ours, 'textCheckedOn') : last.seen === newest ? newest : undefined;
    const versions = drafts.map((draft) =>
      versionOf(draft, heading || number, locator, sourceId, options, report, number),
    );
    return [
      {
        kind: 'provision',
        id,
        country: options.country,
        law: law.id,
        number,
        heading: heading || number,
        versions,
        ...(checked && { textCheckedOn: checked }),
      } satisfies Provision,
    ];
  });
}

/** The days on which provisions were repealed or moved to another number, by number, as the metadata say. */
function endsOf(observations: readonly Observation[], expressions: readonly Expression[]): Map<string, PartialDate> {
  const numbers = numbersByIdentifier(observations);
  const ends = new Map<string, PartialDate>();
  for (const { type, targets, previous, date } of expressions.flatMap(({ modifications }) => modifications)) {
    if (date === undefined) continue;
    const gone = type === 'renumbering' ? [previous ?? ''] : type === 'repeal' ? targets : [];
    for (const target of gone) {
      const number = numbers.get(target);
      if (number !== undefined) ends.set(number, date);
    }
  }
  return ends;
}

/** Numbers by the identifier that the earliest text has. */
export function numbersByIdentifier(observations: readonly Observation[]): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const { unit, number } of observations) {
    const id = identifierOf(unit.element);
    if (id !== undefined && !numbers.has(id)) numbers.set(id, number);
  }
  return numbers;
}

function draftVersions(
  observations: readonly Observation[],
  days: readonly (PartialDate | undefined)[],
  law: Law,
  endedOn: PartialDate | undefined,
  report: Report,
): Draft[] {
  const drafts: Draft[] = [];
  const byDay = [...Map.groupBy(observations, ({ on }) => on)].sort((a, b) => dayOf(a[0]) - dayOf(b[0]));
  for (const [on, group] of byDay) {
    const [first] = group as [Observation, ...Observation[]];
    const last = drafts.at(-1);
    // A text of a later day that lacks the provision ends it.
    if (group.every(({ isRepealed }) => isRepealed)) {
      if (last) endDraft(last, first.from, on, first, report);
      continue;
    }
    const now = newDraft(
      group.filter(({ isRepealed }) => !isRepealed),
      law,
      report,
    );
    if (last && isSameText(last, now)) {
      merge(last, now);
      continue;
    }
    if (last) {
      const begins = !now.isAssumed && dayOf(now.from) > dayOf(last.from) ? now.from : on;
      if (begins === undefined || dayOf(begins) <= dayOf(last.from)) {
        report.add({
          code: 'conflict',
          message: 'Two texts of one day differ. The first is kept; these are the words of the other.',
          number: first.number,
          text: [...now.headings.values(), ...now.texts.values()].join('\n'),
          place: first.unit.element.place,
        });
        continue;
      }
      if (begins !== now.from || now.isAssumed) {
        now.isAssumed = true;
        now.from = begins;
        now.basis = `Between the texts dated ${last.seen ?? 'unknown'} and ${on}; the day is that of the later text.`;
      }
      // An end that the earlier text states, with a gap after it, stays.
      if (last.to === undefined || dayOf(last.to) > dayOf(now.from)) {
        last.to = now.from;
        last.endBasis = undefined;
      }
    }
    drafts.push(now);
  }
  const last = drafts.at(-1);
  const [sample] = observations;
  const gone = days.find((day) => last?.seen !== undefined && dayOf(day) > dayOf(last.seen));
  if (
    last &&
    sample &&
    gone !== undefined &&
    last.to === undefined &&
    !observations.some(({ on }) => dayOf(on) > dayOf(last.seen))
  ) {
    endDraft(last, endedOn, gone, sample, report);
  }
  for (const draft of drafts) {
    if (draft.isAssumed && sample) {
      report.count('assumed', {
        code: 'assumed-date',
        message:
          'The day a version begins is not stated. It is taken from the day of the text, and says so (basisOfDate).',
        number: sample.number,
        place: sample.unit.element.place,
      });
    }
  }
  return drafts;
}

function newDraft(group: readonly Observation[], law: Law, report: Report): Draft {
  const [first] = group as [Observation, ...Observation[]];
  const { on } = first;
  const exact = group.flatMap(({ from }) => from ?? []).sort((a, b) => firstDay(a) - firstDay(b))[0];
  const isOriginal = exact === undefined && first.isOriginal && law.from !== undefined;
  // A file of our own says what is known: without a day there is none on record.
  const own = first.own && { from: exact, basis: attribute(first.own, 'basisOfDate') };
  const draft: Draft = {
    from: own ? own.from : (exact ?? (isOriginal ? law.from : on)),
    basis: own
      ? own.basis
      : exact !== undefined
        ? undefined
        : isOriginal
          ? 'The day on which the law entered into force.'
          : on && `Read in the text dated ${on}; it may be older.`,
    isAssumed: !own && exact === undefined && on !== undefined,
    to: group.find(({ to }) => to !== undefined)?.to,
    endBasis: undefined,
    texts: new Map(),
    headings: new Map(),
    summaries: new Map(),
    by: new Map(group.flatMap(({ by }) => by.map((change) => [change.act, change] as const))),
    seen: first.read,
  };
  if (draft.to !== undefined && dayOf(draft.to) <= dayOf(draft.from)) draft.to = undefined;
  for (const { language, heading, text, summary, number, unit } of group) {
    const known = draft.texts.get(language);
    if (known !== undefined && known !== text) {
      report.add({
        code: 'conflict',
        message: `Two texts of ${on ?? 'no date'} in one language differ. The first is kept; these are the words of the other.`,
        number,
        text,
        place: unit.element.place,
      });
      continue;
    }
    if (text !== '') draft.texts.set(language, text);
    if (heading.text !== '') draft.headings.set(heading.language, heading.text);
    if (summary.text !== '') draft.summaries.set(summary.language, summary.text);
  }
  return draft;
}

/** Whether two texts say the same, as far as they have a language in common. */
function isSameText(a: Draft, b: Draft): boolean {
  const shared = (x: ReadonlyMap<string, string>, y: ReadonlyMap<string, string>) =>
    [...x.keys()].filter((key) => y.has(key));
  const same = (x: ReadonlyMap<string, string>, y: ReadonlyMap<string, string>) =>
    shared(x, y).every((key) => x.get(key) === y.get(key));
  if (a.from !== undefined && a.from === b.from && !a.isAssumed && !b.isAssumed) {
    return same(a.texts, b.texts) && same(a.headings, b.headings);
  }
  const common =
    shared(a.texts, b.texts).length + shared(a.summaries, b.summaries).length > 0 ||
    (a.texts.size === 0 && b.texts.size === 0 && shared(a.headings, b.headings).length > 0);
  return (
    common && same(a.texts, b.texts) && same(a.headings, b.headings) && same(a.summaries, b.summaries) && !b.by.size
  );
}

function merge(into: Draft, other: Draft): void {
  for (const name of ['texts', 'headings', 'summaries'] as const) {
    for (const [language, text] of other[name]) if (!into[name].has(language)) into[name].set(language, text);
  }
  for (const [act, change] of other.by) into.by.set(act, change);
  if (into.isAssumed && !other.isAssumed && dayOf(other.from) <= dayOf(into.from)) {
    into.from = other.from;
    into.basis = other.basis;
    into.isAssumed = false;
  }
  into.to = other.to ?? into.to;
  into.seen = other.seen ?? into.seen;
}

function endDraft(
  draft: Draft,
  exact: PartialDate | undefined,
  on: PartialDate | undefined,
  { number, unit, heading, text, isRepealed }: Observation,
  report: Report,
): void {
  const isExact = exact !== undefined && dayOf(exact) > dayOf(draft.from);
  const to = isExact ? exact : on;
  if (to === undefined || dayOf(to) <= dayOf(draft.from)) return;
  draft.to = to;
  draft.endBasis = isExact
    ? undefined
    : `Ended between the texts dated ${draft.seen ?? 'unknown'} and ${on}; the day is that of the later text.`;
  const words = isRepealed ? [heading.text, text].filter((part) => part !== '').join('\n') : '';
  report.add({
    code: 'repealed',
    message: `${isRepealed ? 'Repealed' : 'Missing from the later text'}: its last version ends on ${to}${isExact ? '' : ', the day of that text'}.`,
    number,
    ...(words && { text: words }),
    place: unit.element.place,
  });
}

function versionOf(
  draft: Draft,
  heading: Localised,
  locator: string,
  sourceId: string,
  options: ReadOptions,
  report: Report,
  number: string,
): Version {
  const own = localisedOf(draft.headings);
  const acts = [...draft.by.values()].flatMap((change) => actOnRecord(change, options)?.id ?? []);
  const spoken = LANGUAGES.some((language) => draft.headings.has(language));
  if (draft.headings.size > 0 && !spoken) {
    report.count('language', {
      code: 'language',
      message: 'Headings are in a language other than those of the interface and stand as they are.',
      number,
    });
  }
  const basis = [draft.basis, draft.endBasis].filter((part) => part !== undefined).join(' ');
  return {
    ...(draft.from && { from: draft.from }),
    ...(draft.to && { to: draft.to }),
    ...(basis && { basisOfDate: basis }),
    ...(own !== undefined && JSON.stringify(own) !== JSON.stringify(heading) && { heading: own }),
    summary: localisedOf(draft.summaries) ?? NOT_SUMMARISED,
    ...(draft.texts.size > 0 && { text: Object.fromEntries(draft.texts) }),
    ...(acts.length > 0 && { amendedBy: [...new Set(acts)] }),
    citations: [{ source: sourceId, locator: draft.seen ? `${locator}, text of ${draft.seen}` : locator }],
  };
}

/** Words by language as a record holds them; a text in a language of the interface keeps it, another stands alone. */
export function localisedOf(texts: ReadonlyMap<string, string>): Localised | undefined {
  const spoken = LANGUAGES.flatMap((language) =>
    texts.get(language) ? [[language, texts.get(language)] as const] : [],
  );
  if (spoken.length === 1 && spoken[0]?.[0] === 'en') return spoken[0][1];
  if (spoken.length > 0) return Object.fromEntries(spoken);
  return [...texts.values()].find((text) => text !== '');
}

export function actOnRecord({ act }: Modification, { laws = [] }: ReadOptions): Law | undefined {
  const address = decodeURI(safe(act)).toLowerCase();
  const own = laws.find(({ id }) => address === ownAddress(id) || address.endsWith(ownAddress(id)));
  if (own) return own;
  const [, date = '', number = ''] = /\/(\d{4}(?:-\d{2}(?:-\d{2})?)?)\/([^/@!]+)(?:\/[^/]*)?$/.exec(address) ?? [];
  return laws.find(
    (law) =>
      law.number !== undefined &&
      number !== '' &&
      slug(law.number) === slug(number) &&
      (law.adopted ?? law.published ?? law.from ?? '').startsWith(date.slice(0, 4)),
  );
}

/** An address that decodes; one with a stray % stands as it is. */
function safe(address: string): string {
  try {
    decodeURI(address);
    return address;
  } catch {
    return encodeURI(address);
  }
}
