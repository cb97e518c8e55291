/** Laws, articles, changes and penalties in words, for one reader at a terminal, in the language asked for. */
import { Option } from 'commander';
import type { Dataset } from '../../core/dataset.ts';
import {
  type ChangeKind,
  diffText,
  isChanged,
  type Parameter,
  type Penalty,
  type SetChange,
  type TextPart,
  type VersionChange,
} from '../../core/diff.ts';
import type { ApplyNote, Change, Order } from '../../core/law/amend.ts';
import { endOf, type Force } from '../../core/law/versions.ts';
import { inLanguage, LANGUAGES, type Language, type Localised } from '../../core/localised.ts';
import type { Law, Provision, Version } from '../../core/model/index.ts';
import type { PartialDate } from '../../core/time.ts';
import { type Page, plain } from '../terminal.ts';
import { singular } from '../words.ts';

export const LANGUAGE = () =>
  new Option('--language <code>', 'language of the words, where they are on record in it')
    .choices(LANGUAGES)
    .default('en');

/** Says the text of a record in one language, safe for a terminal; what it lacks falls back and names its language. */
export class Speaker {
  readonly language: Language;

  constructor(language: Language) {
    this.language = language;
  }

  say(text: Localised): string {
    const said = inLanguage(text, this.language);
    return plain(said.text) + (said.language === this.language ? '' : ` (${said.language})`);
  }

  /** The official text in the language, else in the first there is. */
  official(text: Version['text']): { readonly language: string; readonly text: string } | undefined {
    const language = [this.language, ...LANGUAGES, ...Object.keys(text ?? {})].find((one) => text?.[one] !== undefined);
    const found = language === undefined ? undefined : text?.[language];
    return language === undefined || found === undefined ? undefined : { language, text: plain(found) };
  }

  heading(provision: Provision, version: Version | undefined): string {
    return this.say(version?.heading ?? provision.heading);
  }
}

const FORCE: Record<Force, string> = {
  'not-yet': 'not yet in force',
  'in-force': 'in force',
  suspended: 'suspended',
  ended: 'no longer in force',
  unknown: 'the words of that day are not on record',
};

export function forceText(force: Force): string {
  return FORCE[force];
}

/** When a version ceased to hold: its own end, or that of its law where that is earlier. */
export function endOfVersion(dataset: Dataset, provision: Provision, version: Version): PartialDate | undefined {
  return version === provision.versions.at(-1) ? endOf(dataset, provision) : version.to;
}

/** A law as one mentions it: number and id; a title is too long for a line of a table. */
export function actText(dataset: Dataset, id: string): string {
  const number = dataset.get('law', id)?.number;
  return number === undefined ? id : `No. ${plain(number)} [${id}]`;
}

/** “enacted 2014-07-03, published 2014-07-09, in force since 2015-01-01”; a date that is not on record is left out. */
export function datesText({ adopted, published, from, to, basisOfDate }: Law, speaker: Speaker): string {
  const dates = [
    adopted === undefined ? '' : `enacted ${adopted}`,
    published === undefined ? '' : `published ${published}`,
    from === undefined ? '' : to === undefined ? `in force from ${from}` : `in force ${from} to ${to}`,
    from === undefined && to !== undefined ? `in force until ${to}` : '',
  ];
  const text = dates.filter(Boolean).join(', ');
  return basisOfDate === undefined || text === '' ? text : `${text} (${speaker.say(basisOfDate)})`;
}

const DONE: Record<Change['action'], string> = {
  amend: 'amended',
  replace: 'stated anew',
  insert: 'added',
  repeal: 'repealed',
  renumber: 'renumbered',
  suspend: 'suspended',
  resume: 'in force again',
};

const TO_DO: Record<Change['action'], string> = {
  amend: 'amends',
  replace: 'states anew',
  insert: 'adds',
  repeal: 'repeals',
  renumber: 'renumbers',
  suspend: 'suspends',
  resume: 'brings back',
};

export const doneText = (action: Change['action']): string => DONE[action];
export const orderText = (action: Change['action']): string => TO_DO[action];

/** What acts say of a change, after a colon; empty where they say nothing. */
export function saidText(instructions: Change['instructions'], speaker: Speaker): string {
  const said = instructions.flatMap(({ change }) => (change === undefined ? [] : [speaker.say(change)]));
  return said.length > 0 ? `: ${said.join(' ')}` : '';
}

/** “2024-09-05: amended by No. 111-VIII [id]: what changes”. */
export function changeText(dataset: Dataset, { date, action, by, instructions }: Change, speaker: Speaker): string {
  const acts = by.length > 0 ? ` by ${by.map((id) => actText(dataset, id)).join(', ')}` : '';
  const words = saidText(instructions, speaker);
  return `${date ?? 'day not fixed'}: ${DONE[action]}${acts}${words}`;
}

/** A change as --json gives it: versions count from 1, as people count them. */
export function changeJson({ provision, action, date, by, version, instructions, state }: Change) {
  return {
    provision,
    action,
    date: date ?? null,
    by,
    version: version === undefined ? null : version + 1,
    state,
    change: instructions.flatMap(({ change }) => change ?? []),
  };
}

/** A note on an instruction as --json gives it: instructions count from 1. */
export function noteJson({ instruction, provision, ...note }: ApplyNote) {
  return { ...note, instruction: instruction + 1, provision: provision ?? null };
}

/** “bill [id], proposed 2026-01-10: amends it: what changes”. */
export function billText({ act, instruction }: Order, speaker: Speaker): string {
  const words = instruction.change === undefined ? '' : `: ${speaker.say(instruction.change)}`;
  return `${speaker.say(act.title)} [${act.id}], ${stageText(act)}: ${TO_DO[instruction.action]} it${words}`;
}

/** Where a bill has come to. */
export function stageText({ stages = [] }: Law): string {
  const last = stages.at(-1);
  return last === undefined ? 'no stage on record' : `${last.stage.replaceAll('-', ' ')} ${last.date}`;
}

/** The name of a parameter as the codebook has it. */
export function parameterLabel(dataset: Dataset, name: string, speaker: Speaker): string {
  const parameter = dataset.get('parameter', `parameter/${name}`);
  return parameter ? speaker.say(parameter.label) : name;
}

/** A value of a parameter: yes or no, a number with its unit, the labels of its options. */
export function parameterText(dataset: Dataset, name: string, value: Parameter | undefined, speaker: Speaker): string {
  if (value === undefined) return 'not on record';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const parameter = dataset.get('parameter', `parameter/${name}`);
  if (typeof value === 'number') {
    const unit = parameter?.unit;
    return unit ? `${value} ${value === 1 ? singular(unit) : unit}` : String(value);
  }
  const label = (id: string) => {
    const option = parameter?.options?.find((one) => one.id === id);
    return option ? speaker.say(option.label) : plain(id);
  };
  return typeof value === 'string' ? label(value) : value.map(label).join('; ') || 'none';
}

/** “5 to 8 years; life imprisonment; fine”. */
export function penaltyText({ minimumYears, maximumYears, life, other }: Penalty, speaker: Speaker): string {
  const years = (count: number) => `${count} ${count === 1 ? 'year' : 'years'}`;
  const term =
    minimumYears !== undefined && maximumYears !== undefined
      ? minimumYears === maximumYears
        ? years(maximumYears)
        : `${minimumYears} to ${years(maximumYears)}`
      : maximumYears !== undefined
        ? `up to ${years(maximumYears)}`
        : minimumYears !== undefined
          ? `at least ${years(minimumYears)}`
          : '';
  const parts = [
    term && `imprisonment: ${term}`,
    life ? 'life imprisonment' : '',
    other === undefined ? '' : speaker.say(other),
  ];
  return parts.filter(Boolean).join('; ') || 'none on record';
}

/** What leads to a tier: in our words, else the aggravations as the codebook names them; empty where neither is on record. */
export function conditionText(dataset: Dataset, { condition, aggravations }: Penalty, speaker: Speaker): string {
  if (condition !== undefined) return speaker.say(condition);
  return aggravations === undefined ? '' : parameterText(dataset, 'aggravations', aggravations, speaker);
}

/** Whether anything differs between two versions. */
export function hasChanged(change: VersionChange): boolean {
  return (
    [change.heading, change.summary, change.text].some(isChanged) ||
    [...change.parameters, ...change.penalties].some(({ kind }) => kind !== 'same')
  );
}

export const DIFF_LEGEND = '[-removed-] {+added+}';

/** A difference in one run of text, with marks that need no colour: [-removed-] {+added+}. */
export function diffLine(page: Page, parts: readonly TextPart[]): string {
  return parts
    .map(({ kind, text }) => {
      if (kind === 'same') return plain(text);
      const [open, close, tone] = kind === 'removed' ? (['[-', '-]', 'bad'] as const) : (['{+', '+}', 'good'] as const);
      // Marks and colour end with the line, so that one that is wrapped or cut stays readable.
      return plain(text)
        .split('\n')
        .map((line) => (line === '' ? '' : page.tone(`${open}${line}${close}`, tone)))
        .join('\n');
    })
    .join('');
}

/** What changed between two versions of a provision; says so where it is nothing. */
export function writeVersionChange(
  page: Page,
  dataset: Dataset,
  change: VersionChange,
  speaker: Speaker,
  indent = 2,
): void {
  if (!hasChanged(change)) {
    page.line('Nothing differs.', indent);
    return;
  }
  const texts = [
    ['Heading', change.heading],
    ['Summary', change.summary],
    ['Official text', change.text],
  ] as const;
  for (const [name, text] of texts) {
    if (!text || !isChanged(text)) continue;
    page.line(page.tone(`${name}${text.language === speaker.language ? '' : ` (${text.language})`}`, 'strong'), indent);
    page.line(diffLine(page, text.parts).trimEnd(), indent + 2);
  }
  const parameters = change.parameters.filter(({ kind }) => kind !== 'same');
  if (parameters.length > 0) page.line(page.tone('Parameters', 'strong'), indent);
  for (const { name, kind, before, after, members } of parameters) {
    const said = (value: Parameter | undefined) => parameterText(dataset, name, value, speaker);
    const isText = typeof before === 'string' && typeof after === 'string';
    const text =
      members && before !== undefined && after !== undefined
        ? membersText(page, members, (id) => said([id]))
        : isText
          ? diffLine(page, diffText(said(before), said(after), speaker.language))
          : replacedText(page, kind, said(before), said(after));
    page.line(text, indent + 2, `${parameterLabel(dataset, name, speaker)}: `);
  }
  const penalties = change.penalties.filter(({ kind }) => kind !== 'same');
  if (penalties.length > 0) page.line(page.tone('Penalties', 'strong'), indent);
  for (const { tier, kind, before, after, aggravations } of penalties) {
    const term = (penalty: Penalty | undefined) => (penalty ? penaltyText(penalty, speaker) : '');
    const [was, is] = [term(before), term(after)];
    page.line(was === is ? is : replacedText(page, kind, was, is), indent + 2, `part ${plain(tier)}: `);
    const condition = (penalty: Penalty | undefined) =>
      penalty?.condition === undefined ? '' : speaker.say(penalty.condition);
    const words = diffText(condition(before), condition(after), speaker.language);
    if (words.some((part) => part.kind !== 'same')) page.line(diffLine(page, words), indent + 4);
    const label = (id: string) => parameterText(dataset, 'aggravations', [id], speaker);
    // A tier that is new as a whole is told by its condition.
    const isTold = kind !== 'changed' && condition(before ?? after) !== '';
    if (!isTold && aggravations && aggravations.added.length + aggravations.removed.length > 0) {
      page.line(membersText(page, aggravations, label), indent + 4);
    }
  }
}

/** Members of a set that went and came. */
function membersText(page: Page, { added, removed }: SetChange, label: (id: string) => string): string {
  const went = removed.map((id) => page.tone(`[-${label(id)}-]`, 'bad'));
  const came = added.map((id) => page.tone(`{+${label(id)}+}`, 'good'));
  return [...went, ...came].join(' ');
}

function replacedText(page: Page, kind: ChangeKind, before: string, after: string): string {
  const old = kind === 'added' ? '' : page.tone(`[-${before}-]`, 'bad');
  const now = kind === 'removed' ? '' : page.tone(`{+${after}+}`, 'good');
  return [old, now].filter(Boolean).join(' ');
}
