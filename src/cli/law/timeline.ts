/** law timeline LAW|PROVISION|SUBJECT|COUNTRY: what changed when, and by which act. */
import type { Dataset } from '../../core/dataset.ts';
import { type Change, changesOf } from '../../core/law/amend.ts';
import { provisionsOf } from '../../core/law/versions.ts';
import type { Language } from '../../core/localised.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import { firstDay, type PartialDate } from '../../core/time.ts';
import { type Context, counted, dayOf, declare, type ReadOptions, reads, withRecord } from '../command.ts';
import { placeInLaw } from '../names.ts';
import { Page, plain, writeJson } from '../terminal.ts';
import { actText, changeJson, doneText, LANGUAGE, Speaker, saidText } from './words.ts';

/** Something that happened to a law as a whole. */
interface LawEvent {
  readonly law: string;
  readonly event: 'enacted' | 'published' | 'in-force' | 'ended' | NonNullable<Law['stages']>[number]['stage'];
  readonly date: PartialDate;
}

interface TimelineDay {
  /** Null for changes whose day of entry into force is not fixed. */
  readonly date: PartialDate | null;
  readonly events: readonly LawEvent[];
  readonly changes: readonly Change[];
}

export function lawTimelineCommand(context: Context) {
  return reads(
    declare(
      'timeline',
      'what changed when, and by which act',
      'Lists every change by day, oldest first: when laws were enacted, published, entered into force and ended, the stages ' +
        'of bills, and what happened to each article, with the acts that did it. A change that no version on record shows yet ' +
        'is marked so; what has no day of entry into force yet stands last.',
      [
        { line: 'law timeline criminal-code-2014/134', why: 'one article' },
        { line: 'law timeline criminal-code-2014', why: 'one law' },
        { line: 'law timeline trafficking', why: 'a subject across laws' },
        { line: 'law timeline kaz', why: 'all laws of a country' },
      ],
      [
        ['of', 'id of the law, article, subject or country'],
        ['days[]', 'oldest first'],
        ['days[].date', 'the day; null where none is fixed'],
        ['days[].events[]', 'law, event (`enacted`, `published`, `in-force`, `ended`, or a stage of a bill), date'],
        [
          'days[].changes[]',
          'provision; action (`amend`, `replace`, `insert`, `repeal`, `renumber`, `suspend`, `resume`); date; by (ids of acts); version that begins with it, from 1, or null; change in our words, or null; state: `shown` where a version has it, `merged` where a version has it but not apart, `pending` where none has it yet',
        ],
      ],
    )
      .argument('<what>', 'a law, an article (LAW/NUMBER), a subject or a country')
      .addOption(LANGUAGE()),
  ).action((typed: string, options: ReadOptions & { language: Language }) =>
    withRecord(context, options, ({ dataset }) => {
      const found = placeInLaw(dataset, typed);
      const { laws, provisions } = within(dataset, found);
      const days = timeline(dataset, laws, provisions);
      if (options.json) {
        writeJson(context.out, {
          of: found.id,
          days: days.map((one) => ({ ...one, changes: one.changes.map(changeJson) })),
        });
        return;
      }
      const speaker = new Speaker(options.language);
      const page = new Page(context.out);
      const today = dayOf(context, undefined).day;
      const name =
        found.kind === 'country'
          ? found.name
          : found.kind === 'provision'
            ? `Article ${plain(found.number)}. ${speaker.say(found.heading)}`
            : speaker.say(found.title);
      page.line(`${page.tone(name, 'strong')} [${found.id}]: ${counted(days.length, 'day')}`);
      let isFuture = false;
      for (const { date, events, changes } of days) {
        if (!isFuture && (date === null || firstDay(date) > today)) {
          isFuture = true;
          page.heading('To come');
        }
        page.line();
        page.line(page.tone(date ?? 'day not fixed', 'strong'));
        for (const event of events) page.line(eventText(dataset, event, speaker), 2, '- ');
        for (const [acts, group] of Map.groupBy(changes, ({ by }) => by.map((id) => actText(dataset, id)).join(', '))) {
          if (acts) page.line(`by ${acts}`, 2);
          for (const change of group) page.line(lineOf(dataset, change, speaker), 2, '- ');
        }
      }
    }),
  );
}

function within(
  dataset: Dataset,
  found: ReturnType<typeof placeInLaw>,
): { readonly laws: readonly Law[]; readonly provisions: readonly Provision[] } {
  switch (found.kind) {
    case 'provision':
      return { laws: [], provisions: [found] };
    case 'law': {
      const touched = new Set([
        ...(found.amends ?? []).flatMap(({ provision }) => provision ?? []),
        ...madeBy(dataset, found),
      ]);
      const others = [...touched].flatMap((id) => dataset.get('provision', id) ?? []);
      return { laws: [found], provisions: [...provisionsOf(dataset, found.id), ...others] };
    }
    case 'subject':
      return { laws: [], provisions: dataset.all('provision').filter(({ subjects }) => subjects?.includes(found.id)) };
    default:
      return { laws: dataset.inCountry('law', found.id), provisions: dataset.inCountry('provision', found.id) };
  }
}

/** Articles with a version that names an act. */
function madeBy(dataset: Dataset, act: Law): string[] {
  return dataset
    .backlinks(act.id)
    .flatMap(({ record, path }) => (record.kind === 'provision' && path[0] === 'versions' ? [record.id] : []));
}

function timeline(dataset: Dataset, laws: readonly Law[], provisions: readonly Provision[]): TimelineDay[] {
  const only = new Set(laws.map(({ id }) => id));
  const own = new Set(provisions.map(({ law }) => law));
  // Of an act asked for, what it did to articles of other laws; of those, not what others did.
  const isAsked = ({ provision, by }: Change) => {
    const law = dataset.get('provision', provision)?.law ?? '';
    return only.size === 0 || only.has(law) || by.some((id) => only.has(id));
  };
  const changes =
    own.size === 0 ? [] : provisions.flatMap((provision) => changesOf(dataset, provision)).filter(isAsked);
  const events = laws.flatMap(eventsOf);
  const dates = new Set<PartialDate | null>([
    ...events.map(({ date }) => date),
    ...changes.map(({ date }) => date ?? null),
  ]);
  const order = (date: PartialDate | null) => (date === null ? Infinity : firstDay(date));
  return [...dates]
    .sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)))
    .map((date) => ({
      date,
      events: events.filter((event) => event.date === date),
      changes: changes.filter((change) => (change.date ?? null) === date),
    }));
}

function eventsOf({ id: law, adopted, published, from, to, stages = [] }: Law): LawEvent[] {
  const dated = [
    ['enacted', adopted],
    ['published', published],
    ['in-force', from],
    ['ended', to],
    ...stages.map(({ stage, date }) => [stage, date] as const),
  ] as const;
  return dated.flatMap(([event, date]) => (date === undefined ? [] : [{ law, event, date }]));
}

const EVENTS: Partial<Record<LawEvent['event'], string>> = { 'in-force': 'in force', ended: 'no longer in force' };

function eventText(dataset: Dataset, { law, event }: LawEvent, speaker: Speaker): string {
  const record = dataset.get('law', law);
  const what = EVENTS[event] ?? event.replaceAll('-', ' ');
  return `${record ? speaker.say(record.title) : law} [${law}]: ${record?.type === 'bill' ? `bill ${what}` : what}`;
}

function lineOf(dataset: Dataset, { provision: id, action, instructions, state }: Change, speaker: Speaker): string {
  const provision = dataset.get('provision', id);
  const notes = {
    shown: '',
    merged: ' (its version is not on record apart)',
    pending: ' (no version on record shows it yet)',
  };
  const words = saidText(instructions, speaker);
  const name = provision ? `article ${plain(provision.number)}, ${speaker.say(provision.heading)}` : id;
  return `${name} [${id}]: ${doneText(action)}${notes[state]}${words}`;
}
