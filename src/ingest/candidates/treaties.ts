/**
 * What a state did with treaties: signed, ratified, acceded to, when; in sentences, in lists and in rows of tables.
 * Always true: one candidate for each act on each instrument; a date belongs to the act nearest to it that has none;
 * wishes, plans and demands (“should ratify”) are no acts; that a treaty is not ratified is no act either but answers
 * the question of the codebook whether the state is a party, where there is one.
 */
import type { Dataset } from '../../core/dataset.ts';
import type { Range } from '../../core/document.ts';
import { english } from '../../core/localised.ts';
import { remember } from '../../core/remember.ts';
import type { TreatyActionName } from '../patterns/patterns.ts';
import type { FoundPeriod, Periods } from './dates.ts';
import type { FoundOf } from './found.ts';
import { instrumentPhrases, looseInstruments } from './laws.ts';
import type { Reading, Sentence } from './reading.ts';
import type { Mention, Phrases } from './words.ts';

const TREATIES = new Set(['treaty', 'protocol']);
const known = new WeakMap<Dataset, Phrases<string>>();

type Either = FoundOf<'treaty-action'> | FoundOf<'finding'>;

interface Act extends Range {
  readonly action: TreatyActionName;
  readonly done: boolean;
  /** Its object stands before it, as in Kazakh. */
  readonly last: boolean;
}

interface Pairing {
  readonly act: Act;
  readonly instrument: Mention<string>;
  readonly date?: FoundPeriod;
}

export function treatiesIn(reading: Reading, periods: Periods): Either[] {
  const phrases = remember(known, reading.context.dataset, () =>
    instrumentPhrases(reading.context.dataset, TREATIES, (id) => id),
  );
  const bySentence = new Map<Sentence, Mention<string>[]>();
  let next = 0;
  const named = phrases.find(reading.words, reading.folded);
  named.push(...again(reading, named), ...plural(reading));
  named.sort((a, b) => a.start - b.start);
  const mentions = [...named, ...looseInstruments(reading, named)].sort((a, b) => a.start - b.start);
  for (const mention of mentions) {
    while (next < reading.sentences.length && (reading.sentences[next] as Sentence).end <= mention.start) next++;
    const sentence = reading.sentences[next];
    if (!sentence || sentence.start > mention.start || sentence.block.kind === 'note') continue;
    const own = bySentence.get(sentence);
    const before = own?.at(-1);
    // “the Optional Protocol (OPSC)” is one naming, not two.
    if (own && before?.value === mention.value && mention.start - before.end <= 24)
      own[own.length - 1] = { ...before, end: mention.end };
    else if (own) own.push(mention);
    else bySentence.set(sentence, [mention]);
  }
  const found: Either[] = [];
  let lead: { act: Act } | undefined;
  let subject: { mention: Mention<string>; sentence: Sentence } | undefined;
  for (const [index, sentence] of reading.sentences.entries()) {
    if (sentence.block.kind === 'note' || sentence.cell) continue;
    const instruments = bySentence.get(sentence) ?? [];
    const acts = actsIn(sentence, instruments);
    if (acts.length > 0 && instruments.length === 0 && sentence.words.trimEnd().endsWith(':'))
      lead = { act: acts.at(-1) as Act };
    const isPoint = sentence.block.kind === 'list-item' || /^\p{Ll}+$/u.test(sentence.block.number ?? '');
    const opens = sentence.words.trimEnd().endsWith(':');
    if (opens && acts.length === 0) lead = undefined;
    const inherited = lead && isPoint && instruments.length > 0 && acts.length === 0 ? [lead.act] : acts;
    if (!isPoint && !opens) lead = undefined;
    if (inherited.length > 0) {
      const dates = periods.in(sentence);
      // “It was ratified on …”: the instrument of the sentence before it.
      const about =
        instruments.length > 0
          ? instruments
          : subject &&
              subject.sentence.index === index - 1 &&
              /^(?:It|The (?:Convention|Protocol|treaty)|Он|Она|Оны?)(?!\p{L})/u.test(sentence.words)
            ? [{ ...subject.mention, start: sentence.start, end: sentence.start }]
            : [];
      for (const pairing of pair(reading, sentence, inherited, about, dates))
        found.push(...candidate(reading, sentence, pairing));
    }
    if (instruments.length > 0) subject = { mention: instruments.at(-1) as Mention<string>, sentence };
  }
  const dated = new Set(
    found.flatMap((one) => (one.kind === 'treaty-action' && one.value.date !== undefined ? [keyOf(one)] : [])),
  );
  const asked = new Set<string>();
  return [...found, ...inTables(reading, bySentence, periods)].filter((one) => {
    const { kind, value, sentence } = one;
    // “signed the Protocol (signature: 12 March 2009)” is one act.
    if (kind === 'treaty-action') return value.date !== undefined || !dated.has(keyOf(one));
    const key = kind === 'finding' ? `${value.question} ${sentence.block.section}` : '';
    const first = !asked.has(key);
    if (key !== '') asked.add(key);
    return first || key === '';
  });
}

const keyOf = ({ value, sentence }: FoundOf<'treaty-action'>) =>
  `${value.instrument.id} ${value.action} ${sentence.index}`;

const PLURAL =
  /\bOptional Protocols\b[^.;]{0,80}?\b(?:(on (?:the )?(?:involvement of )?children in armed conflict)|(on the sale of children[^.;]{0,60}?))(?:,? and (?:(on the sale of children)|(on (?:the )?(?:involvement of )?children in armed conflict)))/g;

/** “the Optional Protocols on … and on …”: two protocols named together. */
function plural(reading: Reading): Mention<string>[] {
  return [...reading.folded.matchAll(PLURAL)].flatMap((match) => {
    const middle = match.index + match[0].lastIndexOf(' and ');
    const first = { start: match.index, end: middle, value: match[1] ? 'opac' : 'opsc' };
    const second = { start: middle + 5, end: match.index + match[0].length, value: match[3] ? 'opsc' : 'opac' };
    return first.value === second.value ? [first] : [first, second];
  });
}

const AGAIN =
  /\b(?:the|that|this) (?:said )?(Convention|Optional Protocol|Protocol)\b(?! (?:on (?!\d)|against|for|concerning|to|of)\b)|(?<!\p{L})(?:(Конвенци(?:я|ю|и|ей))|(Факультативн(?:ый|ого|ому|ым) протокол(?:а|у|ом)?)|(Протокол(?:а|у|ом)?))(?!\p{L})(?!,? (?:о|об|по|против|к|касающ\p{L}*|от|№|ООН|Совета|МОТ)(?!\p{L}))/gu;

/** “the Convention” under its bare name is the last one named before it of its sort. */
function again(reading: Reading, named: readonly Mention<string>[]): Mention<string>[] {
  const found: Mention<string>[] = [];
  const last = new Map<string, string>();
  let next = 0;
  for (const match of reading.folded.matchAll(AGAIN)) {
    for (; next < named.length && (named[next] as Mention<string>).start < match.index; next++) {
      const { value } = named[next] as Mention<string>;
      const instrument = reading.context.dataset.get('instrument', value);
      if (instrument?.type === 'treaty') last.set('Convention', value);
      else last.set('Protocol', value);
      if (/^Optional/.test(english(instrument?.title ?? ''))) last.set('Optional Protocol', value);
    }
    const value = last.get(match[1] ?? (match[2] ? 'Convention' : match[3] ? 'Optional Protocol' : 'Protocol'));
    const [start, end] = [match.index, match.index + match[0].length];
    if (value !== undefined && !named.some((one) => one.start < end && start < one.end))
      found.push({ start, end, value });
  }
  return found;
}

/** Acts spoken of as done or as not done; those wished for are left out. */
function actsIn(sentence: Sentence, instruments: readonly Range[]): Act[] {
  const acts: Act[] = [];
  for (const { language, treatyActions, treatyNot, treatyUnreal } of sentence.languages) {
    for (const [pattern, action] of treatyActions) {
      for (const match of sentence.words.matchAll(pattern)) {
        const start = sentence.start + match.index;
        const end = start + match[0].length;
        if (
          instruments.some((one) => one.start < end && start < one.end) ||
          acts.some((one) => one.start < end && start < one.end)
        )
          continue;
        const clauseStart = Math.max(sentence.words.lastIndexOf(';', match.index), match.index - 90, 0);
        const before = sentence.words.slice(clauseStart, match.index);
        const after = sentence.words.slice(match.index + match[0].length, match.index + match[0].length + 30);
        const denied =
          treatyNot.test(before.slice(-34).replace(/^.*[(;]/su, '')) ||
          (/[\p{Script=Cyrillic}]/u.test(match[0]) && treatyNot.test(`${match[0]}${after.slice(0, 8)}`));
        if (treatyUnreal.test(before.replace(/welcomes?|notes? with (?:appreciation|satisfaction)/gi, '')) && !denied)
          continue;
        if (
          /^(?:подписать|ратифицировать|присоединиться)$/iu.test(match[0]) ||
          /^ (?:ұсын|қажет|керек|тиіс|мәселе)/u.test(after)
        )
          continue;
        acts.push({ start, end, action, done: !denied, last: language === 'kk' });
      }
    }
  }
  acts.sort((a, b) => a.start - b.start);
  // “ratified the Convention in 1991; the Protocols followed in 2006”: the same act again.
  for (const match of acts.length > 0 ? sentence.words.matchAll(/\bfollowed (?:suit )?(?=on \d|in \w)/g) : []) {
    const start = sentence.start + match.index;
    const act = acts.findLast((one) => one.end <= start);
    if (act) acts.push({ ...act, start, end: start + match[0].trimEnd().length });
  }
  return acts.sort((a, b) => a.start - b.start);
}

/** Clauses are read one by one; one without an instrument speaks of the last one named. */
function pair(
  reading: Reading,
  sentence: Sentence,
  acts: readonly Act[],
  instruments: readonly Mention<string>[],
  dates: readonly FoundPeriod[],
): Pairing[] {
  const ends = [...sentence.words.matchAll(/;/g)].map(({ index }) => sentence.start + index);
  if (ends.length === 0) return pairClause(reading, sentence, acts, instruments, dates);
  const pairs: Pairing[] = [];
  let from = sentence.start;
  let last: Mention<string> | undefined;
  for (const to of [...ends, sentence.end]) {
    const inside = ({ start }: Range) => start >= from && start < to;
    const clauseActs = acts.filter((act) => inside(act) || act.end <= sentence.start);
    const own = instruments.filter(inside);
    const unknown = /\b(?:Convention|Protocol|Covenant|Treaty)\b/.test(
      sentence.words.slice(from - sentence.start, to - sentence.start),
    );
    const about = own.length > 0 || !last || unknown ? own : [{ ...last, start: from, end: from }];
    if (clauseActs.length > 0)
      pairs.push(
        ...pairClause(
          reading,
          {
            ...sentence,
            start: from,
            end: to,
            words: sentence.words.slice(from - sentence.start, to - sentence.start),
          },
          clauseActs,
          about,
          dates.filter(inside),
        ),
      );
    last = own.at(-1) ?? last;
    from = to;
  }
  return pairs;
}

/** Which act was done on which instrument when, by their order in the sentence. */
function pairClause(
  reading: Reading,
  sentence: Sentence,
  allActs: readonly Act[],
  allInstruments: readonly Mention<string>[],
  dates: readonly FoundPeriod[],
): Pairing[] {
  const bracketed = inBrackets(sentence, allActs, allInstruments, dates);
  const acts = allActs.filter((act) => !bracketed.acts.has(act));
  const instruments = allInstruments.filter((one) => !bracketed.instruments.has(one));
  const free = dates.filter((date) => !bracketed.dates.has(date) && !partOfName(reading, sentence, date, instruments));
  const used = new Set<FoundPeriod>();
  const pairs: Pairing[] = [...bracketed.pairs];
  for (const [index, act] of acts.entries()) {
    const following = acts[index + 1];
    const limit = following?.start ?? sentence.end;
    const previous = acts[index - 1]?.end ?? sentence.start;
    let mine = act.last ? [] : instruments.filter(({ start }) => start >= act.end && start < limit);
    if (mine.length === 0) {
      const before = instruments.filter(({ end }) => end <= act.start);
      const direct = before.filter(({ start }) => start >= previous);
      // Passive (“X and Y were ratified”), a second act on the same (“signed … and ratified …”), or one object behind both.
      mine =
        direct.length > 0
          ? direct
          : before.length > 0
            ? lastGroup(pairs, before)
            : instruments.filter(({ start }) => start >= act.end).slice(0, 1);
    }
    const after = mine.length > 0 && (mine[0] as Mention<string>).start >= act.end;
    for (const [place, instrument] of mine.entries()) {
      const next = mine[place + 1];
      let date: FoundPeriod | undefined;
      if (after) {
        date = free.find((one) => one.start >= instrument.end && one.start < (next?.start ?? limit) && !used.has(one));
        // “signed on … and ratified on … the Protocol”: the date stands between the act and its object.
        date ??= free.find(
          (one) =>
            one.start >= act.end &&
            one.end <= (mine[0] as Mention<string>).start &&
            one.start < limit &&
            !used.has(one),
        );
        // A list with one date behind it.
        date ??=
          mine.length > 1
            ? free.find((one) => one.start >= (mine.at(-1) as Mention<string>).end && one.start < limit)
            : undefined;
      } else {
        if (act.last)
          date = free.findLast((one) => one.end <= act.start && one.start >= instrument.end && !used.has(one));
        date ??= free.find((one) => one.start >= act.end && one.start < limit && !used.has(one));
        date ??= free.findLast((one) => one.start >= instrument.end && one.end <= act.start && !used.has(one));
      }
      // A date that opens the sentence or the clause: “In 1993, … acceded to …”; Kazakh puts it before the verb.
      date ??= free.findLast((one) => one.end <= act.start && one.start >= previous && !used.has(one));
      if (date && (mine.length === 1 || date.start > instrument.end)) {
        if (!(mine.length > 1 && date.start >= (mine.at(-1) as Mention<string>).end)) used.add(date);
      }
      pairs.push({ act, instrument, ...(date && act.done && { date }) });
    }
  }
  return pairs;
}

const lastGroup = (pairs: readonly Pairing[], before: readonly Mention<string>[]) => {
  const last = pairs.at(-1);
  return last ? pairs.filter(({ act }) => act === last.act).map(({ instrument }) => instrument) : before.slice(-1);
};

interface Bracketed {
  readonly pairs: readonly Pairing[];
  /** What is settled and no longer looked at. */
  readonly acts: ReadonlySet<Act>;
  readonly instruments: ReadonlySet<Mention<string>>;
  readonly dates: ReadonlySet<FoundPeriod>;
}

/**
 * What stands in brackets belongs to what stands before them: “the CRC (ratified on 3 May 1992)” to that instrument,
 * “24 August 2001 (accession)” to that date, whatever verb the sentence has.
 */
function inBrackets(
  sentence: Sentence,
  acts: readonly Act[],
  instruments: readonly Mention<string>[],
  dates: readonly FoundPeriod[],
): Bracketed {
  const pairs: Pairing[] = [];
  const settled = { acts: new Set<Act>(), instruments: new Set<Mention<string>>(), dates: new Set<FoundPeriod>() };
  for (const match of sentence.words.matchAll(/\(([^()]{2,80})\)/g)) {
    const from = sentence.start + match.index;
    const to = from + match[0].length;
    const inside = ({ start, end }: Range) => start > from && end < to;
    const act = acts.find(inside);
    const before = instruments.findLast(({ end }) => end <= from && from - end <= 3);
    const named = before ?? instruments.findLast(({ end }) => end <= from);
    const date = before ? dates.find(inside) : dates.find(({ end }) => end <= from && from - end <= 2);
    if (!act || !named || !date) continue;
    pairs.push({ act, instrument: named, date });
    settled.acts.add(act);
    settled.instruments.add(named);
    settled.dates.add(date);
  }
  return { pairs, ...settled };
}

/** A date that belongs to the name of an instrument: its year in brackets or after “of”. */
function partOfName(
  reading: Reading,
  sentence: Sentence,
  date: FoundPeriod,
  instruments: readonly Mention<string>[],
): boolean {
  // “the 2000 United Nations Protocol”
  if (
    /^\s(?:(?:[A-Z][\w-]*|on|of|the|against|to)\s){0,8}?(?:Convention|Protocol|Covenant|Agreement)\b/.test(
      sentence.words.slice(date.end - sentence.start),
    )
  )
    return true;
  return instruments.some((one) => {
    const between = sentence.words.slice(one.end - sentence.start, date.start - sentence.start);
    const adopted = reading.context.dataset.get('instrument', one.value)?.adopted?.slice(0, 4);
    const year = (date.period.from ?? date.period.to ?? '').slice(0, 4);
    return (
      date.start >= one.end &&
      date.start - one.end <= 8 &&
      /^[\s,(–-]*(?:of|от)?[\s(]*$/.test(between) &&
      adopted === year
    );
  });
}

const COLUMN: readonly (readonly [RegExp, TreatyActionName])[] = [
  [/ratif|ратифик/iu, 'ratification'],
  [/accession|присоедин|қосыл/iu, 'accession'],
  [/signature|signed|signing|подписан|қол қой/iu, 'signature'],
  [/entry into force|entered into force|вступлени|күшіне ен/iu, 'entry-into-force'],
  [/succession|правопреемств/iu, 'succession'],
];

/** Rows of an instrument under columns of acts; a row of heads in the middle begins a new table. */
function inTables(
  reading: Reading,
  bySentence: ReadonlyMap<Sentence, readonly Mention<string>[]>,
  periods: Periods,
): Either[] {
  const found: Either[] = [];
  for (const block of reading.document.blocks) {
    if (!block.rows) continue;
    const cells = reading.byBlock.get(block) ?? [];
    const rows = Map.groupBy(cells, ({ cell }) => cell?.row ?? 0);
    let columns = new Map<number, TreatyActionName>();
    for (const row of rows.values()) {
      const instrument = row.map((cell) => bySentence.get(cell)?.[0]).find(Boolean);
      const heads = new Map<number, TreatyActionName>();
      for (const cell of row) {
        const act = COLUMN.find(([pattern]) => pattern.test(cell.words) && cell.words.length < 60);
        if (
          act &&
          cell.cell &&
          cell.cell.column > 0 &&
          periods.in(cell).length === 0 &&
          !/\bnot\b|(?<!\p{L})не(?!\p{L})/iu.test(cell.words)
        )
          heads.set(cell.cell.column, act[1]);
      }
      if (!instrument && heads.size > 0) {
        columns = heads;
        continue;
      }
      if (!instrument) continue;
      for (const cell of row) {
        const head = columns.get(cell.cell?.column ?? 0);
        const [date] = periods.in(cell);
        const named = actsIn(cell, [])[0];
        if (!head && !(named && date)) continue;
        const denied = /^(?:not |no\b|none|never|не |нет|жоқ)/iu.test(cell.words);
        if (!date && !denied) continue;
        const accession = /\baccession\b|\(a\)|\ba\b$|присоедин|қосыл/iu.test(cell.words)
          ? ('accession' as const)
          : undefined;
        const succession = /\bsuccession\b|\(d\)|правопреемств/iu.test(cell.words)
          ? ('succession' as const)
          : undefined;
        const action =
          accession ??
          succession ??
          (head === undefined || (named && date && head !== named.action && named.done)
            ? (named?.action ?? head)
            : head);
        if (action === undefined) continue;
        found.push(
          ...candidate(reading, cell, {
            act: { start: cell.start, end: cell.end, action, done: !denied, last: false },
            instrument: { ...instrument, start: cell.start, end: cell.start },
            ...(date && !denied && { date }),
          }),
        );
      }
    }
  }
  return found;
}

function candidate(reading: Reading, sentence: Sentence, { act, instrument, date }: Pairing): Either[] {
  const day = date?.period.from ?? date?.period.to;
  const start = Math.min(
    act.start,
    instrument.start === instrument.end ? act.start : instrument.start,
    date?.start ?? act.start,
  );
  const end = Math.max(act.end, instrument.end, date?.end ?? act.end);
  const id = instrument.value;
  const place = { start, end, sentence, ...(date && { period: date.period }) };
  if (!act.done) {
    const question = `commitments.${id}`;
    if (!reading.context.dataset.get('question', question) || act.action === 'withdrawal') return [];
    const { date: published } = reading.document;
    const body = {
      question,
      value: false,
      ...(published !== undefined && { from: published, readOn: published }),
      review: 'draft',
    };
    return [
      {
        kind: 'finding',
        ...place,
        value: { question, value: false },
        draft: { kind: 'finding', name: question, body },
      },
    ];
  }
  const words = reading.document.text.slice(instrument.start, instrument.end);
  const name = words === '' ? english(reading.context.dataset.get('instrument', id)?.title ?? id) : words;
  const body = { instrument: id, action: act.action, ...(day !== undefined && { date: day }) };
  return [
    {
      kind: 'treaty-action',
      ...place,
      value: { instrument: { name, id }, action: act.action, ...(day !== undefined && { date: day }) },
      draft: { kind: 'treaty-action', name: `${id}/${act.action}`, body },
    },
  ];
}
