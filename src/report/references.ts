/**
 * References of a text resolved against the record: citations become notes, terms lead to the glossary, and live
 * references become what the record says on the day.
 * Always true: what does not resolve stays as it is written and is reported with its section and paragraph; a value
 * that the text states beside a reference is held against the record.
 */
import { answerOn } from '../core/answers.ts';
import { assess } from '../core/assess.ts';
import { changesOf } from '../core/law/amend.ts';
import { standingFor } from '../core/law/concordance.ts';
import { versionOn } from '../core/law/versions.ts';
import { english, type Localised } from '../core/localised.ts';
import type { AnyRecord, KindName, RecordOf } from '../core/model/index.ts';
import { nearest } from '../core/nearest.ts';
import { type ReviewMark, reviewOf } from '../core/review.ts';
import { type Day, firstDay, holdsOn, isPartialDate, type PartialDate } from '../core/time.ts';
import type { Inline } from './document.ts';
import type { Making } from './making.ts';
import type { Live, Span } from './narrative.ts';
import { observationsOn } from './tables/figures.ts';
import { chosen } from './tables/recommendations.ts';
import { clean, plainText, type Told, type Voice } from './voice.ts';

/** A paragraph being resolved: where it stands, whose voice it has, and what it turns out to rest on. */
export interface Passing {
  readonly making: Making;
  /** The voice of the text, which is another than the document's where a translation is missing. */
  readonly voice: Voice;
  /** The last day a person verified the text. */
  readonly verified: PartialDate | undefined;
  readonly rests: Set<string>;
  readonly marks: ReviewMark[];
}

/** References to records by their kind: what they are called leads to their page. */
const NAMED: Readonly<Record<string, readonly KindName[]>> = {
  provision: ['provision'],
  law: ['law'],
  recommendation: ['recommendation'],
  plan: ['plan'],
  programme: ['programme'],
  organisation: ['organisation'],
  event: ['event'],
  series: ['series'],
  source: ['source'],
  instrument: ['instrument'],
  theme: ['theme'],
  question: ['question'],
  record: [],
};

/** Every name of a live reference, with its arguments: docs/NARRATIVE.md describes them. */
export const LIVE_NAMES = [
  'status',
  'figure',
  'finding',
  'count',
  'treaty',
  'date',
  'country',
  'as-of',
  'year',
  'revision',
  ...Object.keys(NAMED),
] as const;

/** Spans of a text as runs of the document. */
export function resolve(spans: readonly Span[], passing: Passing): Inline[] {
  const found: Inline[] = [];
  spans.forEach((span, index) => {
    switch (span.kind) {
      case 'text':
        found.push({
          kind: 'text',
          text: clean(span.text),
          ...(span.strong && { strong: true }),
          ...(span.emphasis && { emphasis: true }),
        });
        break;
      case 'break':
        found.push({ kind: 'break' });
        break;
      case 'link':
        found.push({ kind: 'link', href: clean(span.href), content: resolve(span.content, passing) });
        break;
      case 'citation':
        cite(span.places, passing, found);
        break;
      case 'term':
        found.push(...term(span.term, span.words, passing));
        break;
      case 'live':
        found.push(...resolveLive(span.live, passing, { before: spans[index - 1], after: spans[index + 1] }));
        break;
    }
  });
  return found;
}

function cite(places: readonly { source: string; locator?: string }[], passing: Passing, found: Inline[]): void {
  const { dataset, apparatus, issues, spot } = passing.making;
  for (const { source } of places) {
    if (dataset.get('source', source)) {
      passing.rests.add(source);
      continue;
    }
    const other = dataset.find(source);
    const hint = other
      ? ` It is a ${other.kind}, and only sources are cited.`
      : near(
          source,
          dataset.all('source').map(({ id }) => id),
        );
    issues.add('report-unknown-source', `There is no source “${source}”.${hint}`, spot, source);
  }
  const note = apparatus.cite(places);
  if (note.length === 0) {
    const written = `[${places.map(({ source, locator }) => `@${source}${locator === undefined ? '' : `, ${locator}`}`).join('; ')}]`;
    found.push({ kind: 'text', text: clean(written) });
    return;
  }
  // The mark stands at the word, not after the space before the bracket.
  const last = found.at(-1);
  if (last?.kind === 'text' && /\s$/.test(last.text)) found[found.length - 1] = { ...last, text: last.text.trimEnd() };
  found.push(...note);
}

function near(id: string, ids: Iterable<string>): string {
  const hints = nearest(id, ids).slice(0, 3);
  return hints.length > 0 ? ` Did you mean ${hints.join(' or ')}?` : '';
}

function term(id: string, words: string | undefined, { making }: Passing): Inline[] {
  const full = id.startsWith('term/') ? id : `term/${id}`;
  const found = making.apparatus.term(full, words === undefined ? undefined : [{ kind: 'text', text: clean(words) }]);
  if (found) return [found];
  const hint = near(
    full,
    making.dataset.all('term').map((one) => one.id),
  );
  making.issues.add('report-unknown-term', `There is no term “${full}”.${hint}`, making.spot, id);
  return [{ kind: 'text', text: clean(words ?? id) }];
}

interface Around {
  readonly before: Span | undefined;
  readonly after: Span | undefined;
}

/** What a live reference says; as it is written where it does not resolve. */
function resolveLive(live: Live, passing: Passing, around: Around): Inline[] {
  const { making, voice } = passing;
  const day = dayOf(live, making);
  if (day === undefined) return asWritten(live);
  const runs = ((): Inline[] | undefined => {
    switch (live.name) {
      case 'status':
        return status(live, passing, day);
      case 'figure':
        return figure(live, passing, day, around);
      case 'finding':
        return finding(live, passing, day);
      case 'count':
        return count(live, passing, day);
      case 'treaty':
        return treaty(live, passing, day);
      case 'date':
        return isPartialDate(live.args[0] ?? '')
          ? voice.plain(voice.date(live.args[0] ?? ''))
          : bad(live, passing, 'It needs a date such as 2024-09-05.');
      case 'country': {
        const country = making.dataset.get('country', making.country);
        return country ? voice.say(country.name) : voice.plain(making.country.toUpperCase());
      }
      case 'as-of':
        return voice.plain(voice.date(making.asOf));
      case 'year':
        return voice.plain(making.asOf.slice(0, 4));
      case 'revision':
        return voice.plain(voice.number(making.revision));
      default:
        return Object.hasOwn(NAMED, live.name) ? named(live, passing, day) : unknownName(live, passing);
    }
  })();
  return runs ?? asWritten(live);
}

const asWritten = ({ written }: Live): Inline[] => [{ kind: 'text', text: clean(written) }];

function dayOf({ day, written }: Live, { day: own, issues, spot }: Making): Day | undefined {
  if (day === undefined) return own;
  if (isPartialDate(day)) return firstDay(day);
  issues.add('report-bad-argument', `“@${day}” is no date; write @2013, @2013-06 or @2013-06-01.`, spot, written);
  return undefined;
}

function bad(live: Live, { making }: Passing, message: string): undefined {
  making.issues.add('report-bad-argument', message, making.spot, live.written);
  return undefined;
}

function unknown(live: Live, { making }: Passing, id: string, what: string, ids: Iterable<string>): undefined {
  making.issues.add('report-unknown-record', `There is no ${what} “${id}”.${near(id, ids)}`, making.spot, live.written);
  return undefined;
}

function unknownName(live: Live, { making }: Passing): undefined {
  const hint = near(live.name, LIVE_NAMES);
  making.issues.add(
    'report-unknown-reference',
    `There is no reference “${live.name}”.${hint}`,
    making.spot,
    live.written,
  );
  return undefined;
}

/** Holds what the text says with is= against what the record says. */
function compare(live: Live, { making, voice }: Passing, values: readonly (string | number)[]): void {
  const { is } = live.options;
  if (is === undefined) return;
  const wanted = is.toLowerCase();
  if (
    values.some(
      (value) => String(value).toLowerCase() === wanted || (typeof value === 'number' && numberOf(is) === value),
    )
  )
    return;
  const says = values.map((value) => (typeof value === 'number' ? voice.number(value) : value)).join(' or ');
  making.issues.add('report-contradicts', `The text says “${is}”, the record “${says}”.`, making.spot, live.written);
}

function status(live: Live, passing: Passing, day: Day): Inline[] | undefined {
  const { making, voice } = passing;
  const { dataset, country } = making;
  const [id = ''] = live.args;
  const indicator = dataset.indicator(id);
  if (!indicator)
    return unknown(
      live,
      passing,
      id,
      'indicator',
      dataset.indicators().map((one) => one.id),
    );
  const assessment = assess(dataset, country, indicator, day);
  if (live.day === undefined) passing.marks.push(...assessment.needsReview);
  compare(live, passing, [assessment.status, voice.statusText(assessment.status, indicator.framework)]);
  return [voice.status(assessment.status, indicator.framework)];
}

function finding(live: Live, passing: Passing, day: Day): Inline[] | undefined {
  const { making, voice } = passing;
  const { dataset, country, issues, spot } = making;
  const [id = ''] = live.args;
  const question = dataset.get('question', id);
  const found = dataset.get('finding', id);
  if (question) {
    // By its question: whatever the findings of the day say together.
    const answer = answerOn(dataset, country, question.id, day);
    for (const { id: one } of answer.findings) passing.rests.add(one);
    if (answer.state === 'not-recorded') {
      issues.add('report-no-value', `Nothing on record answers ${id} on that day.`, spot, live.written);
    }
    compare(live, passing, [said(answer.value), voice.answer(question, answer.value)]);
    return voice.plain(
      answer.state === 'sources-disagree'
        ? voice.t('report.answers-differ')
        : lower(voice.answer(question, answer.value)),
    );
  }
  if (!found)
    return unknown(
      live,
      passing,
      id,
      'finding or question',
      dataset.inCountry('finding', country).map((one) => one.id),
    );
  if (!holdsOn(found, day)) {
    issues.add(
      'report-not-on-day',
      `${id} holds ${voice.period(found.from, found.to)}, not on that day.`,
      spot,
      live.written,
    );
  }
  if (live.day === undefined) passing.rests.add(id);
  const asked = dataset.get('question', found.question);
  compare(live, passing, [said(found.value), voice.answer(asked, found.value)]);
  return voice.plain(
    typeof found.value === 'boolean' ? lower(voice.answer(asked, found.value)) : voice.answer(asked, found.value),
  );
}

/** An answer as authors write it after is=. */
const said = (value: unknown): string | number =>
  value === true ? 'yes' : value === false ? 'no' : typeof value === 'number' ? value : String(value ?? 'unknown');

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A number as people write it: 1,200 and 1 200 and 1 200; undefined where it is none. */
function numberOf(text: string): number | undefined {
  const bare = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/,(?=\d{3}(?:\D|$))/g, '')
    .replace(',', '.');
  return /^\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : undefined;
}

const isPercent = (unit: Localised): boolean => /^(?:%|per ?cent)/.test(english(unit));

function figure(live: Live, passing: Passing, day: Day, around: Around): Inline[] | undefined {
  const { making, voice } = passing;
  const { dataset, issues, spot, country } = making;
  const [id = '', period] = live.args;
  const series = dataset.get('series', id);
  if (!series)
    return unknown(
      live,
      passing,
      id,
      'series',
      dataset.inCountry('series', country).map((one) => one.id),
    );
  const { area, producer, source, part, unit, cite: wantsNote } = live.options;
  const known = observationsOn(dataset, series, day);
  const fitting = known.filter(
    (one) =>
      (period === undefined || one.period === period) &&
      (one.area ?? '').toLowerCase() === (area ?? '').replaceAll('_', ' ').toLowerCase() &&
      (producer === undefined ||
        (one.producer !== undefined &&
          english(one.producer).toLowerCase().includes(producer.replaceAll('_', ' ').toLowerCase()))) &&
      (source === undefined || one.citations.some((citation) => citation.source === source)),
  );
  const preferred = fitting.filter(({ rank }) => rank === 'preferred');
  const standing = preferred.length > 0 ? preferred : period === undefined ? fitting.slice(-1) : fitting;
  if (standing.length === 0) {
    const periods = [...new Set(known.flatMap((one) => one.period ?? []))].join(', ');
    issues.add(
      'report-no-value',
      `${id} has no figure for that; periods on record: ${periods || 'none'}.`,
      spot,
      live.written,
    );
    return undefined;
  }
  const amounts: readonly Told[] =
    part === undefined
      ? standing
      : standing.flatMap(({ breakdown = {} }) => {
          const name = part.replaceAll('_', ' ');
          return Object.hasOwn(breakdown, name) ? (breakdown[name] ?? []) : [];
        });
  if (amounts.length === 0) {
    issues.add('report-no-value', `${id} has no part “${part}” there.`, spot, live.written);
    return undefined;
  }
  if (amounts.some(({ withheld }) => withheld !== undefined)) {
    issues.add(
      'report-withheld',
      `A number of ${id} is small, or gives a small one away; a range is printed.`,
      spot,
      live.written,
    );
  }
  const texts = [...new Set(amounts.map((one) => voice.value(one)))];
  if (texts.length > 1) {
    issues.add(
      'report-several-values',
      `${id} has ${texts.length} values for that: ${texts.join(', ')}.`,
      spot,
      live.written,
    );
  }
  const values = amounts.flatMap(({ value }) => value ?? []);
  compare(live, passing, values);
  const open = amounts.some(({ value }) => typeof value !== 'number');
  for (const beside of besides(around, period)) {
    if (open || values.some((value) => value === beside)) continue;
    issues.add(
      'report-contradicts',
      `The text says ${voice.number(beside)} beside a figure that is ${texts.join(' or ')}.`,
      spot,
      live.written,
    );
  }
  for (const { citations } of standing) for (const one of citations) passing.rests.add(one.source);
  const number = voice.list(texts, 'disjunction');
  return [
    ...voice.plain(
      isPercent(series.unit) && unit !== 'no' ? `${number}${voice.language === 'en' ? '' : '\u00a0'}%` : number,
    ),
    ...(unit === 'no' || isPercent(series.unit) ? [] : [...voice.plain('\u00a0'), ...unmarked(voice.say(series.unit))]),
    ...(texts.length > 1 ? [...voice.plain(' '), voice.flag('disagree')] : []),
    ...(wantsNote === 'yes' ? making.apparatus.cite(standing.flatMap(({ citations }) => citations)) : []),
  ];
}

/** Words that make part of a sentence carry no mark of their own. */
const unmarked = (runs: readonly Inline[]): Inline[] =>
  runs.map((run) => {
    if (run.kind !== 'text') return run;
    const { unchecked: _, ...rest } = run;
    return rest;
  });

/** Numbers that the text sets beside a figure: 21 cases ({figure …}), or {figure …} (21); a year of its period is none. */
function besides({ before, after }: Around, period: string | undefined): number[] {
  const number = String.raw`(\d[\d\s\u00a0\u202f,.]*)`;
  const found: (string | undefined)[] = [];
  if (before?.kind === 'text')
    found.push(new RegExp(String.raw`${number}(?:[\p{L}\s'’-]{0,40})[(=]\s*$`, 'u').exec(before.text)?.[1]);
  if (after?.kind === 'text') found.push(new RegExp(String.raw`^\s*[(=]\s*${number}`, 'u').exec(after.text)?.[1]);
  return found.flatMap((text) => {
    const value = text === undefined ? undefined : numberOf(text.replace(/[\s.,]+$/, ''));
    const isYear = value !== undefined && (period?.includes(String(value)) || (value >= 1900 && value <= 2100));
    return value === undefined || isYear ? [] : [value];
  });
}

function count(live: Live, passing: Passing, day: Day): Inline[] | undefined {
  const { making, voice } = passing;
  const { dataset, country } = making;
  const [what] = live.args;
  const { is: _, ...options } = live.options;
  const on: Making = { ...making, day };
  const n = ((): number | undefined => {
    switch (what) {
      case 'recommendations':
        return chosen(on, options).length;
      case 'findings':
        return dataset
          .inCountry('finding', country)
          .filter(
            (one) =>
              holdsOn(one, day) &&
              one.rank !== 'deprecated' &&
              (options.group === undefined || one.question.startsWith(`${options.group}.`)),
          ).length;
      case 'indicators':
        return dataset
          .indicators(options.framework)
          .filter(
            (indicator) =>
              options.status === undefined || assess(dataset, country, indicator, day).status === options.status,
          ).length;
      case 'sources':
        return dataset.inCountry('source', country).length;
      case 'plans':
        return dataset.inCountry('plan', country).filter((plan) => holdsOn(plan, day)).length;
      default:
        return undefined;
    }
  })();
  if (n === undefined) return bad(live, passing, 'It counts recommendations, findings, indicators, sources or plans.');
  compare(live, passing, [n]);
  return voice.plain(voice.number(n));
}

function treaty(live: Live, passing: Passing, day: Day): Inline[] | undefined {
  const { making, voice } = passing;
  const { dataset, country, issues, spot } = making;
  const [id = '', action = 'ratification'] = live.args;
  if (!dataset.get('instrument', id))
    return unknown(
      live,
      passing,
      id,
      'instrument',
      dataset.all('instrument').map((one) => one.id),
    );
  const acts = dataset
    .inCountry('treaty-action', country)
    .filter(
      (act) =>
        act.instrument === id &&
        act.action === action &&
        act.rank !== 'deprecated' &&
        act.date &&
        firstDay(act.date) <= day,
    );
  const act = acts.find(({ rank }) => rank === 'preferred') ?? acts[0];
  if (!act?.date) {
    issues.add('report-no-value', `No ${action} of ${id} with a date is on record by that day.`, spot, live.written);
    return undefined;
  }
  compare(live, passing, [act.date]);
  return voice.plain(voice.date(act.date));
}

function named(live: Live, passing: Passing, day: Day): Inline[] | undefined {
  const { making, voice } = passing;
  const { dataset, issues, spot } = making;
  const [id = '', style] = live.args;
  const kinds = NAMED[live.name] ?? [];
  const record = dataset.find(id);
  if (!record || (kinds.length > 0 && !kinds.includes(record.kind))) {
    const ids = kinds.flatMap((kind) => dataset.all(kind).map((one) => one.id));
    return unknown(live, passing, id, live.name, ids);
  }
  if (record.kind === 'provision') checkForce(record, live, passing, day);
  if (live.day === undefined) passing.rests.add(id);
  if (record.kind === 'provision' && live.day === undefined) lawMarks(record, passing, day);
  const words = nameOf(record, style, voice);
  const shown = live.day !== undefined && isPartialDate(live.day) ? live.day : undefined;
  if (words === undefined) {
    issues.add('report-bad-argument', `“${style}” is no way to name a ${record.kind}.`, spot, live.written);
    return making.link(record, voice.name(record), shown);
  }
  return making.link(record, words, shown);
}

function nameOf(record: AnyRecord, style: string | undefined, voice: Voice): Inline[] | undefined {
  if (style === undefined) return unmarked(voice.name(record));
  if (record.kind === 'provision' && style === 'short') return voice.plain(voice.article(record));
  if (record.kind === 'provision' && style === 'heading') return unmarked(voice.say(record.heading));
  if (record.kind === 'recommendation' && style === 'text') return unmarked(voice.say(record.text));
  return undefined;
}

function checkForce(provision: RecordOf<'provision'>, live: Live, { making, voice }: Passing, day: Day): void {
  const { dataset, issues, spot } = making;
  if (versionOn(dataset, provision, day)) return;
  const now = standingFor(dataset, provision, day).map(({ id }) => id);
  const hint = now.length > 0 ? ` In its place stands ${now.join(', ')}.` : '';
  issues.add(
    'report-not-on-day',
    `${plainText(voice.name(provision))} has no words in force on that day.${hint}`,
    spot,
    live.written,
  );
}

/** Changes of a provision after the text was verified. */
function lawMarks(provision: RecordOf<'provision'>, passing: Passing, day: Day): void {
  const { verified, making } = passing;
  if (verified === undefined) return;
  for (const { date } of changesOf(making.dataset, provision)) {
    if (date === undefined || firstDay(date) <= firstDay(verified) || firstDay(date) > day) continue;
    passing.marks.push({ record: provision.id, reason: 'provision-changed', since: date, cause: provision.id });
  }
}

/** The marks on what a paragraph rests on, each cause once. */
export function marksOn({ making, verified, rests, marks }: Passing): ReviewMark[] {
  const { dataset, day } = making;
  const sources = [...rests].flatMap((id): ReviewMark[] => {
    const source = dataset.get('source', id);
    const since = source?.replacedOn;
    if (since === undefined || firstDay(since) > day) return [];
    if (verified !== undefined && firstDay(since) <= firstDay(verified)) return [];
    return [
      {
        record: id,
        reason: 'source-replaced',
        since,
        cause: id,
        ...(source?.replacedBy && { by: [source.replacedBy] }),
      },
    ];
  });
  const all = [...marks, ...reviewOf(dataset, [...rests], day), ...sources];
  return [...new Map(all.map((mark) => [`${mark.cause} ${mark.reason} ${mark.since}`, mark])).values()];
}
