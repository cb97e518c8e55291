/**
 * An immutable set of records with its indexes. Everything computed from the record starts here.
 * Indexes are built when first asked for, and only once; two datasets never share one.
 */
import {
  type AnyRecord,
  type Finding,
  type IndicatorBody,
  type KindName,
  type RecordOf,
  referencesOf,
} from './model/index.ts';
import type { Rule } from './rule/ast.ts';
import { type CompiledRule, compileRule } from './rule/evaluate.ts';
import { parseRule } from './rule/parse.ts';

/** An indicator of a framework, with its rule ready to run. */
export interface Indicator {
  /** FRAMEWORK/INDICATOR. */
  readonly id: string;
  readonly framework: RecordOf<'framework'>;
  readonly body: IndicatorBody;
  readonly rule: Rule;
  readonly compiled: CompiledRule;
}

/** A record that refers to another, with the place in it. */
export interface Backlink {
  readonly record: AnyRecord;
  readonly path: readonly (string | number)[];
}

export class Dataset {
  readonly records: readonly AnyRecord[];
  readonly #byId = new Map<string, AnyRecord>();
  readonly #byKind = new Map<KindName, AnyRecord[]>();
  #byCountry: Map<string, AnyRecord[]> | undefined;
  #backlinks: Map<string, Backlink[]> | undefined;
  #indicators: Map<string, Indicator> | undefined;
  #findings: Map<string, Map<string, Finding[]>> | undefined;

  constructor(records: Iterable<AnyRecord>) {
    this.records = [...records];
    for (const record of this.records) {
      this.#byId.set(record.id, record);
      const same = this.#byKind.get(record.kind);
      if (same) same.push(record);
      else this.#byKind.set(record.kind, [record]);
    }
  }

  /** The record with this id, of whatever kind. */
  find(id: string): AnyRecord | undefined {
    return this.#byId.get(id);
  }

  /** The record of this kind with this id. */
  get<K extends KindName>(kind: K, id: string): RecordOf<K> | undefined {
    const record = this.#byId.get(id);
    return record?.kind === kind ? (record as unknown as RecordOf<K>) : undefined;
  }

  /** Every record of a kind, in the order they came. */
  all<K extends KindName>(kind: K): readonly RecordOf<K>[] {
    return (this.#byKind.get(kind) ?? []) as unknown as readonly RecordOf<K>[];
  }

  /** Every record of a kind that belongs to a country. */
  inCountry<K extends KindName>(kind: K, country: string): readonly RecordOf<K>[] {
    this.#byCountry ??= Map.groupBy(this.records, (record) => `${record.country}/${record.kind}`);
    return (this.#byCountry.get(`${country}/${kind}`) ?? []) as unknown as readonly RecordOf<K>[];
  }

  /** Findings about a state, or about a plan, that answer a question, in the order they came. */
  findings(subject: string, question: string): readonly Finding[] {
    if (!this.#findings) {
      this.#findings = new Map();
      for (const finding of this.all('finding')) {
        const subject = finding.about ?? finding.country ?? '';
        const of = this.#findings.get(subject) ?? new Map<string, Finding[]>();
        this.#findings.set(subject, of);
        const same = of.get(finding.question);
        if (same) same.push(finding);
        else of.set(finding.question, [finding]);
      }
    }
    return this.#findings.get(subject)?.get(question) ?? [];
  }

  /** Countries that have findings, by id. */
  assessedCountries(): string[] {
    this.findings('', '');
    return [...(this.#findings?.keys() ?? [])].filter((subject) => !subject.includes('/')).sort();
  }

  /** What refers to a record or an indicator. */
  backlinks(id: string): readonly Backlink[] {
    if (!this.#backlinks) {
      this.#backlinks = new Map();
      for (const record of this.records) {
        for (const { id: target, path } of referencesOf(record)) {
          const links = this.#backlinks.get(target);
          if (links) links.push({ record, path });
          else this.#backlinks.set(target, [{ record, path }]);
        }
      }
    }
    return this.#backlinks.get(id) ?? [];
  }

  /** The indicators of one framework in its order, or of every framework that assesses states. */
  indicators(framework?: string): Indicator[] {
    return [...this.#allIndicators().values()].filter((indicator) =>
      framework === undefined ? indicator.framework.about !== 'plan' : indicator.framework.id === framework,
    );
  }

  /** An indicator by its full id, FRAMEWORK/INDICATOR. */
  indicator(id: string): Indicator | undefined {
    return this.#allIndicators().get(id);
  }

  /** Indicators whose rule asks a question. */
  indicatorsAsking(question: string): Indicator[] {
    return this.indicators().filter(({ compiled }) => compiled.questions.includes(question));
  }

  #allIndicators(): Map<string, Indicator> {
    if (!this.#indicators) {
      this.#indicators = new Map();
      for (const framework of this.all('framework')) {
        for (const body of framework.indicators) {
          const { rule } = parseRule(body.rule);
          if (!rule) continue;
          const id = `${framework.id}/${body.id}`;
          this.#indicators.set(id, { id, framework, body, rule, compiled: compileRule(rule) });
        }
      }
    }
    return this.#indicators;
  }
}

/** A dataset of these records. */
export function createDataset(records: Iterable<AnyRecord>): Dataset {
  return new Dataset(records);
}
