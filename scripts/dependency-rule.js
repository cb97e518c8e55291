/**
 * The dependency rule: which folder of src may import which, and which packages. This table is the rule.
 * core ← formats, ingest, report, store ← app ← web ← cli; cycles between files are errors.
 * `files` are folders outside src that a layer may read at build time. Node's own modules count as packages: core has none, since it does no input or output.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const RULE = {
  core: {
    folders: [],
    packages: ['zod', 'fastest-levenshtein', 'diff', 'intl-messageformat', '@orama/stemmers'],
    files: ['locales'],
  },
  formats: { folders: ['core'], packages: ['zod', 'yaml', 'saxes', 'csv-parse', 'node:'] },
  ingest: {
    folders: ['core'],
    packages: ['@mozilla/readability', 'linkedom', 'saxes', 'unpdf', 'node:'],
  },
  report: {
    folders: ['core'],
    packages: [
      'zod',
      'unified',
      'remark-parse',
      'remark-gfm',
      'mdast',
      '@myriaddreamin/typst-ts-node-compiler',
      '@resvg/resvg-wasm',
      'docx',
      'node:',
    ],
  },
  store: { folders: ['core'], packages: ['kysely', 'pg', 'pg-copy-streams', 'node:'] },
  app: { folders: ['core', 'formats', 'ingest', 'report', 'store'], packages: ['node:'] },
  web: {
    folders: ['core', 'app'],
    packages: ['hono', '@hono/node-server', 'zod', 'node:'],
  },
  cli: { folders: ['core', 'app', 'web'], packages: ['commander', 'node:'] },
};

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?\sfrom\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports, as it is written. */
export function importsOf(text) {
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]);
}

/** Every breach of the rule in a set of files (path below src → text), as sentences. */
export function breaches(files, rule = RULE) {
  const found = [];
  const graph = new Map();
  for (const [file, text] of files) {
    const folder = file.split('/')[0];
    const allowed = rule[folder];
    if (!allowed) {
      found.push(`src/${file}: “${folder}” is not a layer. Layers: ${Object.keys(rule).join(', ')}.`);
      continue;
    }
    const isTest = /\.test\.tsx?$/.test(file);
    const targets = [];
    for (const name of importsOf(text)) {
      if (name.startsWith('.')) {
        const target = relative('/src', resolve('/src', dirname(file), name))
          .split('\\')
          .join('/');
        if (target.startsWith('..')) {
          const outside = target.replace('../', '').split('/')[0];
          if (!isTest && !allowed.files?.includes(outside))
            found.push(`src/${file} imports ${name}, which lies outside src.`);
          continue;
        }
        targets.push(target);
        const layer = target.split('/')[0];
        if (layer !== folder && !allowed.folders.includes(layer)) {
          found.push(
            `src/${file} imports ${target}, but ${folder} may import only ${['itself', ...allowed.folders].join(', ')}.`,
          );
        }
      } else if (
        !isTest &&
        !allowed.packages.some(
          (prefix) => name === prefix || name.startsWith(prefix.endsWith(':') ? prefix : `${prefix}/`),
        )
      ) {
        found.push(
          `src/${file} imports the package ${name}, which is not on the list of ${folder}: ${allowed.packages.join(', ') || 'none'}.`,
        );
      }
    }
    graph.set(file, targets);
  }
  return [...found, ...cycles(graph)];
}

function cycles(graph) {
  const found = [];
  const done = new Set();
  const trail = [];
  const visit = (file) => {
    const seen = trail.indexOf(file);
    if (seen >= 0) {
      found.push(
        `Files import one another in a circle: ${[...trail.slice(seen), file].map((name) => `src/${name}`).join(' → ')}.`,
      );
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    trail.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}

/** The TypeScript files below src, as breaches() takes them. */
export function sourceFiles(src) {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(src, file).split('\\').join('/'), readFileSync(file, 'utf8')]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const src = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');
  const files = sourceFiles(src);
  const found = breaches(files);
  for (const breach of found) console.error(breach);
  console.log(`dependency rule: ${files.length} files, ${found.length} breaches`);
  process.exit(found.length > 0 || files.length < 10 ? 1 : 0);
}
