/**
 * Measures: what every state can be asked at once. An indicator of ours, a treaty, or the placement that another
 * assessor publishes; all answer with a value for each state, so one map, one table and one file serve them all.
 * Always true: the last value says that nothing is on file, and is never left out of a count; the placements of others
 * have marks of their own, so that nobody takes them for our statuses.
 */
import type { WorldRow } from '../app/world.ts';
import { assess, NOT_ASSESSED, statusOn } from '../core/assess.ts';
import { placementIn, placementScales, placementYears, usualYear } from '../core/commitments/tiers.ts';
import {
  type CommitmentState,
  type Instrument,
  recordedCountries,
  STATES_OF_COMMITMENT,
  type Standing,
  standingOn,
  treaties,
} from '../core/commitments/treaties.ts';
import type { Dataset, Indicator } from '../core/dataset.ts';
import type { Localised } from '../core/localised.ts';
import { type Framework, NO_INFORMATION } from '../core/model/index.ts';
import { regionOf } from '../core/regions.ts';
import { remember } from '../core/remember.ts';
import { type Day, firstDay, isoDay, type PartialDate } from '../core/time.ts';
import type { View } from './context.tsx';
import { STATES, stateName } from './states.ts';
import { type Fill, shapeOf, statusText } from './ui/marks.tsx';
import { STATE_SHAPES } from './ui/treaties.tsx';
import type { Scale } from './ui/world-map.tsx';

/** Where a state stands, with what a reader needs to judge it. */
export interface Reading {
  readonly value: string;
  /** Since when it stands so; for a placement the year of the report. */
  readonly since?: PartialDate;
  /** A day by which it stood so, where no source says since when. */
  readonly by?: PartialDate;
  /** The value a year earlier, where it was another. */
  readonly before?: string;
  /** The last day for which a source on file says how things stand, where that is a matter of its date. */
  readonly known?: PartialDate;
  readonly review?: boolean;
  readonly disagree?: boolean;
  /** Ids of the sources that settle it. */
  readonly sources: readonly string[];
}

export interface Measure {
  readonly kind: 'indicator' | 'treaty' | 'placement';
  /** What addresses call it: FRAMEWORK/INDICATOR, the id of a treaty, or that of the framework of a placement. */
  readonly id: string;
  readonly title: Localised;
  /** The question that the map answers, in words of the page. */
  readonly question: string;
  readonly scale: Scale;
  /** Values which say that nothing is known. */
  readonly silent: ReadonlySet<string>;
  /** The framework whose statuses these are. */
  readonly framework?: Framework;
  /** The year of the report, of a placement. */
  readonly year?: string;
  readonly value: (country: string, day: Day) => string;
  readonly reading: (country: string, day: Day) => Reading;
  /** Where a reader finds why a state stands so; undefined where nothing is on file. */
  readonly link: (country: string, day: Day) => string | undefined;
  /** The page of the measure itself. */
  readonly page: string;
}

/** The value of a state of which no placement, or no one placement, is on file. */
export const NOT_ON_FILE = 'not-on-file';

/** The day as a parameter of an address: none for the day that the page shows anyway. */
const asOf = (view: View, day: Day) => (day === view.day ? {} : { asOf: day === view.today ? undefined : isoDay(day) });

export function indicatorMeasure(view: View, indicator: Indicator): Measure {
  const { dataset } = view;
  const { id, framework, body } = indicator;
  return {
    kind: 'indicator',
    id,
    title: body.title,
    question: view.text(body.question ?? body.title),
    framework,
    scale: {
      order: [...framework.scale.map((entry) => entry.id), NO_INFORMATION, NOT_ASSESSED],
      shape: (status) => shapeOf(status, framework),
      words: (status) => statusText(view, status, framework),
    },
    silent: new Set([NO_INFORMATION, NOT_ASSESSED]),
    value: (country, day) => statusOn(dataset, country, indicator, day),
    reading: (country, day) => {
      const value = statusOn(dataset, country, indicator, day);
      if (value === NOT_ASSESSED) return { value, sources: [] };
      const { from, needsReview, explanation } = assess(dataset, country, indicator, day);
      const settling = explanation.evidence.filter(({ decisive }) => decisive);
      return {
        value,
        ...(from !== null && { since: from }),
        review: needsReview.length > 0,
        disagree: explanation.evidence.some(({ state }) => state === 'sources-disagree'),
        sources: sourcesIn(settling),
      };
    },
    link: (country, day) => dataset.get('country', country) && view.indicatorLink(country, id, asOf(view, day)),
    page: view.link(`/framework/${id}`),
  };
}

export function treatyMeasure(view: View, instrument: Instrument): Measure {
  const { dataset } = view;
  // A page asks for the same state in its map, its regions and its table.
  const standings = new Map<string, Standing>();
  const standing = (country: string, day: Day) =>
    remember(standings, `${country} ${day}`, () => standingOn(dataset, country, instrument, day));
  return {
    kind: 'treaty',
    id: instrument.id,
    title: instrument.short ?? instrument.title,
    question: view.t('world.treaty', { treaty: view.text(instrument.title) }),
    scale: {
      order: STATES_OF_COMMITMENT,
      shape: (state) => STATE_SHAPES[state as CommitmentState] ?? 'na',
      words: (state) => view.t(`treaties.state.${state}`),
    },
    silent: new Set(['unknown']),
    value: (country, day) => standing(country, day).state,
    reading: (country, day) => {
      const { state, since, by, known, disagree, acts, findings } = standing(country, day);
      return {
        value: state,
        ...(since !== undefined && { since }),
        ...(by !== undefined && { by }),
        ...(known !== undefined && state !== 'unknown' && { known }),
        disagree,
        sources: sourcesIn([...acts, ...findings]),
      };
    },
    link: (country, day) =>
      dataset.get('country', country) && view.link(`/country/${country}/treaties`, asOf(view, day)),
    page: view.recordLink(instrument),
  };
}

/** The placements of one report: that of the year given, whatever the day. */
export function placementMeasure(view: View, framework: Framework, year: string): Measure {
  const { dataset } = view;
  const steps = framework.scale.map(({ id }) => id);
  return {
    kind: 'placement',
    id: framework.id,
    title: framework.title,
    question: view.t('world.placement', { title: view.text(framework.title), year }),
    framework,
    year,
    scale: {
      order: [...steps, NOT_ON_FILE],
      shape: (value) => STEP_FILLS[Math.min(steps.indexOf(value), STEP_FILLS.length - 1)] ?? 'na',
      words: (value) => (value === NOT_ON_FILE ? view.t('world.not-on-file') : statusText(view, value, framework)),
    },
    silent: new Set([NOT_ON_FILE]),
    value: (country) => placementIn(dataset, country, framework.id, year)?.value ?? NOT_ON_FILE,
    reading: (country) => {
      const placement = placementIn(dataset, country, framework.id, year);
      if (!placement) return { value: NOT_ON_FILE, sources: [] };
      const { value, before, readings } = placement;
      return {
        value: value ?? NOT_ON_FILE,
        since: year,
        ...(before !== undefined && before !== value && { before }),
        disagree: value === undefined,
        sources: sourcesIn(readings),
      };
    },
    link: (country) => {
      const series = placementIn(dataset, country, framework.id, year)?.series;
      return series && view.recordLink(series);
    },
    page: view.recordLink(framework),
  };
}

/** Fills for the steps of another assessor, first to last. */
const STEP_FILLS: readonly Fill[] = ['s1', 's2', 's3', 's4'];

const sourcesIn = (records: readonly { readonly citations: readonly { readonly source: string }[] }[]): string[] => [
  ...new Set(records.flatMap(({ citations }) => citations.map(({ source }) => source))),
];

/** The year of the report to show: that of the date asked for where placements of it are on file, else the usual one. */
export function yearShown(view: View, framework: Framework): string {
  const until = (isoDay(view.day) ?? '').slice(0, 4);
  const years = placementYears(view.dataset, framework.id);
  if (view.asOf !== undefined && years.some(({ year }) => year === until)) return until;
  return usualYear(view.dataset, framework.id, until)?.year ?? until;
}

/** Up to so many countries on record, a treaty is not followed across the world. */
const FEW = 3;

/** Whether a treaty is followed across the world, and not for a few states alone. */
export const isFollowed = (dataset: Dataset, { id }: Instrument): boolean => recordedCountries(dataset, id) > FEW;

const covered = new WeakMap<Dataset, readonly Instrument[]>();

/** Treaties on which something is on file for some state, by adoption. */
export function treatiesOnFile(dataset: Dataset): readonly Instrument[] {
  return remember(covered, dataset, () => {
    const acted = new Set(dataset.all('treaty-action').map(({ instrument }) => instrument));
    return treaties(dataset).filter(({ id }) => acted.has(id));
  });
}

/** The measure that an id names; undefined where there is none. */
export function measureOf(view: View, id: string): Measure | undefined {
  const { dataset } = view;
  const indicator = dataset.indicator(id);
  if (indicator) return indicator.framework.about === 'plan' ? undefined : indicatorMeasure(view, indicator);
  const instrument = treatiesOnFile(dataset).find((one) => one.id === id);
  if (instrument) return treatyMeasure(view, instrument);
  const scale = placementScales(dataset).find((one) => one.id === id);
  return scale && placementMeasure(view, scale, yearShown(view, scale));
}

/** The date that the values of a measure hold on: the year of a report, else the day of the page. */
export const dateOf = (view: View, { year }: Measure): PartialDate => year ?? isoDay(view.day) ?? '';

/** Every member and observer state, and whatever else has something on record. */
export function countriesShown(dataset: Dataset): string[] {
  return [...new Set([...STATES.keys(), ...dataset.all('country').map(({ id }) => id)])];
}

/** The value of each country on the day that the page shows. */
export function valuesOf(view: View, measure: Measure, countries: Iterable<string>): Map<string, string> {
  return new Map([...countries].map((code) => [code, measure.value(code, view.day)]));
}

/** How many states something is known of. Territories that are no states are not counted. */
export function coverageOf(
  measure: Measure,
  values: ReadonlyMap<string, string>,
): { readonly known: number; readonly total: number } {
  const states = [...values].filter(([code]) => STATES.has(code));
  return { known: states.filter(([, value]) => !measure.silent.has(value)).length, total: states.length };
}

/** The day to sort by; undefined where nothing is dated. */
export const sortDay = ({ since, by }: Reading): Day | undefined => {
  const date = since ?? by;
  return date === undefined ? undefined : firstDay(date);
};

/** A row of a file: where a state stands on a measure on a day. */
export function fileRow(view: View, measure: Measure, country: string, day: Day, reading: Reading): WorldRow {
  const region = regionOf(view.dataset.get('country', country));
  return {
    country,
    name: stateName(view, country),
    region: region && view.t(`region.${region}`),
    state: STATES.has(country),
    measure: measure.id,
    title: view.text(measure.title),
    assessor:
      measure.kind === 'placement' ? measure.framework?.publisher && view.text(measure.framework.publisher) : undefined,
    date: measure.year ?? isoDay(day) ?? '',
    value: reading.value,
    label: measure.scale.words(reading.value),
    known: !measure.silent.has(reading.value),
    since: reading.since,
    by: reading.by,
    knownOn: reading.known,
    needsReview: reading.review ?? false,
    sourcesDisagree: reading.disagree ?? false,
    sources: reading.sources,
  };
}
