/**
 * The file of supposed answers that `whatif` takes: a YAML list of {question, value}.
 * Always true: every mistake is reported with its line and column, all at once.
 */
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Supposed } from '../core/assess.ts';
import type { Dataset } from '../core/dataset.ts';
import type { Issue, IssueCode } from '../core/errors.ts';
import { type Answer, NO_INFORMATION } from '../core/model/index.ts';
import { nearest } from '../core/nearest.ts';
import { answersOf, isAnswerTo } from '../core/rule/check.ts';
import { decode, openYaml } from './yaml.ts';

const FIELDS = ['question', 'value'];

/** Reads the content of a file; `supposed` is only to be used where there are no issues. */
export function readSuppositions(
  file: string,
  bytes: Uint8Array,
  dataset: Dataset,
): { supposed: Supposed; issues: Issue[] } {
  const supposed = new Map<string, Answer | undefined>();
  const issues: Issue[] = [];
  const read = decode(bytes);
  if ('issue' in read) {
    const { message, ...at } = read.issue;
    return { supposed, issues: [{ code: 'unreadable-file', message, place: { file, ...at } }] };
  }
  const { document, placeAt, problems } = openYaml(read.text);
  const report = (code: IssueCode, offset: number, message: string) => {
    issues.push({ code, message, place: { file, ...placeAt(offset) } });
  };
  const at = (node: unknown) => (node as Node | null | undefined)?.range?.[0] ?? 0;
  for (const { code, offset, message } of problems) report(code, offset, message);
  if (issues.length > 0) return { supposed, issues };
  const list = document.contents;
  if (!isSeq(list) || list.items.length === 0) {
    report('invalid-record', at(list), 'The file must be a list of answers, each “- question: …” with a “value: …”.');
    return { supposed, issues };
  }
  for (const item of list.items) {
    if (!isMap(item)) {
      report(
        'invalid-record',
        at(item),
        'Each entry must be a mapping: question, and value where an answer is supposed.',
      );
      continue;
    }
    for (const { key } of item.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (FIELDS.includes(name)) continue;
      const hints = nearest(name, FIELDS);
      report(
        'invalid-record',
        at(key),
        `“${name}” is not a field here. ${hints.length ? `Did you mean ${hints.join(' or ')}?` : 'Fields: question, value.'}`,
      );
    }
    const node = item.get('question', true);
    const id = isScalar(node) ? node.value : undefined;
    if (typeof id !== 'string') {
      report('invalid-record', at(node ?? item), '“question” must name a question of the codebook.');
      continue;
    }
    const question = dataset.get('question', id);
    if (!question) {
      const hints = nearest(
        id,
        dataset.all('question').map((known) => known.id),
      );
      report(
        'dangling-reference',
        at(node),
        `There is no question “${id}”.${hints.length ? ` Did you mean ${hints.join(' or ')}?` : ' Add it to the codebook, or correct the id.'}`,
      );
      continue;
    }
    if (supposed.has(id)) {
      report('duplicate-id', at(node), `“${id}” is answered above already. Keep one of the two.`);
      continue;
    }
    const valueNode = item.get('value', true);
    const value: unknown = isScalar(valueNode) ? valueNode.value : valueNode;
    const isUnknown = value === undefined || value === null || value === NO_INFORMATION;
    if (!isUnknown && !(isAnswer(value) && isAnswerTo(value, question))) {
      report(
        'wrong-answer',
        at(valueNode),
        `${JSON.stringify(value)} is not an answer to “${id}”, which takes ${answersOf(question)}; leave it out to suppose that nothing is known.`,
      );
      continue;
    }
    supposed.set(id, isUnknown ? undefined : (value as Answer));
  }
  return { supposed, issues };
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'boolean' || typeof value === 'string' || Number.isInteger(value);
}
