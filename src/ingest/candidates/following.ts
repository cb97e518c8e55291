/**
 * Laws as they are named along the text: what “the same Code”, “the Law” and “the Optional Protocol” lead back to.
 * Always true: a document of a treaty body speaks of its own treaty where it says “the Convention”.
 */
import { english } from '../../core/localised.ts';
import type { CodeName } from '../patterns/patterns.ts';
import { type LawMention, lawOfCode, lawOfYear } from './laws.ts';
import type { Reading } from './reading.ts';

/** The law a reference belongs to, as far as its words tell. */
export interface Belongs {
  readonly code?: CodeName;
  readonly instrument?: string;
  readonly law?: string;
  /** As it is written. */
  readonly name: string;
}

const OF_BODY: Readonly<Record<string, string>> = {
  CRC: 'crc',
  CEDAW: 'cedaw',
  CAT: 'cat',
  CRPD: 'crpd',
  CCPR: 'iccpr',
  E: 'icescr',
};

/** Laws as they are named along the text: what “the same Code” and “the Convention” lead back to. */
export class Following {
  readonly #reading: Reading;
  /** The treaty that a document of a treaty body is about, by its symbol: CRC/C/…. */
  readonly #own: Belongs | undefined;
  readonly #ownProtocol: Belongs | undefined;
  readonly #codes = new Set<CodeName>();
  #law: Belongs | undefined;
  /** The last of them that is a code, and the last that is none: “the Law” is no code. */
  #code: Belongs | undefined;
  #act: Belongs | undefined;
  #treaty: Belongs | undefined;
  #protocol: Belongs | undefined;
  #optional: Belongs | undefined;
  #body: Belongs | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
    const symbol = /(?<![\p{L}\d])(CRC|CEDAW|CAT|CRPD|CCPR|E)\/C(?:\.12)?\/(OPSC|OPAC|OPIC)?/u.exec(reading.folded);
    const id = symbol === null ? undefined : OF_BODY[symbol[1] ?? ''];
    if (id !== undefined) this.#own = { instrument: id, name: this.#title(id) };
    const protocol = symbol?.[2]?.toLowerCase();
    if (protocol !== undefined) this.#ownProtocol = { instrument: protocol, name: this.#title(protocol) };
  }

  get own(): Belongs | undefined {
    return this.#own;
  }

  belongs({ named, year, start, end }: LawMention): Belongs | undefined {
    const name = this.#reading.document.text.slice(start, end).replace(/\s+/g, ' ');
    switch (named.is) {
      case 'code': {
        const law = lawOfCode(this.#reading, named.code, year);
        this.#codes.add(named.code);
        this.#code = {
          code: named.code,
          name,
          ...(law && { law: law.id }),
        };
        this.#law = this.#code;
        return this.#law;
      }
      case 'law':
        this.#act = { name: named.title, ...(named.id !== undefined && { law: named.id }) };
        this.#law = this.#act;
        return this.#law;
      case 'instrument': {
        const belongs = { instrument: named.id, name };
        const type = this.#reading.context.dataset.get('instrument', named.id)?.type;
        if (type === 'protocol') {
          this.#protocol = belongs;
          if (this.#isOptional(named.id)) this.#optional = belongs;
        } else if (type === 'treaty') this.#treaty = belongs;
        else return undefined;
        return belongs;
      }
      case 'body':
        this.#body = { instrument: named.id, name: this.#title(named.id) };
        return undefined;
      case 'again':
        if (named.again === 'law') {
          const last = (/code|кодекс/iu.test(name) ? this.#code : this.#act) ?? this.#law;
          return year === undefined ? last : (this.#ofYear(year, name) ?? last);
        }
        if (named.again === 'protocol' && this.#own?.instrument === 'cedaw')
          return { instrument: 'op-cedaw', name: this.#title('op-cedaw') };
        if (named.again === 'protocol') {
          // “the Optional Protocol” is none that is not optional, and in a document about one it is that one.
          const optional = this.#ownProtocol ?? this.#optional ?? { instrument: 'opsc', name };
          return /optional|факультатив/iu.test(name) ? optional : (this.#ownProtocol ?? this.#protocol ?? optional);
        }
        return this.#own ?? this.#body ?? this.#treaty ?? { instrument: 'crc', name };
    }
  }

  /** “the 1997 Code”: of the codes named so far, the one there is of that year. */
  #ofYear(year: string, name: string): Belongs | undefined {
    const current = this.#law?.code;
    for (const code of [...(current ? [current] : []), ...this.#codes]) {
      const law = lawOfYear(this.#reading, code, year);
      if (law) return { code, name, law: law.id };
    }
    return undefined;
  }

  #isOptional(id: string): boolean {
    return /^Optional/.test(this.#title(id)) || /^op/.test(id);
  }

  #title(id: string): string {
    return english(this.#reading.context.dataset.get('instrument', id)?.title ?? id);
  }
}
