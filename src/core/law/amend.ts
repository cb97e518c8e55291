/**
 * What acts do to provisions: the changes of a provision through time, those known but not yet reflected in its
 * versions, and the next versions that an act's instructions give.
 * Always true: a bill changes nothing here; applying an act makes records, it writes none.
 */
import type { Dataset } from '../dataset.ts';
import type { Instruction, Law, Provision, Version } from '../model/index.ts';
import { remember } from '../remember.ts';
import { type Day, firstDay, intersect, lastDay, type PartialDate, spanOf } from '../time.ts';
import { compareNumbers, endOf } from './versions.ts';

/** An instruction with the act that gives it. */
export interface Order {
  readonly act: Law;
  readonly instruction: Instruction;
  /** When it enters into force; absent where no day is fixed yet. */
  readonly from?: PartialDate;
}

/** What happened to a provision, or is known to be coming. */
export interface Change {
  readonly provision: string;
  readonly action: Instruction['action'] | 'resume';
  /** Absent where no day is fixed yet. */
  readonly date?: PartialDate;
  /** The acts that make it, where they are known. */
  readonly by: readonly string[];
  /** The version that begins with it, by its place from 0. */
  readonly version?: number;
  /** What acts say of it: several instructions can make one version. */
  readonly instructions: readonly Instruction[];
  /**
   * shown: a version has it. merged: the text was checked after that day, so a version has it, but not apart.
   * pending: no version has it yet.
   */
  readonly state: 'shown' | 'merged' | 'pending';
}

/** When an instruction enters into force. */
export function commencement(act: Law, instruction: Instruction): PartialDate | undefined {
  return instruction.from ?? act.from;
}

const orders = new WeakMap<Dataset, Map<string, Order[]>>();

/** Every instruction on a provision, of acts and of bills, in the order in which they enter into force. */
export function ordersOn(dataset: Dataset, provision: Provision): readonly Order[] {
  const index = remember(orders, dataset, () => {
    const found = new Map<string, Order[]>();
    for (const act of dataset.all('law')) {
      for (const instruction of act.amends ?? []) {
        const key = instruction.provision ?? addressIn(instruction.law, instruction.number);
        if (key === undefined) continue;
        const from = commencement(act, instruction);
        const order = { act, instruction, ...(from !== undefined && { from }) };
        const same = found.get(key);
        if (same) same.push(order);
        else found.set(key, [order]);
      }
    }
    for (const list of found.values()) list.sort(compareOrders);
    return found;
  });
  const byId = index.get(provision.id) ?? [];
  // An act may have named the article before it was on record.
  const byNumber = index.get(addressIn(provision.law, provision.number) ?? '') ?? [];
  return byNumber.length === 0 ? byId : [...byId, ...byNumber].sort(compareOrders);
}

/** A key for an article that may not be on record; never an id, which has no colon. */
function addressIn(law: string | undefined, number: string | undefined): string | undefined {
  return law !== undefined && number !== undefined ? `${law}:${number}` : undefined;
}

/** By day of entry into force, then by enactment, then by number: the order in which several of one day apply. */
function compareOrders(a: Order, b: Order): number {
  const day = (date: PartialDate | undefined) => (date === undefined ? Infinity : firstDay(date));
  const [x, y] = [day(a.from), day(b.from)];
  if (x !== y) return x - y;
  const [i, j] = [day(a.act.adopted), day(b.act.adopted)];
  if (i !== j) return i - j;
  return compareNumbers(a.act.number ?? a.act.id, b.act.number ?? b.act.id);
}

const changes = new WeakMap<Dataset, Map<string, Change[]>>();

/** Everything that happened to a provision or is known to be coming, by day; what has no day yet stands last. */
export function changesOf(dataset: Dataset, provision: Provision): readonly Change[] {
  const known = remember(changes, dataset, () => new Map<string, Change[]>());
  return remember(known, provision.id, () => computeChanges(dataset, provision));
}

function computeChanges(dataset: Dataset, provision: Provision): Change[] {
  const found = recorded(dataset, provision);
  const checked = provision.textCheckedOn === undefined ? -Infinity : firstDay(provision.textCheckedOn);
  for (const { act, instruction, from } of ordersOn(dataset, provision)) {
    if (act.type === 'bill') continue;
    const same = shownAt(found, act, instruction, from);
    const shown = found[same];
    if (shown) {
      found[same] = {
        ...shown,
        // The first version on record need not be the first there was: the act knows what it did.
        ...(shown.version !== undefined && shown.instructions.length === 0 && { action: instruction.action }),
        instructions: [...shown.instructions, instruction],
        by: shown.by.length > 0 ? shown.by : [act.id],
      };
      continue;
    }
    found.push({
      provision: provision.id,
      action: instruction.action,
      ...(from !== undefined && { date: from }),
      by: [act.id],
      instructions: [instruction],
      state: from !== undefined && firstDay(from) <= checked ? 'merged' : 'pending',
    });
  }
  const day = ({ date }: Change) => (date === undefined ? Infinity : firstDay(date));
  return found.sort((a, b) => (day(a) === day(b) ? 0 : day(a) - day(b)));
}

/**
 * Where the versions show what an instruction does: among changes of its kind that name the act, the one of its day,
 * else one that no other instruction explains; else one of its day that names no act. -1 where none does.
 */
function shownAt(found: readonly Change[], act: Law, instruction: Instruction, from: PartialDate | undefined): number {
  const kind = kindOf(instruction.action);
  const open = (change: Change) => kindOf(change.action) === kind && change.instructions.length === 0;
  const named = (change: Change) => open(change) && change.by.includes(act.id);
  const exact = found.findIndex((change) => named(change) && change.date === from);
  if (exact >= 0) return exact;
  if (instruction.from === undefined) {
    const other = found.findIndex(named);
    if (other >= 0) return other;
  }
  // Two instructions of one act for one version: the first explains it, the second is not missing.
  const explained = found.findIndex(
    (change) => kindOf(change.action) === kind && change.by.includes(act.id) && change.date === from,
  );
  if (explained >= 0) return explained;
  return found.findIndex((change) => open(change) && change.by.length === 0 && change.date === from);
}

/** What an action leaves on record: another version, an end, or a time without force. */
function kindOf(action: Change['action']): 'version' | 'end' | 'suspension' | 'resume' {
  if (action === 'repeal' || action === 'renumber') return 'end';
  if (action === 'suspend') return 'suspension';
  return action === 'resume' ? 'resume' : 'version';
}

/** The changes that the versions themselves tell. */
function recorded(dataset: Dataset, provision: Provision): Change[] {
  const found: Change[] = [];
  const add = (change: Omit<Change, 'provision' | 'state' | 'instructions'>) =>
    found.push({ provision: provision.id, state: 'shown', instructions: [], ...change });
  for (const [index, version] of provision.versions.entries()) {
    const before = provision.versions[index - 1];
    const isBack = before?.to !== undefined && version.from !== undefined && spanOf(before).to < spanOf(version).from;
    if (isBack && before.to) add({ action: 'repeal', date: before.to, by: listOf(before.repealedBy) });
    if (version.from !== undefined && (index > 0 || version.amendedBy)) {
      add({
        action: index === 0 || isBack ? 'insert' : 'amend',
        date: version.from,
        by: version.amendedBy ?? [],
        version: index,
      });
    }
    for (const { from, to, by } of version.suspended ?? []) {
      add({ action: 'suspend', date: from, by: listOf(by) });
      if (to !== undefined) add({ action: 'resume', date: to, by: [] });
    }
  }
  const end = endOf(dataset, provision);
  if (end !== undefined) add({ action: 'repeal', date: end, by: listOf(provision.versions.at(-1)?.repealedBy) });
  return found;
}

function listOf<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

/** Changes that no version shows by a day although they hold on it, and those that are still to come. */
export function outstanding(
  dataset: Dataset,
  provision: Provision,
  day: Day,
): { readonly missing: readonly Change[]; readonly coming: readonly Change[]; readonly bills: readonly Order[] } {
  const all = changesOf(dataset, provision);
  return {
    missing: all.filter(({ state, date }) => state === 'pending' && date !== undefined && firstDay(date) <= day),
    coming: all.filter(
      (change) => (change.date === undefined || firstDay(change.date) > day) && isEnactedBy(dataset, change, day),
    ),
    bills: ordersOn(dataset, provision).filter(({ act }) => isOpenBill(act, day)),
  };
}

/** Whether what makes a change was enacted by a day: its acts, or the law that replaces the whole law. */
export function isEnactedBy(dataset: Dataset, { provision, by }: Change, day: Day): boolean {
  const law = dataset.get('law', dataset.get('provision', provision)?.law ?? '');
  const acts = by.length > 0 ? by : listOf(law?.successor);
  return acts.some((act) => isEnacted(dataset.get('law', act), day));
}

/** Whether an act was there by a day: one without a date of enactment counts as known. */
function isEnacted(act: Law | undefined, day: Day): boolean {
  return act !== undefined && (act.adopted === undefined || firstDay(act.adopted) <= day);
}

/** Whether a text is a bill that has neither become law nor been withdrawn or rejected by a day. */
export function isOpenBill(act: Law, day: Day): boolean {
  if (act.type !== 'bill') return false;
  const stages = (act.stages ?? []).filter(({ date }) => firstDay(date) <= day);
  if (stages.length === 0) return false;
  if (act.enactedAs !== undefined && stages.at(-1)?.stage === 'signed') return false;
  return !stages.some(({ stage }) => stage === 'rejected' || stage === 'withdrawn');
}

/** Why an instruction could not be carried out, or what to look at after it was. */
export interface ApplyNote {
  readonly code:
    | 'nothing-to-amend'
    | 'already-there'
    | 'words-not-found'
    | 'no-commencement'
    | 'later-versions'
    | 'already-applied'
    | 'no-content'
    | 'before-enactment';
  readonly message: string;
  /** Place of the instruction among those of the act, from 0. */
  readonly instruction: number;
  readonly provision?: string;
  /** Whether the instruction was not carried out. */
  readonly refused: boolean;
}

/** What an act makes of the law: provisions with their new versions, and what a person must know. */
export interface Applied {
  /** Provisions that are new or changed, as whole records. */
  readonly provisions: readonly Provision[];
  readonly notes: readonly ApplyNote[];
}

/**
 * Carries out the instructions of an act, in the order in which they enter into force, and gives the provisions with
 * their next versions. Nothing is guessed: what cannot be carried out is refused by a note and leaves its provision as
 * it was. `on` is the day supposed where none is fixed, as for a bill.
 */
export function applyAct(dataset: Dataset, act: Law, { on }: { readonly on?: PartialDate } = {}): Applied {
  const made = new Map<string, Provision>();
  const notes: ApplyNote[] = [];
  const steps = (act.amends ?? [])
    .map((instruction, index) => ({ instruction, index, from: commencement(act, instruction) ?? on }))
    .sort((a, b) => (a.from && b.from ? firstDay(a.from) - firstDay(b.from) : a.from ? -1 : b.from ? 1 : 0));
  for (const { instruction, index, from } of steps) {
    // The end of a whole law is a date of the law itself.
    if (instruction.provision === undefined && instruction.number === undefined) continue;
    const target = targetOf(dataset, instruction);
    const provision = target ? (made.get(target.id) ?? target) : madeFor(made, instruction);
    const say = (code: ApplyNote['code'], refused: boolean, message: string) =>
      notes.push({ code, message, instruction: index, refused, ...(provision && { provision: provision.id }) });
    if (from === undefined) {
      say('no-commencement', true, 'No day of entry into force is fixed. Give “from”, or suppose a day.');
      continue;
    }
    if (act.adopted !== undefined && lastDay(from) < firstDay(act.adopted)) {
      say(
        'before-enactment',
        true,
        `It enters into force on ${from}, before the act was enacted on ${act.adopted}. For effect on earlier facts use “appliesFrom”.`,
      );
      continue;
    }
    if (target && isApplied(target, act, from)) {
      say('already-applied', false, 'A version of that day names this act already; nothing changes.');
      continue;
    }
    const after = enactedAfter(dataset, act, provision, from);
    if (after) {
      say(
        'later-versions',
        false,
        `${after}, enacted later, made a version on the same day already. Where both change the same words, those of the later one should stand: check them.`,
      );
    }
    const results = carryOut(act, instruction, provision, from, say);
    const taken = results.find(({ id }) => id !== provision?.id && (made.has(id) || dataset.find(id)));
    if (taken)
      say('already-there', true, `${taken.id} is on record already. Name it as “provision”, or correct the number.`);
    else for (const result of results) made.set(result.id, result);
  }
  return { provisions: [...made.values()], notes };
}

/** Whether the record shows what an act did to a provision on a day. */
function isApplied({ versions }: Provision, act: Law, from: PartialDate): boolean {
  return versions.some(
    ({ amendedBy, repealedBy, suspended, ...version }) =>
      (version.from === from && amendedBy?.includes(act.id)) ||
      (version.to === from && repealedBy === act.id) ||
      suspended?.some((period) => period.from === from && period.by === act.id),
  );
}

/** The provision on record that an instruction names, by its id or by law and number. */
export function targetOf(dataset: Dataset, { provision, law, number }: Instruction): Provision | undefined {
  if (provision !== undefined) return dataset.get('provision', provision);
  return dataset.all('provision').find((one) => one.law === law && one.number === number);
}

/** An act enacted after another that made a version of the provision on the same day. */
function enactedAfter(
  dataset: Dataset,
  act: Law,
  provision: Provision | undefined,
  from: PartialDate,
): string | undefined {
  const { adopted } = act;
  if (adopted === undefined) return undefined;
  return provision?.versions
    .filter((version) => version.from === from)
    .flatMap(({ amendedBy }) => amendedBy ?? [])
    .find((id) => {
      const other = dataset.get('law', id)?.adopted;
      return other !== undefined && firstDay(other) > lastDay(adopted);
    });
}

const LATER = 'Versions that begin later are on record and stay as they are. Check them against this change.';

/** The provision that an earlier instruction of the same act has put where this one looks. */
function madeFor(made: ReadonlyMap<string, Provision>, { law, number, action }: Instruction): Provision | undefined {
  return action === 'renumber' ? undefined : [...made.values()].find((one) => one.law === law && one.number === number);
}

type Say = (code: ApplyNote['code'], refused: boolean, message: string) => void;

function carryOut(
  act: Law,
  instruction: Instruction,
  provision: Provision | undefined,
  from: PartialDate,
  say: Say,
): Provision[] {
  const { action } = instruction;
  if (!provision) {
    if (action === 'insert') return inserted(act, instruction, from, say);
    say('nothing-to-amend', true, `${placeOf(instruction)} is not on record. Add it, or correct the number.`);
    return [];
  }
  const day = firstDay(from);
  const later = provision.versions.some((version) => spanOf(version).from > day);
  const index = provision.versions.findLastIndex((version) => {
    const span = spanOf(version);
    return span.from <= day && day < span.to;
  });
  const version = provision.versions[index];
  if (action === 'insert') {
    if (version) {
      say('already-there', true, `${provision.id} is in force on ${from}. Use amend or replace.`);
      return [];
    }
    const next = versionOf(act, instruction, undefined, from, say);
    if (!next) return [];
    const following = provision.versions.find((one) => spanOf(one).from > day)?.from;
    if (following !== undefined) say('later-versions', false, LATER);
    const until = following === undefined ? {} : { to: following };
    return [{ ...provision, versions: ordered([...provision.versions, { ...next, ...until }]) }];
  }
  if (!version) {
    say(
      'nothing-to-amend',
      true,
      `${provision.id} has no version in force on ${from}. Correct the day, or add the version.`,
    );
    return [];
  }
  if (version.from === from && (action === 'repeal' || action === 'renumber')) {
    say(
      'nothing-to-amend',
      true,
      `The version of ${provision.id} begins on ${from} itself: it was never in force. Correct the day.`,
    );
    return [];
  }
  if (later) say('later-versions', false, LATER);
  const others = provision.versions.filter((one) => one !== version);
  switch (action) {
    case 'repeal':
      return [{ ...provision, versions: ordered([...others, { ...version, to: from, repealedBy: act.id }]) }];
    case 'suspend': {
      const period = { from, ...(instruction.to !== undefined && { to: instruction.to }), by: act.id };
      const suspended = [...(version.suspended ?? []), period];
      return [{ ...provision, versions: ordered([...others, { ...version, suspended }]) }];
    }
    case 'renumber': {
      const moved = renumbered(act, instruction, provision, version, from);
      return [{ ...provision, versions: ordered([...others, { ...version, to: from, repealedBy: act.id }]) }, moved];
    }
    default: {
      const next = versionOf(act, instruction, version, from, say);
      if (!next) return [];
      // What made this version on the same day made it too.
      if (version.from === from) {
        const amendedBy = [...new Set([...(version.amendedBy ?? []), act.id])];
        return [{ ...provision, versions: ordered([...others, { ...next, amendedBy }]) }];
      }
      return [{ ...provision, versions: ordered([...others, { ...version, to: from }, next]) }];
    }
  }
}

/** Versions oldest first, each with the suspensions that fall into its time. */
function ordered(versions: readonly Version[]): Version[] {
  return versions
    .map(({ suspended, ...version }) => {
      const own = (suspended ?? []).filter((period) => intersect(spanOf(period), spanOf(version)));
      return own.length > 0 ? { ...version, suspended: own } : version;
    })
    .sort((a, b) => spanOf(a).from - spanOf(b).from);
}

function placeOf({ provision, law, number }: Instruction): string {
  return provision ?? (number === undefined ? (law ?? '') : `${law}, article ${number}`);
}

/** The version that an instruction makes of another, or anew; nothing where it has no content to make it of. */
function versionOf(
  act: Law,
  instruction: Instruction,
  old: Version | undefined,
  from: PartialDate,
  say: Say,
): Version | undefined {
  const { action, content = {}, appliesFrom, basisOfDate } = instruction;
  const base = action === 'amend' ? old : undefined;
  const summary = content.summary ?? base?.summary ?? instruction.change;
  if (instruction.content === undefined || summary === undefined) {
    say(
      'no-content',
      true,
      'It does not say what stands there from then on. Give “content” with a summary, a text or parameters.',
    );
    return undefined;
  }
  let text = content.text ?? base?.text;
  for (const { language, words, by } of content.replaces ?? []) {
    const before = text?.[language];
    if (!before?.includes(words)) {
      say('words-not-found', true, `The words “${words}” do not stand in the text (${language}) in force on ${from}.`);
      return undefined;
    }
    text = { ...text, [language]: before.replaceAll(words, () => by) };
  }
  const parameters = Object.fromEntries(
    Object.entries({ ...base?.parameters, ...content.parameters }).flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as const],
    ),
  );
  const heading = content.heading ?? base?.heading;
  const penalties = content.penalties ?? base?.penalties;
  const start = basisOfDate ?? (instruction.from === undefined ? act.basisOfDate : undefined);
  return {
    from,
    ...(old?.to !== undefined && { to: old.to }),
    ...(start !== undefined && { basisOfDate: start }),
    ...(appliesFrom !== undefined && { appliesFrom }),
    ...(heading !== undefined && { heading }),
    summary,
    ...(text && { text }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(penalties && { penalties }),
    amendedBy: [act.id],
    ...(old?.suspended && { suspended: old.suspended }),
    citations: instruction.citations ?? act.citations,
  };
}

/** The id of an article of a law: its number as a slug. */
function idIn(law: string, number: string): string {
  const slug = number
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${law}/${slug || 'x'}`;
}

function inserted(act: Law, instruction: Instruction, from: PartialDate, say: Say): Provision[] {
  const { law, number, content } = instruction;
  if (law === undefined || number === undefined) {
    say('nothing-to-amend', true, 'An insertion names the “law” and the “number” of the new provision.');
    return [];
  }
  const version = versionOf(act, instruction, undefined, from, say);
  if (!version) return [];
  const { heading: _heading, ...rest } = version;
  const country = law.split('/')[0];
  return [
    {
      kind: 'provision',
      id: idIn(law, number),
      ...(country !== undefined && { country }),
      law,
      number,
      heading: content?.heading ?? version.summary,
      versions: [rest],
    },
  ];
}

function renumbered(
  act: Law,
  { number = '', citations }: Instruction,
  provision: Provision,
  version: Version,
  from: PartialDate,
): Provision {
  const { to: _to, ...words } = version;
  return {
    ...provision,
    id: idIn(provision.law, number),
    number,
    succeeds: [provision.id],
    versions: [
      {
        ...words,
        from,
        ...(version.to !== undefined && { to: version.to }),
        amendedBy: [act.id],
        citations: citations ?? act.citations,
      },
    ],
  };
}
