/** law apply ACT: the next versions that the instructions of an act give; recorded only when confirmed. */
import { isDeepStrictEqual } from 'node:util';
import type { Dataset } from '../../core/dataset.ts';
import { diffVersions } from '../../core/diff.ts';
import { PlatformError } from '../../core/errors.ts';
import { type Applied, type ApplyNote, applyAct } from '../../core/law/amend.ts';
import type { Language } from '../../core/localised.ts';
import type { Law, Provision, Version } from '../../core/model/index.ts';
import {
  type ConfirmOptions,
  type Context,
  confirms,
  counted,
  declare,
  type ReadOptions,
  reads,
  signatureOf,
  withPlatform,
  withRecord,
} from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { lawNamed } from '../names.ts';
import { Page, plain, writeJson } from '../terminal.ts';
import { datesText, LANGUAGE, noteJson, Speaker, writeVersionChange } from './words.ts';

type ApplyOptions = ReadOptions & ConfirmOptions & { partial?: boolean; language: Language };

export function lawApplyCommand(context: Context) {
  return confirms(
    reads(
      declare(
        'apply',
        'the next versions that an act gives',
        'Carries out the instructions of an act and shows the versions they give, with notes on what cannot be carried out: ' +
          'nothing is guessed. Nothing is written before --confirm; then all of them are recorded or none. Where an ' +
          'instruction cannot be carried out nothing is recorded, unless --partial is given.',
        [
          {
            line: 'law apply amending-111-viii-2024 --partial',
            why: 'what it gives, and what is missing for the rest',
          },
          {
            line: 'law apply 12-IX --confirm --author "A. Researcher" --reason "Law No. 12-IX is in force"',
            why: 'record the next versions',
          },
        ],
        [
          ['act', 'id of the act'],
          ['provisions[]', 'the articles with their next versions, as docs/DATASET.md has them'],
          ['notes[]', 'code, message, instruction (from 1), provision, and refused: whether it was not carried out'],
          ['recorded', 'null in a preview; else created, changed, removed, unchanged, revision'],
        ],
      )
        .argument('<act>', 'id, short form, number or title of an enacted act')
        .option('--partial', 'record what can be carried out, and leave the rest')
        .addOption(LANGUAGE()),
    ),
  ).action((typed: string, options: ApplyOptions) =>
    options.confirm ? record(context, typed, options) : preview(context, typed, options),
  );
}

/** The act by its name; a bill is refused, since nothing is law before it passes. */
function actNamed(dataset: Dataset, typed: string): Law {
  const act = lawNamed(dataset, typed);
  if (act.type === 'bill') {
    throw new UsageError(
      `${act.id} is a bill: it makes no versions. “dutybearer law effect ${act.id}” shows what it would change.`,
    );
  }
  if ((act.amends ?? []).length === 0) {
    throw new PlatformError('not-found', `${act.id} has no instructions (“amends”), so there is nothing to carry out.`);
  }
  return act;
}

function preview(context: Context, typed: string, options: ApplyOptions): Promise<void> {
  return withRecord(context, options, ({ dataset }) => {
    const act = actNamed(dataset, typed);
    const applied = applyAct(dataset, act);
    if (!options.partial && applied.notes.some(({ refused }) => refused)) context.exitCode = EXIT.problems;
    if (options.json) {
      writeJson(context.out, { ...appliedJson(act, applied), recorded: null });
      return;
    }
    const page = new Page(context.out);
    writeApplied(page, dataset, act, applied, new Speaker(options.language));
    page.line();
    const count = applied.provisions.length;
    page.line(
      count === 0
        ? 'There is nothing to record.'
        : `Nothing was written. To record ${count === 1 ? 'it' : 'them'}: --confirm --author NAME --reason WHY.`,
    );
  });
}

function record(context: Context, typed: string, options: ApplyOptions): Promise<void> {
  const signature = signatureOf('law apply', options);
  return withPlatform(context, async (platform) => {
    const { dataset } = await platform.record();
    const act = actNamed(dataset, typed);
    let applied: Applied = { provisions: [], notes: [] };
    const done = await platform.importRecords((current) => {
      applied = applyAct(current, current.get('law', act.id) ?? act);
      const refused = applied.notes.filter((note) => note.refused);
      if (refused.length > 0 && !options.partial) throw refusal(act, refused);
      return applied.provisions;
    }, signature);
    if (options.json) {
      writeJson(context.out, { ...appliedJson(act, applied), recorded: done });
      return;
    }
    const page = new Page(context.out);
    writeApplied(page, dataset, act, applied, new Speaker(options.language));
    page.line();
    page.line(
      done.created + done.changed === 0
        ? `Nothing to record (revision ${done.revision}).`
        : `Recorded in ${platform.place}: ${done.created} created, ${done.changed} changed (revision ${done.revision}).`,
    );
  });
}

function appliedJson(act: Law, { provisions, notes }: Applied) {
  return { act: act.id, provisions, notes: notes.map(noteJson) };
}

function refusal(act: Law, notes: readonly ApplyNote[]): PlatformError {
  const lines = notes.map(noteText);
  return new PlatformError(
    'invalid',
    `${lines.join('\n')}\n${counted(notes.length, 'instruction')} of ${act.id} cannot be carried out; nothing was recorded. Complete ${notes.length === 1 ? 'it' : 'them'}, or record the rest with --partial.`,
  );
}

function noteText({ instruction, provision, message }: ApplyNote): string {
  return `instruction ${instruction + 1}${provision === undefined ? '' : ` (${provision})`}: ${message}`;
}

function writeApplied(page: Page, dataset: Dataset, act: Law, applied: Applied, speaker: Speaker): void {
  page.line(page.tone(speaker.say(act.title), 'strong'));
  page.line(`[${act.id}] ${datesText(act, speaker)}`.trimEnd());
  for (const provision of applied.provisions) writeNext(page, dataset, provision, speaker);
  const [refused, others] = [
    applied.notes.filter((note) => note.refused),
    applied.notes.filter((note) => !note.refused),
  ];
  if (refused.length > 0) page.heading('Cannot be carried out');
  for (const note of refused) page.line(noteText(note), 2, '! ');
  if (others.length > 0) page.heading('To know');
  for (const note of others) page.line(noteText(note), 2, '- ');
}

/** The versions of an article that are new, end on another day, or lose their force for a time. */
function writeNext(page: Page, dataset: Dataset, next: Provision, speaker: Speaker): void {
  const old = dataset.get('provision', next.id);
  page.heading(`Article ${plain(next.number)}. ${speaker.say(next.heading)}`);
  page.line(`[${next.id}]${old ? '' : ' (new)'}`, 2);
  for (const [index, version] of next.versions.entries()) {
    const before = old?.versions.find(({ from }) => from === version.from);
    const name = `version ${index + 1}`;
    const since = version.from === undefined ? '' : ` (from ${version.from})`;
    if (before && before.to !== version.to && version.to !== undefined) {
      page.line(`${name}${since} ends on ${version.to}`, 2);
    }
    for (const period of before ? (version.suspended ?? []) : []) {
      if (before?.suspended?.some((known) => isDeepStrictEqual(known, period))) continue;
      const until = period.to === undefined ? '' : ` to ${period.to}`;
      page.line(`${name}${since} is suspended from ${period.from}${until}`, 2);
    }
    if (before && isDeepStrictEqual(wordsOf(before), wordsOf(version))) {
      // Another act of that day has the same words.
      if (!isDeepStrictEqual(before.amendedBy, version.amendedBy)) page.line(`${name}${since} names this act too`, 2);
      continue;
    }
    page.line(`${name} from ${version.from ?? 'always'}:`, 2);
    const change = diffVersions(before ?? next.versions[index - 1], version, speaker.language, next.heading);
    writeVersionChange(page, dataset, change, speaker, 4);
  }
}

/** What a version says, apart from when it holds and who made it. */
function wordsOf({ heading, summary, text, parameters, penalties }: Version) {
  return { heading, summary, text, parameters, penalties };
}
