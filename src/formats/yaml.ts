/**
 * YAML as people write it into the files of this project: YAML 1.2, core schema, one document, nothing but text,
 * numbers, booleans, lists and mappings. What the parser finds wrong is said in words that name the remedy.
 */
import { isUtf8 } from 'node:buffer';
import { type Document, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { IssueCode } from '../core/errors.ts';

interface Position {
  readonly line: number;
  readonly column: number;
}

interface YamlProblem {
  readonly code: IssueCode;
  readonly message: string;
  /** Characters from the start of the text. */
  readonly offset: number;
}

interface Yaml {
  readonly document: Document;
  /** Line and column of an offset, from 1. */
  readonly placeAt: (offset: number) => Position;
  readonly problems: readonly YamlProblem[];
  /** Whether its values can be read, so that problems in them can be looked for too. */
  readonly isReadable: boolean;
}

/** The text of a file in UTF-8, without a byte order mark; or the place where it stops being UTF-8. */
export function decode(
  bytes: Uint8Array,
): { readonly text: string } | { readonly issue: Position & { message: string } } {
  const text = new TextDecoder().decode(bytes);
  if (isUtf8(bytes)) return { text };
  const before = text.slice(0, text.indexOf('\uFFFD')).split('\n');
  return {
    issue: {
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      message: 'The file is not UTF-8 text from here on. Save it in the encoding UTF-8.',
    },
  };
}

export function openYaml(text: string): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' });
  const placeAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = new Map<number, YamlProblem>();
  // One mistake often brings several errors at one place, of which the first tells most.
  const report = (offset: number, message: string) => {
    if (!problems.has(offset)) problems.set(offset, { code: 'invalid-yaml', message, offset });
  };
  const tooDeep = document.errors.find(({ message }) => message.startsWith('Maximum call stack'));
  if (tooDeep) report(tooDeep.pos[0], 'Values are nested too deeply here. Unfold them.');
  else for (const error of [...document.errors, ...document.warnings]) report(error.pos[0], worded(error, text));
  if (document.errors.length > 0) return { document, placeAt, problems: [...problems.values()], isReadable: false };
  const hidden: YamlProblem[] = [];
  visit(document, {
    // Aliases can unfold without end, and a diff of a record should show the record.
    Alias: (_, alias) =>
      report(alias.range?.[0] ?? 0, `The alias “*${alias.source}” is not allowed; write the value out.`),
    Pair: (_, { key }) => {
      const { range } = (key ?? {}) as { range?: readonly number[] };
      if (!isScalar(key) || key.value === null)
        report(range?.[0] ?? 0, 'A list, a mapping or nothing cannot be a key. Write a word and a colon.');
    },
    Scalar: (_, { value, range }) => {
      const [found] = typeof value === 'string' ? (/[^\P{Cc}\n\t]|\p{Cs}/u.exec(value) ?? []) : [];
      if (found === undefined) return;
      const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      hidden.push({
        code: 'invalid-record',
        message: `This text holds a control character (U+${code}), which no reader sees. Remove it.`,
        offset: range?.[0] ?? 0,
      });
    },
  });
  return { document, placeAt, problems: [...problems.values(), ...hidden], isReadable: problems.size === 0 };
}

function worded({ code, message, pos }: YAMLError, text: string): string {
  const said = message.split(' at line ')[0]?.split('\n')[0] ?? message;
  const here = text.slice(pos[0]).split('\n')[0] ?? '';
  switch (code) {
    case 'DUPLICATE_KEY':
      return `“${here.split(':')[0]?.trim()}” stands twice in one mapping. Keep one of the two.`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A second colon on this line, or a line below that is indented further, begins a mapping where none can be. Put the text in quotes, or correct the indentation.';
    case 'TAB_AS_INDENT':
      return 'A tab indents this line. Use spaces.';
    case 'MULTIPLE_DOCS':
      return 'A second document begins at this “---”. Put everything into one.';
    case 'TAG_RESOLVE_FAILED':
      return 'Tags, which begin with “!”, are not allowed. Write the value alone, or in quotes if it is text.';
    case 'BAD_SCALAR_START':
      return `${said}. Put the text in quotes.`;
    case 'BAD_DQ_ESCAPE':
      return `${said}. Write \\\\ for a backslash, or put the text in single quotes.`;
    case 'MISSING_CHAR':
      return `${said}. Add it where it belongs; a quote inside a quoted text is written \\".`;
    default:
      return `${said}.`;
  }
}
