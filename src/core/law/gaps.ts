/**
 * The gap grid: what a treaty obliges a state to make a crime, act by act, against its law on a day.
 * Whether an act is a crime is what the findings say; age, means and penalties come from findings and from the
 * provisions in force that the findings rest on. Nothing is concluded from silence.
 */
import { type AnswerState, answerOn } from '../answers.ts';
import type { Dataset } from '../dataset.ts';
import type { Finding, RecordOf } from '../model/index.ts';
import type { Day } from '../time.ts';
import { provisionsCited, standingFor } from './concordance.ts';
import { type InForce, versionOn } from './versions.ts';

/** What falls short of the obligation; unknown is a gap in the record, not in the law. */
export type Gap = 'not-covered' | 'age-too-low' | 'means-required' | 'no-imprisonment' | 'unknown';

/** The penalties of a provision, from its lowest tier to its highest. */
export interface PenaltyRange {
  /** Least and most years of the first tier; absent where none is stated. */
  readonly baseMinimum?: number;
  readonly baseMaximum?: number;
  /** Most years of any tier. */
  readonly highest?: number;
  readonly life: boolean;
}

/** A provision that bears on an act, with what it lays down on the day. */
export interface GapCell extends InForce {
  /** The age under which it protects; absent where it does not state one. */
  readonly age?: number;
  /** Whether force, deceit or other means are required; absent where not on record. */
  readonly meansRequired?: boolean;
  readonly penalty?: PenaltyRange;
}

export interface GapRow {
  readonly act: RecordOf<'obligation'>['acts'][number];
  /** Whether the act is a crime on the day; absent where no finding says. */
  readonly covered?: boolean;
  readonly state: AnswerState;
  /** The age protected and whether means are required, as findings say; absent where none does. */
  readonly age?: number;
  readonly meansRequired?: boolean;
  readonly findings: readonly Finding[];
  readonly provisions: readonly GapCell[];
  /** Empty where the obligation is met as far as the record shows. */
  readonly gaps: readonly Gap[];
}

export interface GapGrid {
  readonly country: string;
  readonly obligation: RecordOf<'obligation'>;
  readonly rows: readonly GapRow[];
}

/** The grid of a country for an obligation on a day. */
export function gapGrid(dataset: Dataset, country: string, obligation: RecordOf<'obligation'>, day: Day): GapGrid {
  return { country, obligation, rows: obligation.acts.map((act) => rowOf(dataset, country, obligation, act, day)) };
}

function rowOf(
  dataset: Dataset,
  country: string,
  obligation: RecordOf<'obligation'>,
  act: GapRow['act'],
  day: Day,
): GapRow {
  const main = answerOn(dataset, country, act.question, day);
  const aged = act.age === undefined ? undefined : answerOn(dataset, country, act.age, day);
  const meant = act.means === undefined ? undefined : answerOn(dataset, country, act.means, day);
  const covered = typeof main.value === 'boolean' ? main.value : undefined;
  const provisions = covered === false ? [] : cellsOf(dataset, main.findings, day);
  const age = typeof aged?.value === 'number' ? aged.value : highestAge(provisions.map((cell) => cell.age));
  const meansRequired = typeof meant?.value === 'boolean' ? !meant.value : commonMeans(provisions);
  return {
    act,
    state: main.state,
    ...(covered !== undefined && { covered }),
    ...(covered && age !== undefined && { age }),
    ...(covered && meansRequired !== undefined && { meansRequired }),
    findings: [...new Set([...main.findings, ...(aged?.findings ?? []), ...(meant?.findings ?? [])])],
    provisions,
    gaps: gapsOf(obligation.age, covered, age, meansRequired, provisions),
  };
}

function gapsOf(
  needed: number | undefined,
  covered: boolean | undefined,
  age: number | undefined,
  meansRequired: boolean | undefined,
  provisions: readonly GapCell[],
): Gap[] {
  if (covered === undefined) return ['unknown'];
  if (!covered) return ['not-covered'];
  const penalties = provisions.flatMap(({ penalty }) => penalty ?? []);
  const isLenient = penalties.length > 0 && penalties.every(({ highest, life }) => highest === undefined && !life);
  return [
    ...(age !== undefined && needed !== undefined && age < needed ? (['age-too-low'] as const) : []),
    ...(meansRequired ? (['means-required'] as const) : []),
    ...(isLenient ? (['no-imprisonment'] as const) : []),
  ];
}

/** The provisions that findings rest on, as they stand on the day: an old article by what took its place. */
function cellsOf(dataset: Dataset, findings: readonly Finding[], day: Day): GapCell[] {
  const named = findings.flatMap((finding) => [
    ...(finding.provisions ?? []).flatMap((id) => dataset.get('provision', id) ?? []),
    ...((finding.provisions ?? []).length > 0
      ? []
      : finding.citations.flatMap((citation) => provisionsCited(dataset, citation))),
  ]);
  const standing = new Set(named.flatMap((provision) => standingFor(dataset, provision, day)));
  return [...standing].flatMap((provision): GapCell[] => {
    const found = versionOn(dataset, provision, day);
    if (!found) return [];
    const { parameters = {}, penalties = [] } = found.version;
    const age = parameters['protected-age'];
    const means = parameters['means-required'];
    const penalty = rangeOf(penalties);
    return [
      {
        ...found,
        ...(typeof age === 'number' && { age }),
        ...(typeof means === 'boolean' && { meansRequired: means }),
        ...(penalty && { penalty }),
      },
    ];
  });
}

/** From the first tier's least to the highest of all tiers; nothing where no penalty is on record. */
export function rangeOf(penalties: NonNullable<InForce['version']['penalties']>): PenaltyRange | undefined {
  const [base] = penalties;
  if (!base) return undefined;
  const most = penalties.flatMap(({ maximumYears }) => maximumYears ?? []);
  return {
    ...(base.minimumYears !== undefined && { baseMinimum: base.minimumYears }),
    ...(base.maximumYears !== undefined && { baseMaximum: base.maximumYears }),
    ...(most.length > 0 && { highest: Math.max(...most) }),
    life: penalties.some(({ life }) => life === true),
  };
}

function highestAge(ages: readonly (number | undefined)[]): number | undefined {
  // Where one provision protects up to 18 and another up to 16, a child of 17 is protected by the first.
  const known = ages.filter((age) => age !== undefined);
  return known.length > 0 && known.length === ages.length ? Math.max(...known) : undefined;
}

/** Means are required only where every provision that covers the act requires them. */
function commonMeans(provisions: readonly GapCell[]): boolean | undefined {
  const known = provisions.map(({ meansRequired }) => meansRequired);
  if (known.includes(false)) return false;
  return known.length > 0 && known.every((means) => means === true) ? true : undefined;
}
