/**
 * Writes a law as it stood on a day, in one language, as Akoma Ntoso 3.0 (OASIS LegalDocML).
 * Always true: the file is valid by akomantoso30.xsd; what is not the official text is a remark that says so; reading
 * the file back gives the same numbers, headings, texts and dates.
 */
import type { Dataset } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { compareNumbers, type InForce, lawOn, provisionsOf } from '../core/law/versions.ts';
import { inLanguage, type Language, type Localised } from '../core/localised.ts';
import type { Instruction, Law, Provision, Version } from '../core/model/index.ts';
import { type Day, firstDay, holdsOn, isoDay, type PartialDate } from '../core/time.ts';
import { AKN, OWN, ownAddress, SUMMARY_CONCEPT, threeLetters, workAddress } from './akoma-ntoso/names.ts';
import { escapeXml } from './xml.ts';

const NOTICE: Record<Language, string> = {
  en: 'Made from the record of Dutybearer; not an official publication. Words in remarks are summaries in our own words, not the official text.',
  ru: 'Составлено по данным Dutybearer; не является официальной публикацией. Слова в примечаниях – изложение нашими словами, а не официальный текст.',
  kk: 'Dutybearer деректері бойынша жасалған; ресми жарияланым емес. Ескертулердегі сөздер – ресми мәтін емес, біздің сөзіміздегі мазмұндама.',
};

const NOTHING_IN_FORCE: Record<Language, string> = {
  en: 'No provision of this law is on record for this day.',
  ru: 'На этот день ни одно положение этого закона не записано.',
  kk: 'Бұл күнге осы заңның бірде-бір нормасы жазылмаған.',
};

type Attributes = Record<string, string | number | boolean | undefined>;

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeXml(String(value))}"`))
    .join('');

/** An element; `content` is XML already. */
function element(name: string, attributes: Attributes = {}, ...content: string[]): string {
  const inner = content.join('');
  return inner === ''
    ? `<${name}${attributesOf(attributes)}/>`
    : `<${name}${attributesOf(attributes)}>${inner}</${name}>`;
}

/** A law on a day, as one expression. Refuses as not found a law that is not on record. */
export function writeAkomaNtoso(dataset: Dataset, lawId: string, day: Day, language: Language): string {
  const law = dataset.get('law', lawId);
  const on = isoDay(day);
  if (!law || on === undefined) throw new PlatformError('not-found', `There is no law ${lawId} on record.`);
  const writer = new LawWriter(dataset, law, day, on, language);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writer.write()}\n`;
}

class LawWriter {
  readonly #dataset: Dataset;
  readonly #law: Law;
  readonly #day: Day;
  readonly #on: PartialDate;
  readonly #language: Language;
  readonly #place: string;
  readonly #work: string;
  readonly #inForce: readonly InForce[];
  /** Identifiers of events, by date and kind; and of periods, by their two events. */
  readonly #events = new Map<string, { id: string; xml: string; date: PartialDate }>();
  readonly #groups = new Map<string, { id: string; xml: string }>();
  /** Acts that changed the law, by id, with their identifier here. */
  readonly #acts = new Map<string, string>();

  constructor(dataset: Dataset, law: Law, day: Day, on: PartialDate, language: Language) {
    this.#dataset = dataset;
    this.#law = law;
    this.#day = day;
    this.#on = on;
    this.#language = language;
    this.#place = this.#placeOf(law);
    this.#work = workAddress(law, this.#place);
    this.#inForce = lawOn(dataset, law.id, day);
  }

  #placeOf({ country = '' }: { readonly country?: string }): string {
    return (this.#dataset.get('country', country)?.alpha2 ?? country).toLowerCase();
  }

  write(): string {
    const name = this.#law.type === 'bill' ? 'bill' : 'act';
    // The body first: events and periods are gathered while it is written.
    this.#lifeOfLaw();
    const analysis = this.#analysis();
    const body = this.#body();
    const document = element(
      name,
      { name: this.#law.type, contains: 'singleVersion' },
      this.#meta(analysis),
      this.#preface(),
      body,
    );
    return element('akomaNtoso', { xmlns: AKN, 'xmlns:db': OWN }, document);
  }

  // Words.

  /** The attribute that says which language a text really is in, where it is not that of the file. */
  #in(text: Localised): { readonly words: string; readonly attributes: Attributes } {
    const phrase = inLanguage(text, this.#language);
    return {
      words: phrase.text,
      attributes: phrase.language === this.#language ? {} : { 'xml:lang': phrase.language },
    };
  }

  #words(text: Localised): string {
    return inLanguage(text, this.#language).text;
  }

  #preface(): string {
    const title = this.#in(this.#law.title);
    const number = this.#law.number ? ` ${element('docNumber', {}, escapeXml(this.#law.number))}` : '';
    return element(
      'preface',
      {},
      element('p', {}, element('docTitle', title.attributes, escapeXml(title.words)) + number),
      element('p', {}, element('remark', { status: 'editorial' }, escapeXml(NOTICE[this.#language]))),
    );
  }

  #body(): string {
    const provisions = this.#inForce.map((found) => this.#article(found));
    const instructions = (this.#law.amends ?? []).map((instruction, index) => this.#instruction(instruction, index));
    const parts = [...provisions, ...instructions];
    if (parts.length === 0)
      parts.push(this.#remarkOnly('level', 'nothing', escapeXml(NOTHING_IN_FORCE[this.#language])));
    return element('body', {}, ...parts);
  }

  #remarkOnly(name: string, eId: string, words: string): string {
    const remark = element('remark', { status: 'editorial' }, words);
    return element(name, { eId }, element('content', { eId: `${eId}__content` }, element('p', {}, remark)));
  }

  /** What an amending act or a bill does to one provision, in our words. */
  #instruction(instruction: Instruction, index: number): string {
    const target = instruction.provision ?? instruction.law ?? '';
    const provision = this.#dataset.get('provision', target);
    const law = this.#dataset.get('law', provision?.law ?? target);
    const where = [law && this.#words(law.title), provision?.number ?? instruction.number].filter(Boolean).join(', ');
    const change = instruction.change ? `: ${this.#words(instruction.change)}` : '';
    return this.#remarkOnly(
      'paragraph',
      instructionId(index),
      escapeXml(`${instruction.action} – ${where || target}${change}`),
    );
  }

  #article({ provision, version }: InForce): string {
    const eId = this.#eId(provision);
    const heading = this.#in(version.heading ?? provision.heading);
    const isSuspended = version.suspended?.some((period) => holdsOn(period, this.#day));
    const text = version.text?.[this.#language];
    return element(
      'article',
      {
        eId,
        wId: this.#wId(provision),
        period: this.#period(version),
        status: isSuspended ? 'temporarilyRemoved' : undefined,
      },
      element('num', {}, escapeXml(provision.number)),
      element('heading', { eId: `${eId}__heading`, ...heading.attributes }, escapeXml(heading.words)),
      text === undefined ? this.#summary(version, eId) : contentOf(text, eId),
    );
  }

  #summary({ summary }: Version, eId: string): string {
    const { words, attributes } = this.#in(summary);
    const remark = element('remark', { status: 'editorial', refersTo: '#summary', ...attributes }, escapeXml(words));
    return element('content', { eId: `${eId}__content` }, element('p', {}, remark));
  }

  #eId(provision: Provision): string {
    return `art_${provision.id.slice(this.#law.id.length + 1).replaceAll('/', '_')}`;
  }

  /** The identifier of the provision whose place this one took in the same law; else its own. */
  #wId(provision: Provision): string {
    const old = (provision.succeeds ?? []).flatMap((id) => this.#dataset.get('provision', id) ?? []);
    const [before, ...others] = old.filter(({ law }) => law === this.#law.id);
    return before && others.length === 0 ? this.#eId(before) : this.#eId(provision);
  }

  // Time.

  #lifeOfLaw(): void {
    const { adopted, from, to, successor } = this.#law;
    if (adopted) this.#event(adopted, 'generation', '#original', '#enacted');
    if (from) this.#event(from, 'generation', '#original', '#in-force');
    if (to) this.#event(to, 'repeal', successor ? `#${this.#act(successor)}` : '#unknown-act');
  }

  #event(date: PartialDate, type: 'generation' | 'amendment' | 'repeal', source: string, refersTo?: string): string {
    const key = `${date} ${type} ${source} ${refersTo}`;
    const known = this.#events.get(key);
    if (known) return known.id;
    const id = `event_${this.#events.size + 1}`;
    const xml = element('eventRef', { eId: id, ...dated(date), source, type, refersTo });
    this.#events.set(key, { id, xml, date });
    return id;
  }

  /** An event that marks a bound of a version: one that is there already on that day, or an amendment. */
  #bound(date: PartialDate, acts: readonly string[]): string {
    if (acts.length > 0) return acts.map((act) => this.#event(date, 'amendment', `#${this.#act(act)}`))[0] as string;
    const there = [...this.#events.values()].find((event) => event.date === date);
    return there?.id ?? this.#event(date, 'amendment', '#unknown-act');
  }

  #period(version: Version): string | undefined {
    const { from, to } = version;
    if (from === undefined && to === undefined) return undefined;
    const start = from && `#${this.#bound(from, version.amendedBy ?? [])}`;
    const end = to && `#${this.#bound(to, version.repealedBy ? [version.repealedBy] : [])}`;
    const key = `${start} ${end}`;
    let group = this.#groups.get(key);
    if (!group) {
      const id = `period_${this.#groups.size + 1}`;
      const interval = element('timeInterval', { eId: `${id}__interval`, start, end, refersTo: '#in-force' });
      group = { id, xml: element('temporalGroup', { eId: id }, interval) };
      this.#groups.set(key, group);
    }
    return `#${group.id}`;
  }

  #act(id: string): string {
    let name = this.#acts.get(id);
    if (name === undefined) {
      name = `act_${this.#acts.size + 1}`;
      this.#acts.set(id, name);
    }
    return name;
  }

  #address(lawId: string): string {
    const law = this.#dataset.get('law', lawId);
    return law ? workAddress(law, this.#placeOf(law)) : ownAddress(lawId);
  }

  // Metadata.

  #analysis(): string {
    const source = { source: '#dutybearer' };
    const active = (this.#law.amends ?? []).map((instruction, index) => this.#activeModification(instruction, index));
    const standing = new Set(this.#inForce.map(({ provision }) => provision.id));
    const passive: string[] = [];
    const modification = (type: string, act: string, provision: Provision, period: string | undefined) => {
      this.#act(act);
      passive.push(
        element(
          'textualMod',
          { eId: `passive_${passive.length + 1}`, type },
          element('source', { href: this.#address(act) }),
          element('destination', { href: `#${this.#eId(provision)}` }),
          period === undefined ? '' : element('force', { period }),
        ),
      );
    };
    for (const provision of provisionsOf(this.#dataset, this.#law.id)) {
      for (const [index, version] of provision.versions.entries()) {
        if (version.from !== undefined && firstDay(version.from) > this.#day) continue;
        const period = standing.has(provision.id) ? this.#period(version) : undefined;
        const type = index === 0 ? 'insertion' : 'substitution';
        if (standing.has(provision.id))
          for (const act of version.amendedBy ?? []) modification(type, act, provision, period);
        const { to, repealedBy } = version;
        if (!repealedBy || to === undefined || firstDay(to) > this.#day) continue;
        this.#bound(to, [repealedBy]);
        modification('repeal', repealedBy, provision, undefined);
      }
    }
    const moved = this.#inForce
      .map(({ provision }) => ({ eId: this.#eId(provision), wId: this.#wId(provision) }))
      .filter(({ eId, wId }) => eId !== wId)
      .map(({ eId, wId }, index) =>
        element('mapping', { eId: `mapping_${index + 1}`, original: `#${wId}`, current: `#${eId}` }),
      );
    const parts = [
      active.length > 0 ? element('activeModifications', {}, ...active) : '',
      passive.length > 0 ? element('passiveModifications', {}, ...passive) : '',
      moved.length > 0 ? element('mappings', source, ...moved) : '',
    ];
    return parts.join('') === '' ? '' : element('analysis', source, ...parts);
  }

  #activeModification(instruction: Instruction, index: number): string {
    const target = this.#dataset.get('provision', instruction.provision ?? '');
    const law = target?.law ?? instruction.law ?? '';
    const part = target ? target.id.slice(target.law.length + 1) : instruction.number;
    const destination = `${this.#address(law)}${part === undefined ? '' : `#art_${encodeURIComponent(part)}`}`;
    const from = instruction.from ?? this.#law.from;
    const force = from && this.#period({ from, summary: '', citations: [] });
    const source = element('source', { href: `#${instructionId(index)}` });
    const rest = [
      source,
      element('destination', { href: destination }),
      force ? element('force', { period: force }) : '',
    ];
    const eId = `active_${index + 1}`;
    const type = (
      {
        amend: 'substitution',
        replace: 'replacement',
        insert: 'insertion',
        repeal: 'repeal',
        renumber: 'renumbering',
      } as const
    )[instruction.action as Exclude<Instruction['action'], 'suspend'>];
    // A suspension leaves the words as they are: it changes their effect.
    return type
      ? element('textualMod', { eId, type }, ...rest)
      : element('efficacyMod', { eId, type: 'inapplication' }, ...rest);
  }

  #meta(analysis: string): string {
    const source = { source: '#dutybearer' };
    const list = (name: string, items: readonly string[]) => (items.length > 0 ? element(name, source, ...items) : '');
    const { published } = this.#law;
    const events = [...this.#events.values()].sort(
      (a, b) => firstDay(a.date) - firstDay(b.date) || compareNumbers(a.id, b.id),
    );
    return element(
      'meta',
      {},
      this.#identification(),
      published
        ? element('publication', { ...dated(published), name: 'publication', showAs: 'Official publication' })
        : '',
      list('classification', this.#keywords()),
      list(
        'lifecycle',
        events.map(({ xml }) => xml),
      ),
      analysis,
      list(
        'temporalData',
        [...this.#groups.values()].map(({ xml }) => xml),
      ),
      this.#references(),
      this.#proprietary(),
    );
  }

  #identification(): string {
    const { adopted, published, from, number, title } = this.#law;
    const created = adopted ?? published ?? from;
    const expression = `${this.#work}/${threeLetters(this.#language)}@${this.#on}`;
    const own = ownAddress(this.#law.id);
    const level = (
      name: string,
      address: string,
      suffix: string,
      date: string,
      author: string,
      alias: string,
      ...rest: string[]
    ) =>
      element(
        name,
        {},
        element('FRBRthis', { value: `${address}/!main${suffix}` }),
        element('FRBRuri', { value: `${address}${suffix}` }),
        alias && element('FRBRalias', { value: alias, name: 'permanent-address' }),
        date,
        element('FRBRauthor', { href: author }),
        ...rest,
      );
    // A work must have a date; one that no calendar of law knows stands for a date that is not on record.
    const creation = created
      ? element('FRBRdate', {
          ...dated(created),
          name: adopted ? 'enactment' : published ? 'publication' : 'commencement',
        })
      : element('FRBRdate', { date: '0001-01-01', name: 'unknown' });
    const version = element('FRBRdate', { date: this.#on, name: 'version' });
    return element(
      'identification',
      { source: '#dutybearer' },
      level(
        'FRBRWork',
        this.#work,
        '',
        creation,
        '#author',
        own,
        element('FRBRcountry', { value: this.#place }),
        number ? element('FRBRnumber', { value: number }) : '',
        element('FRBRname', { value: this.#words(title) }),
        element('FRBRprescriptive', { value: true }),
      ),
      level(
        'FRBRExpression',
        expression,
        '',
        version,
        '#dutybearer',
        `${own}@${this.#on}`,
        element('FRBRauthoritative', { value: false }),
        element('FRBRlanguage', { language: threeLetters(this.#language) }),
      ),
      level(
        'FRBRManifestation',
        expression,
        '.xml',
        version,
        '#dutybearer',
        '',
        element('FRBRformat', { value: 'application/akn+xml' }),
      ),
    );
  }

  #keywords(): string[] {
    return this.#inForce.flatMap(({ provision }) =>
      (provision.subjects ?? []).map((subject) =>
        element('keyword', {
          href: `#${this.#eId(provision)}`,
          value: subject,
          showAs: this.#words(this.#dataset.get('subject', subject)?.title ?? subject),
          dictionary: '#dutybearer',
        }),
      ),
    );
  }

  #references(): string {
    const { country = '', adopted } = this.#law;
    const state = this.#dataset.get('country', country);
    const concept = (eId: string, href: string, showAs: string) => element('TLCConcept', { eId, href, showAs });
    return element(
      'references',
      { source: '#dutybearer' },
      element('original', {
        eId: 'original',
        href: `${this.#work}/${threeLetters(this.#language)}@${adopted?.length === 10 ? adopted : ''}`,
        showAs: this.#words(this.#law.title),
      }),
      ...[...this.#acts].map(([id, eId]) => {
        const act = this.#dataset.get('law', id);
        return element('passiveRef', { eId, href: this.#address(id), showAs: act ? this.#words(act.title) : id });
      }),
      element('TLCOrganization', {
        eId: 'dutybearer',
        href: '/akn/ontology/organization/dutybearer',
        showAs: 'Dutybearer',
      }),
      element('TLCOrganization', {
        eId: 'author',
        href: `/akn/ontology/organization/${this.#place}/state`,
        showAs: state ? this.#words(state.officialName ?? state.name) : country,
      }),
      concept('in-force', '/akn/ontology/concept/in-force', 'In force'),
      concept('enacted', '/akn/ontology/concept/enacted', 'Enacted'),
      concept('summary', SUMMARY_CONCEPT, 'Summary in the words of Dutybearer; not the official text'),
      element('TLCReference', {
        eId: 'unknown-act',
        name: 'act',
        href: '/akn/ontology/reference/unknown-act',
        showAs: 'Act not on record',
      }),
    );
  }

  /** What the schema has no place for: where it is on record, parameters, penalties, how dates were derived. */
  #proprietary(): string {
    const { id, type } = this.#law;
    return element(
      'proprietary',
      { source: '#dutybearer' },
      element('db:law', { id, type, address: `${ownAddress(id)}@${this.#on}` }),
      ...this.#inForce.map(({ provision, version }) =>
        element(
          'db:provision',
          {
            id: provision.id,
            href: `#${this.#eId(provision)}`,
            basisOfDate: version.basisOfDate,
            appliesFrom: version.appliesFrom,
            textCheckedOn: provision.textCheckedOn,
          },
          ...Object.entries(version.parameters ?? {}).map(([name, value]) => this.#parameter(name, value)),
          ...(version.penalties ?? []).map((penalty) =>
            element('db:penalty', {
              tier: penalty.tier,
              condition: penalty.condition && this.#words(penalty.condition),
              aggravations: penalty.aggravations?.join(' '),
              minimumYears: penalty.minimumYears,
              maximumYears: penalty.maximumYears,
              life: penalty.life,
              other: penalty.other && this.#words(penalty.other),
            }),
          ),
          ...version.citations.map(({ source, locator }) => element('db:citation', { source, locator })),
        ),
      ),
    );
  }

  #parameter(name: string, value: boolean | number | string | readonly string[]): string {
    const parameter = this.#dataset.get('parameter', `parameter/${name}`);
    const shown = { name, showAs: parameter && this.#words(parameter.label), unit: parameter?.unit };
    if (typeof value !== 'object') return element('db:parameter', { ...shown, value });
    return element('db:parameter', shown, ...value.map((item) => element('db:item', { value: item })));
  }
}

const instructionId = (index: number) => `instruction_${index + 1}`;

/** Attributes of a date: the schema wants a whole day, so a year or a month is its first day and says what it is. */
function dated(date: PartialDate): Attributes {
  const isYear = date.length === 4;
  const isMonth = date.length === 7;
  return {
    date: isYear ? `${date}-01-01` : isMonth ? `${date}-01` : date,
    'db:precision': isYear ? 'year' : isMonth ? 'month' : undefined,
  };
}

interface Line {
  readonly num: string;
  readonly words: string;
  readonly below: Line[];
}

const NUMBERED = /^(\(?(?:\d+(?:[-.]\d+)*|\p{L}|[ivxlcdm]{1,6})[.)])(?: (.+))?$/u;
const LEVELS = ['paragraph', 'point', 'indent'];

/** The lines of a text as the paragraphs and points that their indentation makes them. */
function contentOf(text: string, eId: string): string {
  const top: Line[] = [];
  // The line that each level would hang below.
  const path: Line[] = [];
  for (const line of text.split('\n')) {
    const words = line.trim();
    if (words === '') continue;
    const level = Math.floor((line.length - line.trimStart().length) / 2);
    while (path.length > level) path.pop();
    // A line that is indented by more than one level hangs below levels without words.
    while (path.length < level) hang({ num: '', words: '', below: [] }, top, path);
    const [, num, rest = ''] = NUMBERED.exec(words) ?? [];
    hang(num === undefined ? { num: '', words, below: [] } : { num, words: rest, below: [] }, top, path);
  }
  const [only, ...others] = top;
  if (only && others.length === 0 && only.num === '' && only.below.length === 0) {
    return element('content', { eId: `${eId}__content` }, element('p', {}, escapeXml(only.words)));
  }
  return top.map((line, index) => levelOf(line, 0, eId, index)).join('');
}

function hang(line: Line, top: Line[], path: Line[]): void {
  (path.at(-1)?.below ?? top).push(line);
  path.push(line);
}

function levelOf({ num, words, below }: Line, depth: number, parent: string, index: number): string {
  const name = LEVELS[depth] ?? 'level';
  const eId = `${parent}__${name}_${index + 1}`;
  const block = words === '' ? '' : element('p', {}, escapeXml(words));
  const kind = below.length > 0 ? 'intro' : 'content';
  return element(
    name,
    { eId },
    num === '' ? '' : element('num', {}, escapeXml(num)),
    block && element(kind, { eId: `${eId}__${kind}` }, block),
    ...below.map((line, place) => levelOf(line, depth + 1, eId, place)),
  );
}
