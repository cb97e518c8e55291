/** What laws, bills and versions must satisfy beyond their schema: dates in order, amendments of something, parameters as the codebook has them. */
import { Dataset } from '../dataset.ts';
import type { Path, RecordIssue } from '../errors.ts';
import type { AnyRecord, Law, Provision, RecordOf } from '../model/index.ts';
import { nearest } from '../nearest.ts';
import { firstDay, intersect, lastDay, type PartialDate, spanOf } from '../time.ts';
import { applyAct, commencement } from './amend.ts';

type Parameter = RecordOf<'parameter'>;
type Value = NonNullable<Provision['versions'][number]['parameters']>[string];
type Penalty = NonNullable<Provision['versions'][number]['penalties']>[number];

/** Everything wrong with the laws and provisions among the records. */
export function checkLaws(records: readonly AnyRecord[]): RecordIssue[] {
  const dataset = new Dataset(records);
  const parameters = new Map(
    dataset.all('parameter').map((parameter) => [parameter.id.replace(/^parameter\//, ''), parameter] as const),
  );
  return [
    ...dataset.all('law').flatMap((law) => checkLaw(dataset, law, parameters)),
    ...dataset.all('provision').flatMap((provision) => checkProvision(dataset, provision, parameters)),
  ];
}

function checkLaw(dataset: Dataset, law: Law, parameters: ReadonlyMap<string, Parameter>): RecordIssue[] {
  const issues: RecordIssue[] = [];
  const report = (code: RecordIssue['code'], path: Path, message: string) =>
    issues.push({ code, message, about: law, path });
  const { adopted, published, from, type, stages = [], amends = [] } = law;
  if (type === 'bill' && from !== undefined) {
    report(
      'bill-in-force',
      ['from'],
      'A bill is not in force. Once it has passed, add the law and name it in “enactedAs”.',
    );
  }
  if (adopted !== undefined && published !== undefined && isBefore(published, adopted)) {
    report('dates-out-of-order', ['published'], `It is published (${published}) before it is enacted (${adopted}).`);
  }
  if (adopted !== undefined && from !== undefined && isBefore(from, adopted)) {
    report('commencement-before-enactment', ['from'], early(from, adopted));
  }
  for (const [index, { date }] of stages.entries()) {
    const last = stages[index - 1];
    if (last && isBefore(date, last.date)) {
      report(
        'dates-out-of-order',
        ['stages', index, 'date'],
        `This stage (${date}) is before the one above it (${last.date}). Stages stand oldest first.`,
      );
    }
  }
  for (const [index, instruction] of amends.entries()) {
    const path: Path = ['amends', index];
    const date = commencement(law, instruction);
    if (instruction.from !== undefined && adopted !== undefined && isBefore(instruction.from, adopted)) {
      report('commencement-before-enactment', [...path, 'from'], early(instruction.from, adopted));
    }
    const provision = instruction.provision === undefined ? undefined : dataset.get('provision', instruction.provision);
    if (provision && date !== undefined && instruction.action !== 'insert' && !holdsAround(provision, date)) {
      report(
        'amends-nothing',
        [...path, 'provision'],
        `${provision.id} has no version in force on ${date} or on the eve of it. Correct the day, or add the version that was amended.`,
      );
    }
    const { content } = instruction;
    if (!content) continue;
    for (const [name, value] of Object.entries(content.parameters ?? {})) {
      if (value !== null)
        issues.push(...checkParameter(law, [...path, 'content', 'parameters', name], name, value, parameters));
    }
    issues.push(...checkPenalties(law, [...path, 'content', 'penalties'], content.penalties ?? [], parameters));
  }
  if (amends.some(({ content }) => content)) {
    for (const { code, message, instruction, refused } of applyAct(dataset, law).notes) {
      if (refused && code === 'words-not-found') report('amends-nothing', ['amends', instruction, 'content'], message);
      if (refused && code === 'already-there') report('amends-nothing', ['amends', instruction, 'action'], message);
    }
  }
  return issues;
}

function early(from: PartialDate, adopted: PartialDate): string {
  return `It enters into force (${from}) before it is enacted (${adopted}). For effect on earlier facts use “appliesFrom”.`;
}

/** Whether a date is before another whatever the days that partial dates stand for. */
function isBefore(a: PartialDate, b: PartialDate): boolean {
  return lastDay(a) < firstDay(b);
}

/** Whether a version holds on a day or held on its eve; a partial date can mean any of its days. */
function holdsAround({ versions }: Provision, date: PartialDate): boolean {
  const window = { from: firstDay(date) - 1, to: lastDay(date) + 1 };
  return versions.some((version) => intersect(spanOf(version), window));
}

function checkProvision(
  dataset: Dataset,
  provision: Provision,
  parameters: ReadonlyMap<string, Parameter>,
): RecordIssue[] {
  const issues: RecordIssue[] = [];
  const report = (code: RecordIssue['code'], path: Path, message: string) =>
    issues.push({ code, message, about: provision, path });
  const end = dataset.get('law', provision.law)?.to;
  for (const [index, version] of provision.versions.entries()) {
    const path: Path = ['versions', index];
    if (end !== undefined && version.from !== undefined && firstDay(version.from) > firstDay(end)) {
      report(
        'dates-out-of-order',
        [...path, 'from'],
        `This version begins (${version.from}) after its law ended (${end}).`,
      );
    }
    for (const [place, id] of (version.amendedBy ?? []).entries()) {
      const act = dataset.get('law', id);
      if (act?.type === 'bill') {
        report(
          'bill-in-force',
          [...path, 'amendedBy', place],
          `${id} is a bill: it makes no version. Name the law it became.`,
        );
      } else if (act?.adopted !== undefined && version.from !== undefined && isBefore(version.from, act.adopted)) {
        report('commencement-before-enactment', [...path, 'from'], early(version.from, act.adopted));
      }
    }
    for (const [place, period] of (version.suspended ?? []).entries()) {
      if (!intersect(spanOf(period), spanOf(version))) {
        report(
          'dates-out-of-order',
          [...path, 'suspended', place],
          'The suspension lies outside the time of this version.',
        );
      }
    }
    for (const [name, value] of Object.entries(version.parameters ?? {})) {
      issues.push(...checkParameter(provision, [...path, 'parameters', name], name, value, parameters));
    }
    issues.push(...checkPenalties(provision, [...path, 'penalties'], version.penalties ?? [], parameters));
  }
  return issues;
}

function checkParameter(
  about: AnyRecord,
  path: Path,
  name: string,
  value: Value,
  parameters: ReadonlyMap<string, Parameter>,
): RecordIssue[] {
  const parameter = parameters.get(name);
  if (!parameter) {
    const hints = nearest(name, parameters.keys());
    const help =
      hints.length > 0 ? `Did you mean ${hints.join(' or ')}?` : 'Add it to codebook/parameters.yaml, or correct it.';
    return [
      { code: 'unknown-parameter', message: `There is no parameter “${name}” in the codebook. ${help}`, about, path },
    ];
  }
  const wrong = wrongValue(parameter, value);
  return wrong === undefined ? [] : [{ code: 'wrong-parameter', message: `${name}: ${wrong}`, about, path }];
}

/** What is wrong with a value of a parameter, as the end of a sentence; undefined where it is right. */
function wrongValue({ type, options }: Parameter, value: Value): string | undefined {
  const allowed = options?.map(({ id }) => id);
  const shown = JSON.stringify(value);
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${shown} must be true or false.`;
    case 'number':
      return typeof value === 'number' ? undefined : `${shown} must be a number.`;
    case 'text':
      return typeof value === 'string' ? undefined : `${shown} must be a text.`;
    case 'choice':
      return typeof value === 'string' && allowed?.includes(value)
        ? undefined
        : `${shown} must be one of ${allowed?.join(', ')}.`;
    default: {
      if (!Array.isArray(value)) return `${shown} must be a list.`;
      const strangers = allowed ? value.filter((item) => !allowed.includes(item)) : [];
      return strangers.length > 0 ? `${strangers.join(', ')} must be among ${allowed?.join(', ')}.` : undefined;
    }
  }
}

function checkPenalties(
  about: AnyRecord,
  path: Path,
  penalties: readonly Penalty[],
  parameters: ReadonlyMap<string, Parameter>,
): RecordIssue[] {
  return penalties.flatMap((penalty, index): RecordIssue[] => {
    const { minimumYears, maximumYears, aggravations } = penalty;
    const issues: RecordIssue[] = [];
    if (minimumYears !== undefined && maximumYears !== undefined && minimumYears > maximumYears) {
      issues.push({
        code: 'penalty-reversed',
        message: `The least term (${minimumYears} years) is more than the most (${maximumYears} years).`,
        about,
        path: [...path, index, 'minimumYears'],
      });
    }
    if (aggravations) {
      issues.push(...checkParameter(about, [...path, index, 'aggravations'], 'aggravations', aggravations, parameters));
    }
    return issues;
  });
}
