/** law diff PROVISION: what changed in an article from one version, or one day, to another. */
import { InvalidArgumentError, Option } from 'commander';
import type { Dataset } from '../../core/dataset.ts';
import { diffVersions } from '../../core/diff.ts';
import { PlatformError } from '../../core/errors.ts';
import { predecessorsOf } from '../../core/law/concordance.ts';
import { type InForce, versionOn } from '../../core/law/versions.ts';
import type { Language } from '../../core/localised.ts';
import type { Provision } from '../../core/model/index.ts';
import { type Day, firstDay, isPartialDate, type PartialDate, spanOf } from '../../core/time.ts';
import { type Context, dayOf, declare, type ReadOptions, reads, withRecord } from '../command.ts';
import { provisionNamed } from '../names.ts';
import { Page, plain, writeJson } from '../terminal.ts';
import { periodText, provisionText } from '../words.ts';
import { actText, DIFF_LEGEND, endOfVersion, hasChanged, LANGUAGE, Speaker, writeVersionChange } from './words.ts';

/** A version by its place from 1, or the one that holds on a day. */
type Which = number | PartialDate;

const LONGEST_INDEX = 3;

function which(text: string): Which {
  if (/^[1-9]\d*$/.test(text) && text.length <= LONGEST_INDEX) return Number(text);
  if (isPartialDate(text)) return text;
  throw new InvalidArgumentError(
    'It must be a date such as 2011, 2011-06 or 2011-06-03, or the number of a version from 1.',
  );
}

export function lawDiffCommand(context: Context) {
  return reads(
    declare(
      'diff',
      'what changed in an article',
      'Compares two versions of an article, word by word: heading, summary, official text, parameters, penalties. Without ' +
        '--from and --to it shows the latest change in force. Where the article was not there yet on the day of --from, the ' +
        'one whose place it took is compared. Marks stand beside colour: [-removed-] {+added+}.',
      [
        { line: 'law diff criminal-code-2014/134', why: 'the latest change' },
        { line: 'law diff criminal-code-2014/122 --from 2020-01-01 --to 2024-09-05', why: 'from one day to another' },
        { line: 'law diff criminal-code-2014/134 --from 1 --to 2', why: 'the first two versions' },
        {
          line: 'law diff criminal-code-2014/134 --from 2012-08-01',
          why: 'across the new code: against article 132-1 of the old one',
        },
      ],
      [
        ['before, after', 'what is compared: provision, version (from 1), from, to; null where nothing is'],
        ['changed', 'whether anything differs'],
        [
          'change.heading, change.summary, change.text',
          '`{language, parts}`, each part `{kind, text}` with kind `same`, `removed` or `added`; absent where there is nothing to compare, such as an official text of one version only',
        ],
        [
          'change.parameters[]',
          'name, kind (`same`, `added`, `removed`, `changed`), before, after, and for lists members: added, removed, kept',
        ],
        ['change.penalties[]', 'tier, kind, before, after, aggravations'],
      ],
    )
      .argument('<provision>', 'an article: LAW/NUMBER')
      .addOption(
        new Option('--from <date|number>', 'the version that held on that day, or its number').argParser(which),
      )
      .addOption(new Option('--to <date|number>', 'the same of the other side').argParser(which))
      .addOption(LANGUAGE()),
  ).action((typed: string, options: ReadOptions & { from?: Which; to?: Which; language: Language }) =>
    withRecord(context, options, ({ dataset }) => {
      const provision = provisionNamed(dataset, typed);
      const today = dayOf(context, undefined).day;
      const after = laterSide(dataset, provision, options.to, today);
      const before = earlierSide(dataset, provision, options.from, after);
      const heading = (after ?? before)?.provision.heading;
      const change = diffVersions(versionOf(before), versionOf(after), options.language, heading);
      if (options.json) {
        const sides = { before: side(dataset, before), after: side(dataset, after) };
        writeJson(context.out, { ...sides, changed: hasChanged(change), change });
        return;
      }
      const page = new Page(context.out);
      const speaker = new Speaker(options.language);
      page.line(
        page.tone(`Article ${plain(provision.number)}. ${speaker.heading(provision, after?.version)}`, 'strong'),
      );
      page.line(`before: ${sideText(dataset, before)}`);
      page.line(`after:  ${sideText(dataset, after)}`);
      page.line(DIFF_LEGEND);
      page.line();
      writeVersionChange(page, dataset, change, speaker, 0);
      if (before && after && (before.version.text === undefined) !== (after.version.text === undefined)) {
        page.line();
        page.line('The official text of one of the two is not on record, so it is not compared.');
      }
    }),
  );
}

/** A version with its own heading, where it is compared with one of another article. */
function versionOf(found: InForce | undefined) {
  return found && { ...found.version, heading: found.version.heading ?? found.provision.heading };
}

function laterSide(dataset: Dataset, provision: Provision, asked: Which | undefined, today: Day): InForce | undefined {
  if (asked !== undefined) return sideOf(dataset, provision, asked);
  const latest = provision.versions.findLastIndex((version) => spanOf(version).from <= today);
  return versionAt(provision, Math.max(latest, 0));
}

function earlierSide(
  dataset: Dataset,
  provision: Provision,
  asked: Which | undefined,
  after: InForce | undefined,
): InForce | undefined {
  if (asked !== undefined) return sideOf(dataset, provision, asked);
  if (!after) return undefined;
  if (after.index > 0) return versionAt(provision, after.index - 1);
  const { from } = spanOf(after.version);
  return Number.isFinite(from) ? before(dataset, provision, from - 1) : undefined;
}

function versionAt(provision: Provision, index: number): InForce | undefined {
  const version = provision.versions[index];
  return version && { provision, version, index };
}

/** What was asked for; where the article was not there on the day, the one that it succeeds. */
function sideOf(dataset: Dataset, provision: Provision, asked: Which): InForce | undefined {
  if (typeof asked === 'number') {
    const found = versionAt(provision, asked - 1);
    if (found) return found;
    throw new PlatformError('not-found', `${provision.id} has no version ${asked}. ${versionsText(provision)}`);
  }
  const day = firstDay(asked);
  const found = versionOn(dataset, provision, day) ?? before(dataset, provision, day);
  if (found) return found;
  throw new PlatformError(
    'not-found',
    `Neither ${provision.id} nor an article whose place it took was in force on ${asked}. ${versionsText(provision)}`,
  );
}

/** The predecessor that held on a day; refuses where there were several, since one of them must be chosen. */
function before(dataset: Dataset, provision: Provision, day: Day): InForce | undefined {
  const held = predecessorsOf(dataset, provision).flatMap((old) => versionOn(dataset, old, day) ?? []);
  if (held.length < 2) return held[0];
  throw new PlatformError(
    'not-found',
    `${provision.id} took the place of ${held.map((one) => one.provision.id).join(', ')}; only one can be compared. Give --from within its own time, or compare one of those.`,
  );
}

function versionsText({ versions }: Provision): string {
  const list = versions.map(({ from, to }, index) => `${index + 1} (${periodText(from, to) || 'always'})`);
  return `Its versions: ${list.join(', ')}.`;
}

function side(dataset: Dataset, found: InForce | undefined) {
  if (!found) return null;
  const { provision, version, index } = found;
  return {
    provision: provision.id,
    version: index + 1,
    from: version.from ?? null,
    to: endOfVersion(dataset, provision, version) ?? null,
  };
}

function sideText(dataset: Dataset, found: InForce | undefined): string {
  if (!found) return 'nothing';
  const { provision, version, index } = found;
  const acts = (version.amendedBy ?? []).map((id) => actText(dataset, id)).join(', ');
  return `${provisionText(dataset, provision.id)}, version ${index + 1}, ${periodText(version.from, endOfVersion(dataset, provision, version)) || 'always'}${acts && `, by ${acts}`}`;
}
