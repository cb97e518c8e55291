/**
 * Builds the program into dist/: main.js (command line and site in one file, packages stay outside), and the site's
 * stylesheet, script, icon, fonts and world map, and the shipped dataset in compiled form. Runs as npm's `prepare`, on Node 20 and later, in a few seconds.
 * Files that browsers fetch carry a hash of their content in their name; dist/assets.json lists them.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import { stateMaps, worldMap } from './world.js';

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SITE = join(ROOT, 'src/web/public');

/** Both families draw every Kazakh letter; cyrillic-ext holds Ә Ғ Қ Ң Ө Ү Һ and latin-ext the sign of the tenge. */
const FAMILIES = [
  { home: require.resolve('@fontsource-variable/literata/package.json'), file: 'literata', name: 'Literata Variable' },
  {
    home: require.resolve('@fontsource-variable/source-sans-3/package.json'),
    file: 'source-sans-3',
    name: 'Source Sans 3 Variable',
  },
];
const SUBSETS = ['cyrillic-ext', 'cyrillic', 'latin-ext', 'latin'];

/** What the site serves, as [name in dist/public, bytes], and the addresses by plain name. */
async function siteFiles() {
  const files = new Map();
  const names = {};
  const add = (name, bytes) => {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
    const hashed = name.replace(/(\.[^.]+)$/, `-${hash}$1`);
    files.set(hashed, bytes);
    names[name] = `/static/${hashed}`;
    return names[name];
  };
  const faces = [];
  for (const { home, file, name } of FAMILIES) {
    const folder = dirname(home);
    const ranges = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8'));
    for (const subset of SUBSETS) {
      const font = `${file}-${subset}-wght-normal.woff2`;
      const address = add(font, await readFile(join(folder, 'files', font)));
      faces.push(
        `@font-face{font-family:"${name}";font-style:normal;font-weight:200 900;font-display:swap;` +
          `src:url(${address}) format("woff2");unicode-range:${ranges[subset]}}`,
      );
    }
  }
  const read = (name) => readFile(join(SITE, name), 'utf8');
  const sheets = [
    ...faces,
    await read('tokens.css'),
    await read('style.css'),
    await read('record.css'),
    await read('law.css'),
    await read('act.css'),
    await read('plans.css'),
    await read('recommendations.css'),
    await read('search.css'),
    await read('figures.css'),
    await read('reader.css'),
    await read('edition.css'),
    await read('open-data.css'),
  ].join('\n');
  const style = await transform(sheets, { loader: 'css', minify: true, target: ['es2022'] });
  const script = await transform(await read('script.js'), { loader: 'js', minify: true, target: 'es2022' });
  add('style.css', Buffer.from(style.code));
  add('script.js', Buffer.from(script.code));
  const api = await transform(await read('api.js'), { loader: 'js', minify: true, target: 'es2022' });
  add('api.js', Buffer.from(api.code));
  const reader = await transform(await read('reader.js'), { loader: 'js', minify: true, target: 'es2022' });
  add('reader.js', Buffer.from(reader.code));
  add('icon.svg', Buffer.from(await read('icon.svg')));
  return { files, names };
}

const { dependencies, devDependencies } = require('../package.json');

/** Packages of a hundred small files, which start in a third of the time as one: a document is read by a new process. */
const BUNDLED = ['linkedom', '@mozilla/readability'];

/** Packages that stay outside what is built; `canvas` is one that linkedom asks for and does without. */
export const EXTERNAL = [...Object.keys({ ...dependencies, ...devDependencies }), 'canvas'].filter(
  (name) => !BUNDLED.includes(name),
);

/** What the typesetter reads from the folder it stands in. */
export const BESIDE = ['report.typ', 'no-fonts.conf'];

/** Writes the site's files, their list and the world map into a folder. */
export async function buildSite(folder) {
  const { files, names } = await siteFiles();
  const site = join(folder, 'public');
  await rm(site, { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  await Promise.all([...files].map(([name, bytes]) => writeFile(join(site, name), bytes)));
  await write(join(folder, 'world.json'), JSON.stringify({ ...worldMap(), alone: stateMaps() }));
  await write(join(folder, 'assets.json'), JSON.stringify({ names, files: [...files.keys()] }, null, 2));
}

/** Replaces a file at once, so that a server that starts meanwhile reads the old or the new one. */
async function write(file, text) {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** Bundles the program; its packages stay in node_modules. */
export async function buildProgram(folder) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    // Reader and typesetter are programs of processes of their own, which src/ingest/read/worker.ts and
    // src/report/press.ts start from files beside their own.
    entryPoints: {
      main: 'src/cli/main.ts',
      seed: 'src/app/seed.ts',
      reader: 'src/ingest/read/reader.ts',
      typesetter: 'src/report/typesetter.ts',
    },
    outdir: folder,
    bundle: true,
    // What a command alone needs, such as the site, is a file of its own, so that the others start faster.
    splitting: true,
    chunkNames: '[name]-[hash]',
    metafile: true,
    external: EXTERNAL,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  await Promise.all(BESIDE.map((file) => copyFile(join(ROOT, 'src/report', file), join(folder, file))));
  const made = new Set(Object.keys(metafile.outputs).map((file) => basename(file)));
  for (const file of await readdir(folder)) {
    if (/\.js(\.map)?$/.test(file) && !made.has(file)) await rm(join(folder, file));
  }
}

/** Compiles the shipped dataset with the program just built; an invalid one stops the build, with every problem. */
export async function buildDataset(folder) {
  const { compileDataset } = await import(pathToFileURL(join(folder, 'seed.js')).href);
  try {
    await compileDataset(join(ROOT, 'data'), join(folder, 'dataset.json.new'));
  } catch (error) {
    for (const { place, message } of error.issues ?? [])
      console.error(`data/${place?.file}:${place?.line}:${place?.column}: ${message}`);
    throw error;
  }
  await rename(join(folder, 'dataset.json.new'), join(folder, 'dataset.json'));
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const folder = join(ROOT, 'dist');
  await mkdir(folder, { recursive: true });
  await Promise.all([buildSite(folder), buildProgram(folder)]);
  await buildDataset(folder);
}
