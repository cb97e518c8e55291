/** law show LAW|PROVISION|COUNTRY: what the law says on a day, and what is known about its changes. */
import type { Dataset } from '../../core/dataset.ts';
import { outstanding } from '../../core/law/amend.ts';
import { laneOf, standingFor } from '../../core/law/concordance.ts';
import { interpretationsOf } from '../../core/law/subject.ts';
import { endOf, forceOf, forceOfLaw, provisionsOf, versionOn } from '../../core/law/versions.ts';
import type { Language } from '../../core/localised.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import type { Day, PartialDate } from '../../core/time.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from '../command.ts';
import { UsageError } from '../exit.ts';
import { placeInLaw } from '../names.ts';
import { Page, plain, writeJson } from '../terminal.ts';
import { citationText, periodText, provisionText } from '../words.ts';
import {
  actText,
  billText,
  changeJson,
  changeText,
  conditionText,
  datesText,
  endOfVersion,
  forceText,
  LANGUAGE,
  orderText,
  parameterLabel,
  parameterText,
  penaltyText,
  Speaker,
  stageText,
} from './words.ts';

/** A moment at which something is shown: the day computed with, and the date as it was asked for. */
interface Moment {
  readonly day: Day;
  readonly date: PartialDate;
}

export function lawShowCommand(context: Context) {
  return readsOnDay(
    declare(
      'show',
      'a law, or the words of an article',
      'Of an article: its words on a day, when they were enacted, published and entered into force, what they lay down as ' +
        'data, penalties, and what a reader must know: changes that no version on record shows yet, changes to come, bills, ' +
        'rulings on its meaning, and the article that stands in its place now. Of a law: its contents on a day. Of a ' +
        'country: its laws.',
      [
        { line: 'law show criminal-code-2014/134', why: 'the words of an article today' },
        { line: 'law show criminal-code-1997/133 --as-of 2012-08-01', why: 'as they were on 1 August 2012' },
        { line: 'law show kaz/law/criminal-code-2014 --language ru', why: 'the contents of a law, in Russian' },
        { line: 'law show kaz', why: 'the laws of a country' },
      ],
      [
        ['kind', '`provision`, `law` or `country`'],
        ['asOf', 'the day shown'],
        ['provision, law, number, heading', 'of an article: its id, that of its law, its number and heading'],
        ['force', '`not-yet`, `in-force`, `suspended`, `ended` or `unknown`'],
        [
          'version',
          'the version that holds, as docs/DATASET.md has it, with its place as `index` from 1; null where none does',
        ],
        ['acts[]', 'the acts that made that version: id, enacted, published, from; null where not on record'],
        [
          'missing[], coming[]',
          'changes that hold and no version shows yet; changes enacted and still to come; each as `law timeline` gives it',
        ],
        ['bills[]', 'bills before parliament that would change it: act, action, stage'],
        ['now[]', 'the articles that stand in its place on the day: itself where it holds'],
        ['before[], after[]', 'articles whose place it took, and those that took its place, nearest first'],
        ['interpretations[]', 'rulings on its meaning that stand on the day'],
        ['versions[]', 'all its versions: index, from, to, amendedBy'],
        ['textCheckedOn', 'the day up to which its text was checked for amendments, or null'],
        [
          'contents[]',
          'of a law: its articles in force or suspended: provision, number, heading, force, version, from, missing, coming, bills (counts)',
        ],
        ['notInForce[]', 'of a law: the others, the same way'],
        ['enacted, published, from, to', 'dates of a law; null where not on record'],
        ['amends[], stages[]', 'of an act or a bill: its instructions, and its way through parliament'],
        ['laws[]', 'of a country: law, title, type, number, force, enacted, published, from, to, provisions (count)'],
      ],
    )
      .argument('<what>', 'a law, an article (LAW/NUMBER) or a country')
      .addOption(LANGUAGE()),
  ).action((typed: string, options: DayOptions & { language: Language }) =>
    withRecord(context, options, ({ dataset }) => {
      const found = placeInLaw(dataset, typed);
      const moment = dayOf(context, options.asOf);
      const speaker = new Speaker(options.language);
      const page = new Page(context.out);
      switch (found.kind) {
        case 'provision':
          if (options.json) writeJson(context.out, provisionJson(dataset, found, moment));
          else writeProvision(page, dataset, found, moment, speaker);
          return;
        case 'law':
          if (options.json) writeJson(context.out, lawJson(dataset, found, moment));
          else writeLaw(page, dataset, found, moment, speaker);
          return;
        case 'country': {
          const laws = dataset.inCountry('law', found.id).map((law) => lawRow(dataset, law, moment.day));
          if (options.json) writeJson(context.out, { kind: 'country', country: found.id, asOf: moment.date, laws });
          else writeLaws(page, dataset, `${found.name} (${found.id})`, moment, speaker, laws);
          return;
        }
        default:
          throw new UsageError(`“${typed}” is a subject. “dutybearer law timeline ${typed}” shows its changes.`);
      }
    }),
  );
}

function actJson(dataset: Dataset, id: string) {
  const act = dataset.get('law', id);
  return { id, enacted: act?.adopted ?? null, published: act?.published ?? null, from: act?.from ?? null };
}

function provisionJson(dataset: Dataset, provision: Provision, { day, date }: Moment) {
  const held = versionOn(dataset, provision, day);
  const { missing, coming, bills } = outstanding(dataset, provision, day);
  const lane = laneOf(dataset, provision);
  const ids = (list: readonly Provision[]) => list.map(({ id }) => id);
  return {
    kind: 'provision',
    asOf: date,
    provision: provision.id,
    law: provision.law,
    number: provision.number,
    heading: held?.version.heading ?? provision.heading,
    force: forceOf(dataset, provision, day),
    version: held ? { index: held.index + 1, ...held.version } : null,
    acts: (held?.version.amendedBy ?? []).map((id) => actJson(dataset, id)),
    missing: missing.map(changeJson),
    coming: coming.map(changeJson),
    bills: bills.map(({ act, instruction }) => ({
      act: act.id,
      action: instruction.action,
      stage: act.stages?.at(-1) ?? null,
    })),
    now: ids(standingFor(dataset, provision, day)),
    before: ids(lane.before),
    after: ids(lane.after),
    interpretations: ids(interpretationsOf(dataset, provision.id, day)),
    versions: provision.versions.map((version, index) => ({
      index: index + 1,
      from: version.from ?? null,
      to: endOfVersion(dataset, provision, version) ?? null,
      amendedBy: version.amendedBy ?? [],
    })),
    textCheckedOn: provision.textCheckedOn ?? null,
  };
}

function writeProvision(
  page: Page,
  dataset: Dataset,
  provision: Provision,
  { day, date }: Moment,
  speaker: Speaker,
): void {
  const held = versionOn(dataset, provision, day);
  const law = dataset.get('law', provision.law);
  page.line(page.tone(`Article ${plain(provision.number)}. ${speaker.heading(provision, held?.version)}`, 'strong'));
  page.line(`${law ? speaker.say(law.title) : provision.law} [${provision.id}]`);
  page.line();
  const force = forceOf(dataset, provision, day);
  const end = endOf(dataset, provision);
  const since = held ? periodText(held.version.from, endOfVersion(dataset, provision, held.version)) : '';
  const place = held ? `version ${held.index + 1} of ${provision.versions.length}` : '';
  const ended = !held && force === 'ended' && end !== undefined ? `ended ${end}` : '';
  const details = [since, place, ended].filter(Boolean).join('; ');
  page.line(`On ${date}: ${forceText(force)}${details && ` (${details})`}.`);
  if (held) writeMaking(page, dataset, provision, held.version, speaker);
  const now = standingFor(dataset, provision, day).filter(({ id }) => id !== provision.id);
  if (!held && now.length > 0) page.line(`now ${now.map(({ id }) => provisionText(dataset, id)).join('; ')}`);
  if (provision.textCheckedOn) page.line(`Its text was checked for amendments up to ${provision.textCheckedOn}.`);
  writeNotices(page, dataset, provision, day, speaker);
  if (held) writeWords(page, dataset, held.version, speaker);
  const rulings = interpretationsOf(dataset, provision.id, day);
  if (rulings.length > 0) page.heading('Rulings on its meaning');
  for (const ruling of rulings) {
    const said = versionOn(dataset, ruling, day)?.version.summary;
    page.line(`${provisionText(dataset, ruling.id)}${said ? `: ${speaker.say(said)}` : ''}`, 2, '- ');
  }
  const { before, after } = laneOf(dataset, provision);
  if (before.length + after.length > 0) page.heading('Before and after');
  for (const { id } of before) page.line(`took the place of ${provisionText(dataset, id)}`, 2, '- ');
  for (const { id } of after) page.line(`its place was taken by ${provisionText(dataset, id)}`, 2, '- ');
  page.heading('Versions');
  page.table(
    provision.versions.map((version, index) => [
      index === held?.index ? `${index + 1} *` : String(index + 1),
      periodText(version.from, endOfVersion(dataset, provision, version)) || 'always',
      (version.amendedBy ?? []).map((id) => actText(dataset, id)).join(', '),
    ]),
    2,
  );
  if (held) {
    page.heading('Sources');
    for (const citation of held.version.citations) page.line(citationText(dataset, citation), 2, '· ');
  }
}

/** Who made a version, and the dates of that, which are not those of its entry into force. */
function writeMaking(
  page: Page,
  dataset: Dataset,
  { law }: Provision,
  version: Provision['versions'][number],
  speaker: Speaker,
): void {
  const makers = version.amendedBy ?? [law];
  for (const id of makers) {
    const act = dataset.get('law', id);
    const dates = act ? datesText(act, speaker) : '';
    page.line(`made by ${actText(dataset, id)}${dates && `: ${dates}`}`, 2);
  }
  if (version.basisOfDate) page.line(`day of entry into force: ${speaker.say(version.basisOfDate)}`, 2);
  if (version.appliesFrom) page.line(`applies to facts from ${version.appliesFrom}`, 2);
  for (const { from, to, by } of version.suspended ?? []) {
    page.line(`suspended ${periodText(from, to)}${by === undefined ? '' : ` by ${actText(dataset, by)}`}`, 2);
  }
}

function writeNotices(page: Page, dataset: Dataset, provision: Provision, day: Day, speaker: Speaker): void {
  const { missing, coming, bills } = outstanding(dataset, provision, day);
  if (missing.length > 0) page.heading('Amendments known but not yet reflected in these words');
  for (const change of missing) page.line(changeText(dataset, change, speaker), 2, '! ');
  if (coming.length > 0) page.heading('Enacted and still to come');
  for (const change of coming) page.line(changeText(dataset, change, speaker), 2, '- ');
  if (bills.length > 0) page.heading('Bills that would change it (not law)');
  for (const order of bills) page.line(billText(order, speaker), 2, '- ');
}

function writeWords(page: Page, dataset: Dataset, version: Provision['versions'][number], speaker: Speaker): void {
  page.heading('What it says, in our words');
  page.line(speaker.say(version.summary), 2);
  const official = speaker.official(version.text);
  if (official) {
    page.heading(`Official text (${official.language})`);
    for (const line of official.text.split('\n')) {
      const indent = /^ */.exec(line)?.[0].length ?? 0;
      page.line(line.trimStart(), 2 + indent);
    }
  }
  const parameters = Object.entries(version.parameters ?? {});
  if (parameters.length > 0) page.heading('What it lays down');
  page.table(
    parameters.map(([name, value]) => [
      parameterLabel(dataset, name, speaker),
      parameterText(dataset, name, value, speaker),
    ]),
    2,
  );
  if (version.penalties) page.heading('Penalties');
  for (const penalty of version.penalties ?? []) {
    page.line(penaltyText(penalty, speaker), 2, `part ${plain(penalty.tier)}: `);
    const condition = conditionText(dataset, penalty, speaker);
    if (condition) page.line(condition, 4);
  }
}

function contentsRow(dataset: Dataset, provision: Provision, day: Day) {
  const held = versionOn(dataset, provision, day);
  const { missing, coming, bills } = outstanding(dataset, provision, day);
  return {
    provision: provision.id,
    number: provision.number,
    heading: held?.version.heading ?? provision.heading,
    force: forceOf(dataset, provision, day),
    version: held ? held.index + 1 : null,
    from: held?.version.from ?? null,
    missing: missing.length,
    coming: coming.length,
    bills: bills.length,
  };
}

function contentsOf(dataset: Dataset, law: Law, day: Day) {
  const rows = provisionsOf(dataset, law.id).map((provision) => contentsRow(dataset, provision, day));
  return {
    contents: rows.filter(({ version }) => version !== null),
    notInForce: rows.filter(({ version }) => version === null),
  };
}

function lawJson(dataset: Dataset, law: Law, { day, date }: Moment) {
  const { provisions: _count, law: id, ...row } = lawRow(dataset, law, day);
  return {
    kind: 'law',
    asOf: date,
    law: id,
    ...row,
    successor: law.successor ?? null,
    enactedAs: law.enactedAs ?? null,
    stages: law.stages ?? [],
    amends: law.amends ?? [],
    ...contentsOf(dataset, law, day),
  };
}

function writeLaw(page: Page, dataset: Dataset, law: Law, { day, date }: Moment, speaker: Speaker): void {
  page.line(page.tone(speaker.say(law.title), 'strong'));
  page.line(`${law.type.replaceAll('-', ' ')}${law.number ? ` No. ${plain(law.number)}` : ''} [${law.id}]`);
  const dates = datesText(law, speaker);
  if (dates) page.line(dates);
  if (law.type === 'bill') page.line(`A bill is not law. Stage: ${stageText(law)}.`);
  else page.line(`On ${date}: ${forceText(forceOfLaw(law, day))}.`);
  if (law.successor) page.line(`replaced by ${law.successor}`);
  if (law.enactedAs) page.line(`became ${law.enactedAs}`);
  if (law.changes) page.line(speaker.say(law.changes));
  const amends = law.amends ?? [];
  if (amends.length > 0) {
    page.heading(`${counted(amends.length, 'instruction')} (“dutybearer law effect ${law.id}” shows what follows)`);
    for (const { action, provision, law: of, number, from, change } of amends) {
      const target = provision ?? [of, number].filter(Boolean).join(', article ');
      const words = change === undefined ? '' : `: ${speaker.say(change)}`;
      page.line(`${orderText(action)} ${target}${from === undefined ? '' : ` from ${from}`}${words}`, 2, '- ');
    }
  }
  const { contents, notInForce } = contentsOf(dataset, law, day);
  const row = ({ number, heading, from, missing, coming, bills, force }: (typeof contents)[number]) => [
    plain(number),
    from ?? forceText(force),
    [
      speaker.say(heading),
      force === 'suspended' ? 'suspended' : '',
      missing > 0 ? `${counted(missing, 'amendment')} not yet reflected` : '',
      coming > 0 ? `${counted(coming, 'change')} to come` : '',
      bills > 0 ? counted(bills, 'bill') : '',
    ]
      .filter(Boolean)
      .join('; '),
  ];
  if (contents.length + notInForce.length > 0) {
    page.heading(`On record, in force on ${date}: ${counted(contents.length, 'article')}, with the day of their words`);
    page.table(contents.map(row), 2);
  }
  if (notInForce.length > 0) {
    page.heading(`Not in force on ${date}: ${counted(notInForce.length, 'article')}`);
    page.table(notInForce.map(row), 2);
  }
}

function lawRow(dataset: Dataset, law: Law, day: Day) {
  return {
    law: law.id,
    title: law.title,
    type: law.type,
    number: law.number ?? null,
    force: forceOfLaw(law, day),
    enacted: law.adopted ?? null,
    published: law.published ?? null,
    from: law.from ?? null,
    to: law.to ?? null,
    provisions: provisionsOf(dataset, law.id).length,
  };
}

function writeLaws(
  page: Page,
  dataset: Dataset,
  place: string,
  { date }: Moment,
  speaker: Speaker,
  laws: readonly ReturnType<typeof lawRow>[],
): void {
  page.line(`${page.tone(place, 'strong')}, as of ${date}: ${counted(laws.length, 'law')} on record`);
  for (const [type, group] of Map.groupBy(laws, (law) => law.type)) {
    page.heading(type.replaceAll('-', ' '));
    for (const { law, title, force, provisions } of group) {
      const record = dataset.get('law', law);
      const state = record?.type === 'bill' ? stageText(record) : forceText(force);
      const articles = provisions > 0 ? `, ${counted(provisions, 'article')}` : '';
      page.line(`${speaker.say(title)}: ${state}${articles} [${law}]`, 2, '- ');
    }
  }
}
