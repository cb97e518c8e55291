/**
 * The laws and treaties a text can mean: those on record, by their names and by the names documents use for them.
 * Always true: which law of several with one name is meant is settled by the year stated, else by the day of the
 * document; nothing is guessed where the record has no law of that name.
 */
import type { Dataset } from '../../core/dataset.ts';
import type { Range } from '../../core/document.ts';
import { type Force, forceOf, versionOn } from '../../core/law/versions.ts';
import { everyText, inLanguage } from '../../core/localised.ts';
import type { Law, Provision, RecordOf } from '../../core/model/index.ts';
import { remember } from '../../core/remember.ts';
import { type Day, firstDay } from '../../core/time.ts';
import { ALL } from '../patterns/index.ts';
import type { Again, CodeName } from '../patterns/patterns.ts';
import { type Context, type Reading, Taken } from './reading.ts';
import { contentStems, Phrases, wordsOf as wordsIn } from './words.ts';

/** What a naming of a law means, before it is settled which one of the record it is. */
export type Named =
  | { readonly is: 'code'; readonly code: CodeName }
  | { readonly is: 'instrument'; readonly id: string }
  | { readonly is: 'again'; readonly again: Again }
  | { readonly is: 'body'; readonly id: string }
  | { readonly is: 'law'; readonly title: string; readonly id?: string };

export interface LawMention extends Range {
  readonly named: Named;
  /** The year it is said to be of. */
  readonly year?: string;
}

interface Registry {
  readonly phrases: Phrases<Named>;
  readonly byCode: ReadonlyMap<CodeName, readonly Law[]>;
  readonly named: readonly { readonly law: Law; readonly stems: readonly (readonly string[])[] }[];
  readonly provisions: ReadonlyMap<string, Provision>;
  readonly successors: ReadonlyMap<string, readonly Provision[]>;
}

const registries = new WeakMap<Dataset, Map<string, Registry>>();

function registryOf({ dataset, country }: Context): Registry {
  const byCountry = remember(registries, dataset, () => new Map<string, Registry>());
  return remember(byCountry, country ?? '', () => build(dataset, country));
}

const TREATIES = new Set(['treaty', 'protocol', 'declaration', 'mechanism', 'guidelines', 'code']);

/** Names of instruments: titles, short titles, titles without what is often left out, and those of each language. */
export function instrumentPhrases<T>(
  dataset: Dataset,
  types: ReadonlySet<string>,
  value: (id: string) => T,
): Phrases<T> {
  const phrases = new Phrases<T>();
  for (const instrument of dataset.all('instrument')) {
    if (types.has(instrument.type)) for (const name of namesOf(instrument)) phrases.add(name, value(instrument.id));
  }
  return phrases;
}

function namesOf(instrument: RecordOf<'instrument'>): string[] {
  const names = [...everyText(instrument.title), ...everyText(instrument.short)].filter(
    (name) => !/^(?:The Code|Кодекс)$/.test(name),
  );
  for (const { instruments } of ALL) names.push(...(instruments[instrument.id] ?? []));
  const more: string[] = [];
  for (const name of names) {
    const short = name
      .replace(/,? supplementing .*$|,? дополняющ.*$/u, '')
      .replace(/^(?:United Nations|UN|Council of Europe|African Union) /, '')
      .replace(/^(Конвенция) (?:Организации Объединённых Наций|Совета Европы) /u, '$1 ')
      .replace(/^(?:Біріккен Ұлттар Ұйымының|БҰҰ-ның) /u, '');
    if (short !== name && short.split(' ').length > 1) more.push(short);
    const ilo = /^(.*Convention), \d{4} \(No\. (\d+)\)$/.exec(name);
    if (ilo) {
      const [, title = '', number = ''] = ilo;
      more.push(
        title,
        `ILO Convention ${number}`,
        `ILO Convention No ${number}`,
        `Convention No ${number}`,
        `Конвенция МОТ ${number}`,
      );
      more.push(`Конвенция ${number} МОТ`, `Конвенция МОТ № ${number}`, `ХЕҰ ${number} конвенциясы`, `ILO C${number}`);
    }
    const abbreviation = /^([A-Z]{3,6}) \d{4}$/.exec(name)?.[1];
    if (abbreviation) more.push(abbreviation);
  }
  return [...names, ...more].map((name) => (/^[\p{Lu}]{2,}$/u.test(name) ? `=${name}` : name));
}

function build(dataset: Dataset, country: string | undefined): Registry {
  const phrases = instrumentPhrases<Named>(dataset, TREATIES, (id) => ({ is: 'instrument', id }));
  const codes = new Phrases<CodeName>();
  for (const language of ALL) {
    for (const [code, names] of Object.entries(language.codes) as [CodeName, readonly string[]][]) {
      for (const name of names) {
        codes.add(name, code);
        phrases.add(name, { is: 'code', code });
      }
    }
    for (const [phrase, again] of language.again) phrases.add(phrase, { is: 'again', again });
    for (const [body, id] of Object.entries(language.bodies)) phrases.add(body, { is: 'body', id });
  }
  const laws = country === undefined ? [] : dataset.inCountry('law', country);
  const byCode = new Map<CodeName, Law[]>();
  const named: { law: Law; stems: string[][] }[] = [];
  for (const law of laws) {
    if (law.type === 'bill' || law.type === 'amending-law') continue;
    const titles = everyText(law.title);
    const code =
      law.type === 'code' || law.type === 'constitution'
        ? titles.map((title) => codeIn(codes, title)).find(Boolean)
        : undefined;
    if (code) byCode.set(code, [...(byCode.get(code) ?? []), law]);
    named.push({ law, stems: titles.map(telling) });
  }
  const provisions = new Map<string, Provision>();
  const successors = new Map<string, Provision[]>();
  if (country !== undefined) {
    for (const provision of dataset.inCountry('provision', country)) {
      provisions.set(`${provision.law}/${provision.number}`, provision);
      for (const old of provision.succeeds ?? []) successors.set(old, [...(successors.get(old) ?? []), provision]);
    }
  }
  return { phrases, byCode, named, provisions, successors };
}

function codeIn(codes: Phrases<CodeName>, title: string): CodeName | undefined {
  const folded = title.replaceAll('ё', 'е').replaceAll('(', '').replaceAll(')', '');
  return codes.find(wordsIn(folded), folded)[0]?.value;
}

const GENERIC = new Set(
  [
    ...'law act code decree republic new draft bill закон зако кодекс коде республики респ казахстан каза kazakhstan заң рк қазақстан қаза'.split(
      ' ',
    ),
  ].flatMap((word) => [word, ...contentStems(word)]),
);

function telling(title: string): string[] {
  return contentStems(title).filter((stem) => !GENERIC.has(stem) && !/^\d+$/.test(stem));
}

const SMALL_WORD = '(?:of|on|and|the|in|for|to|from|against|with|a|concerning)';
const CAPITAL = "[A-Z][\\w’'-]*";
const RUN = `(?:${SMALL_WORD} ){0,3}${CAPITAL}(?:,? (?:${SMALL_WORD} ){0,3}${CAPITAL}){0,9}`;
const LAW_ON = new RegExp(
  `\\b(?:Law|Act|Decree|Ordinance|Regulations?)(?: of (?:the )?(?:Republic of )?${CAPITAL})?,? +["“«]?(?:[Oo]n|[Cc]oncerning|[Rr]egarding) +${RUN}`,
  'g',
);
const TITLED = new RegExp(
  `\\b${CAPITAL}(?: ${SMALL_WORD}){0,2}(?: ${CAPITAL}(?: ${SMALL_WORD}){0,2}){0,6} (?:Act|Law|Ordinance|Code)\\b(?! (?:on|of|Enforcement|enforcement)\\b)`,
  'g',
);
const RUSSIAN =
  /(?<!\p{L})[Зз]акон\p{L}*(?: Республики \p{L}+| РК| \p{Lu}\p{L}+)?(?: от [^«\n]{1,40})? «[^»\n]{3,160}»/gu;
const KAZAKH = /«[^»\n]{3,140}»(?: (?:Қазақстан Республикасының|ҚР))?(?: [\d\p{L} ]{1,30})? [Зз]аң\p{L}*/gu;
const YEAR_AFTER =
  /^(?:["”»]|\s)*(?:\(?matrimony\)?)?(?: of the Republic of [A-Z]\w+| Республики \p{L}+| РК| of [A-Z]\w+)?,? ?(?:of |from |от |\()?(?:the year )?(?:\d{1,2} \p{L}+ )?((?:19|20)\d\d)(?![\d/-])/u;
const YEAR_BEFORE = /(?<![\d/.-])((?:19|20)\d\d) (?:жылғы (?:\d{1,2} \p{L}+ )?)?$/u;

const LOOSE = new RegExp(
  `\\b(?:Convention|Protocol|Covenant|Agreement|Treaty),? (?:on|against|for|concerning|to|regarding) (?:the )?${RUN}`,
  'g',
);

/** Treaties under a name that is nearly theirs: most of the telling words are the same, and of no other treaty. */
export function looseInstruments(
  reading: Reading,
  known: readonly Range[],
): { start: number; end: number; value: string }[] {
  const found: { start: number; end: number; value: string }[] = [];
  const taken = new Taken(reading.folded.length);
  for (const place of known) taken.take(place);
  for (const match of reading.folded.matchAll(LOOSE)) {
    const place = { start: match.index, end: match.index + match[0].length };
    if (taken.has(place)) continue;
    const words = looseStems(match[0]);
    const scores = treatyStems(reading.context.dataset)
      .map(({ id, stems }) => ({
        id,
        alike: (2 * [...stems].filter((stem) => words.has(stem)).length) / (stems.size + words.size),
      }))
      .sort((a, b) => b.alike - a.alike);
    const [best, next] = scores;
    if (best && best.alike >= 0.6 && best.alike - (next?.alike ?? 0) >= 0.1) found.push({ ...place, value: best.id });
  }
  return found;
}

const looseStems = (name: string) => new Set(contentStems(name).map((stem) => stem.slice(0, 6)));
const treaties = new WeakMap<Dataset, readonly { id: string; stems: ReadonlySet<string> }[]>();

function treatyStems(dataset: Dataset): readonly { id: string; stems: ReadonlySet<string> }[] {
  return remember(treaties, dataset, () =>
    dataset
      .all('instrument')
      .filter(({ type }) => type === 'treaty' || type === 'protocol')
      .map(({ id, title }) => ({ id, stems: looseStems(inLanguage(title, 'en').text) })),
  );
}

/** Every naming of a law or treaty, in order of place. */
export function lawMentions(reading: Reading): LawMention[] {
  const registry = registryOf(reading.context);
  const { folded } = reading;
  const found: LawMention[] = [];
  const covered: Range[] = [];
  const taken = new Taken(folded.length);
  for (const pattern of [LAW_ON, TITLED, RUSSIAN, KAZAKH]) {
    for (const match of folded.matchAll(pattern)) {
      const start = match.index;
      const words = match[0].replace(
        /^(?:The|Under|In|By|See|According to|This|That|Of|Article|Section) (?:the )?/,
        '',
      );
      if (telling(words).length === 0) continue;
      // “Crimes Act” is the name of a code, and stays one.
      if (
        registry.phrases
          .find(wordsIn(words), words)
          .some(
            ({ value, end }) =>
              value.is === 'code' && end === words.length && (words.endsWith('Code') || telling(words).length <= 2),
          )
      )
        continue;
      const place = { start: start + match[0].length - words.length, end: start + match[0].length };
      const year = yearAt(folded, place) ?? /(?:19|20)\d\d/.exec(words)?.[0];
      if (taken.has(place)) continue;
      taken.take(place);
      covered.push(place);
      const law = lawNamed(registry, words, year, reading);
      found.push({
        ...place,
        named: { is: 'law', title: words.trim(), ...(law && { id: law.id }) },
        ...(year !== undefined && { year }),
      });
    }
  }
  covered.sort((a, b) => a.start - b.start);
  let next = 0;
  for (const { start, end, value } of registry.phrases.find(reading.words, folded)) {
    while (covered[next] && (covered[next] as Range).end <= start) next++;
    const cover = covered[next];
    if (cover && cover.start < end) continue;
    if (value.is === 'again' && !isAgain(folded, start, end)) continue;
    const year = yearAt(folded, { start, end });
    found.push({ start, end, named: value, ...(year !== undefined && { year }) });
  }
  for (const { start, end, value } of looseInstruments(reading, found))
    found.push({ start, end, named: { is: 'instrument', id: value } });
  return found.sort((a, b) => a.start - b.start);
}

function yearAt(text: string, { start, end }: Range): string | undefined {
  return (
    YEAR_AFTER.exec(text.slice(end, end + 60))?.[1] ?? YEAR_BEFORE.exec(text.slice(Math.max(0, start - 30), start))?.[1]
  );
}

/** “the Convention” leads back; “the Convention on …” that is not on record does not, nor does “Law Enforcement”. */
function isAgain(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 14);
  if (/^\s(?:on|against|for|concerning|of [A-Z]|Enforcement|of Conduct)\b/.test(after)) return false;
  const words = text.slice(start, end);
  if (!/^[A-Z]/.test(words) || words.includes(' ')) return true;
  return /\b(?:the|this|that|said|same)\s(?:(?:19|20)\d\d\s)?$/i.test(text.slice(Math.max(0, start - 11), start));
}

function lawNamed(registry: Registry, words: string, year: string | undefined, reading: Reading): Law | undefined {
  const stems = telling(words);
  let best: Law | undefined;
  let most = 0;
  for (const { law, stems: titles } of registry.named) {
    for (const title of titles) {
      const shared = title.filter((stem) => stems.includes(stem)).length;
      if (shared === 0) continue;
      const alike = (2 * shared) / (title.length + stems.length);
      const ofYear = year !== undefined && [law.adopted, law.from].some((date) => date?.startsWith(year));
      const held = holds(law, dayOf(reading));
      const score = alike + (ofYear ? 0.3 : 0) + (held ? 0.05 : 0);
      if ((alike >= 0.66 || (ofYear && alike >= 0.5)) && score > most) [best, most] = [law, score];
    }
  }
  return best;
}

/** The day the law is read on: that of the document, or the last one where it has none. */
export function dayOf({ document }: Reading): Day {
  return document.date === undefined ? Number.MAX_SAFE_INTEGER : firstDay(document.date);
}

function holds(law: Law, day: Day): boolean {
  const from = law.from ?? law.adopted;
  return (from === undefined || firstDay(from) <= day) && (law.to === undefined || day < firstDay(law.to));
}

/** The law of a name that is meant: of the year stated, else the one in force on the day. */
export function lawOfCode(reading: Reading, code: CodeName, year: string | undefined): Law | undefined {
  const laws = registryOf(reading.context).byCode.get(code) ?? [];
  const ofYear = year === undefined ? undefined : lawOfYear(reading, code, year);
  if (ofYear) return ofYear;
  return laws.find((law) => holds(law, dayOf(reading))) ?? (laws.length === 1 ? laws[0] : undefined);
}

/** The law of a name that was adopted or came into force in a year. */
export function lawOfYear(reading: Reading, code: CodeName, year: string): Law | undefined {
  const laws = registryOf(reading.context).byCode.get(code) ?? [];
  return laws.find((law) => [law.adopted, law.from].some((date) => date?.startsWith(year)));
}

/** Whether any law of this name has such a provision on record. */
export function codeHas(reading: Reading, code: CodeName, number: string): boolean {
  const { byCode, provisions } = registryOf(reading.context);
  return (byCode.get(code) ?? []).some((law) => provisions.has(`${law.id}/${number}`));
}

export interface OnRecord {
  readonly provision: string;
  /** How it stood on the day of the document. */
  readonly force: Force;
  /** What it is now: itself where it goes on, else what came in its place. */
  readonly now: readonly { readonly provision: string; readonly force: Force; readonly from?: string }[];
}

/** A provision of a law on record, as it stood on the day of the document and as it is now. */
export function onRecord(reading: Reading, law: string, number: string): OnRecord | undefined {
  const { provisions, successors } = registryOf(reading.context);
  const provision = provisions.get(`${law}/${number}`);
  if (!provision) return undefined;
  const { dataset, asOf } = reading.context;
  const today = asOf === undefined ? Number.MAX_SAFE_INTEGER : firstDay(asOf);
  const last = new Set<Provision>();
  const seen = new Set<Provision>();
  const follow = (one: Provision) => {
    if (seen.has(one)) return;
    seen.add(one);
    const next = successors.get(one.id) ?? [];
    if (next.length === 0) last.add(one);
    for (const other of next) follow(other);
  };
  follow(provision);
  return {
    provision: provision.id,
    force: forceOf(dataset, provision, dayOf(reading)),
    now: [...last].map((one) => {
      const from = versionOn(dataset, one, today)?.version.from;
      return { provision: one.id, force: forceOf(dataset, one, today), ...(from !== undefined && { from }) };
    }),
  };
}
