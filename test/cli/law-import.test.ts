/** Laws as files: written as Akoma Ntoso, read back, and what happens to files that cannot be read. */
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyStore } from '../support/cli.ts';
import { folderOf, lawFolder, onDay } from '../support/law.ts';

const SIGNED = ['--author', 'A. Lawyer', '--reason', 'Official text'];

/** An act with one article for each text, as another publisher writes it. */
function act(articles: Record<string, string>, on = '2026-03-01', more = ''): string {
  const body = Object.entries(articles).map(
    ([number, text]) =>
      `<article eId="art_${number}"><num>${number}</num><heading>Heading ${number}</heading><content><p>${text}</p></content></article>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>${more}
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="code"><meta><identification source="#p">
<FRBRWork><FRBRthis value="/akn/xa/act/2010/9/!main"/><FRBRuri value="/akn/xa/act/2010/9"/><FRBRdate date="2010-05-05" name="enacted"/><FRBRauthor href="#p"/><FRBRcountry value="xa"/><FRBRnumber value="9"/></FRBRWork>
<FRBRExpression><FRBRthis value="/akn/xa/act/2010/9/eng@${on}/!main"/><FRBRuri value="/akn/xa/act/2010/9/eng@${on}"/><FRBRdate date="${on}" name="text"/><FRBRauthor href="#p"/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRthis value="/akn/xa/act/2010/9/eng@${on}/!main.xml"/><FRBRuri value="/akn/xa/act/2010/9/eng@${on}.xml"/><FRBRdate date="${on}" name="file"/><FRBRauthor href="#p"/></FRBRManifestation>
</identification></meta><body>${body.join('\n')}</body></act></akomaNtoso>`;
}

async function store() {
  const environment = emptyStore();
  expect((await onDay(['import', lawFolder(), ...SIGNED], { environment })).code).toBe(0);
  const run = (...args: string[]) => onDay(args, { environment });
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);
  return { run, json, revisions: async () => (await json('verify')).revisions as number };
}

describe('law import', () => {
  test('shows what it would do, writes nothing before it is confirmed, and then all of it', async () => {
    const { run, json, revisions } = await store();
    const before = await revisions();
    const file = join(folderOf({ 'act.xml': act({ 1: 'Nobody may.', '2': 'Who does is punished.' }) }), 'act.xml');
    const args = ['law', 'import', file, '--country', 'Exampleland', '--law', 'conduct-2010'];
    const preview = await run(...args);
    expect([preview.code, preview.err]).toEqual([0, '']);
    expect(preview.out).toContain('+ article 1 [xaa/law/conduct-2010/1], 1 version');
    expect(preview.out).toContain('Nothing was written. To record it: --confirm --author NAME --reason WHY.');
    expect(await revisions()).toBe(before);
    const unsigned = await run(...args, '--confirm');
    expect([unsigned.code, unsigned.out]).toEqual([2, '']);
    expect(await json(...args, '--confirm', ...SIGNED)).toMatchObject({
      law: 'xaa/law/conduct-2010',
      created: expect.arrayContaining(['xaa/law/conduct-2010', 'xaa/law/conduct-2010/1', 'xaa/law/conduct-2010/2']),
      changed: [],
      issues: [],
      recorded: { created: 4, changed: 0 },
    });
    expect((await json('law', 'show', 'conduct-2010/1')).version.text).toEqual({ en: 'Nobody may.' });
    const again = await run(...args, '--confirm', ...SIGNED);
    expect(again.out).toContain('Nothing to record: the record holds all of it');
  });

  test('a law that was exported holds nothing new, and needs no source of its own', async () => {
    const { run, json } = await store();
    const out = join(folderOf({}), 'exported.xml');
    expect((await run('law', 'export', 'penal-code', '--out', out)).code).toBe(0);
    const plan = await json('law', 'import', out, '--country', 'xaa', '--law', 'penal-code');
    expect([plan.created, plan.changed, plan.aside, plan.issues]).toEqual([[], [], [], []]);
    expect(plan.report.filter(({ code }: { code: string }) => code === 'number')).toEqual([]);
    const badly = await run('law', 'import', out, '--country', 'xaa', '--law', '../../x');
    expect([badly.code, badly.out]).toEqual([2, '']);
  });

  test('knows an article by its number, and never takes the id of another number for it', async () => {
    const { json } = await store();
    const law = ['--country', 'xaa', '--law', 'conduct-2010'];
    const file = (articles: Record<string, string>) => join(folderOf({ 'act.xml': act(articles) }), 'act.xml');
    const drafts = folderOf({});
    await json('law', 'import', file({ '30(2)(3)': 'Nobody may.' }), ...law, '--yaml', drafts);
    // A person gives the article a shorter id than its number makes.
    const path = join(drafts, 'countries/xaa/laws/conduct-2010.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('xaa/law/conduct-2010/30-2-3', 'xaa/law/conduct-2010/30'));
    await json('import', drafts, ...SIGNED);
    const plan = await json('law', 'import', file({ 30: 'Other words.', '30(2)(3)': 'Nobody may.' }), ...law);
    expect(plan.unchanged).toContain('xaa/law/conduct-2010/30');
    expect(plan.created).toEqual(['xaa/law/conduct-2010/30.2']);
  });

  test('adds a text in a language that was missing, and replaces nothing', async () => {
    const { run, json } = await store();
    const file = join(folderOf({ 'act.xml': act({ 7: 'Nationals answer for acts abroad.' }) }), 'act.xml');
    const args = [
      'law',
      'import',
      file,
      '--country',
      'xaa',
      '--law',
      'penal-code',
      '--source',
      'xaa/source/penal-code',
    ];
    expect(await json(...args, '--confirm', ...SIGNED)).toMatchObject({ created: [], recorded: { created: 0 } });
    const { version } = await json('law', 'show', 'penal-code/7');
    expect(version).toMatchObject({
      summary: 'Nationals answer for acts abroad.',
      parameters: { 'protected-age': 18 },
      text: { en: 'Nationals answer for acts abroad.', ru: '1. Граждане отвечают за любые деяния за рубежом.' },
    });
    const other = join(folderOf({ 'act.xml': act({ 7: 'Nobody answers for acts abroad.' }) }), 'act.xml');
    const { aside, changed } = await json('law', 'import', other, ...args.slice(3));
    expect(changed).toEqual([]);
    expect(aside).toContainEqual({
      record: 'xaa/law/penal-code/7',
      message: expect.stringContaining('differs from the one on record'),
      text: 'Nobody answers for acts abroad.',
    });
    expect((await run('law', 'import', other, ...args.slice(3))).out).toContain('Kept aside: not taken over');
  });

  test('does not take the words after an amendment for those before it', async () => {
    const { run, json } = await store();
    const amendment = `law:
- id: xaa/law/act-2025
  title: Third act
  type: amending-law
  adopted: 2025-06-01
  from: 2025-07-01
  amends:
  - action: amend
    provision: xaa/law/penal-code/7
    change: Residents answer too.
  citations:
  - source: xaa/source/penal-code
`;
    await run('import', folderOf({ 'countries/xaa/laws/act-2025.yaml': amendment }), ...SIGNED);
    const file = join(folderOf({ 'act.xml': act({ 7: 'Nationals and residents answer.' }) }), 'act.xml');
    const { aside } = await json(
      'law',
      'import',
      file,
      '--country',
      'xaa',
      '--law',
      'penal-code',
      '--confirm',
      ...SIGNED,
    );
    expect(aside.at(-1).message).toContain('An amendment of 2025-07-01 is known and no version has it yet');
    expect(await json('law', 'show', 'penal-code/7')).toMatchObject({
      missing: [{ date: '2025-07-01' }],
      textCheckedOn: '2025-01-01',
    });
  });

  test('reads back what law export wrote', async () => {
    const folder = folderOf({});
    const [old, now] = [join(folder, 'old.xml'), join(folder, 'now.xml')];
    const data = ['--data', lawFolder()];
    for (const [file, day] of [
      [old, '2012-08-01'],
      [now, '2026-03-01'],
    ] as const) {
      const args = ['law', 'export', 'penal-code', '--as-of', day, '--language', 'ru', '--out', file, ...data];
      expect((await onDay(args)).code).toBe(0);
      expect((await onDay(args)).code).toBe(3);
    }
    const { out } = await onDay([
      ...['law', 'import', old, now, '--country', 'xaa', '--law', 'copy', '--json'],
      ...data,
    ]);
    const { records } = JSON.parse(out);
    const [{ versions }] = records.filter(({ kind }: { kind: string }) => kind === 'provision');
    expect(versions.map(({ from, text }: { from: string; text: unknown }) => [from, text])).toEqual([
      ['2000-01-01', { ru: '1. Граждане отвечают за деяния за рубежом.\n  1) если деяние наказуемо и там;' }],
      ['2024-09-05', { ru: '1. Граждане отвечают за любые деяния за рубежом.' }],
    ]);
  });

  test('writes drafts that import takes', async () => {
    const { run } = await store();
    const folder = folderOf({ 'act.xml': act({ 1: 'Nobody may.' }) });
    const drafts = join(folder, 'drafts');
    const { code, out } = await run(
      ...['law', 'import', join(folder, 'act.xml'), '--country', 'xaa', '--law', 'conduct-2010', '--yaml', drafts],
    );
    expect([code, out.includes('Wrote 3 draft records and import-report.json')]).toEqual([0, true]);
    expect(readFileSync(join(drafts, 'countries/xaa/laws/conduct-2010.yaml'), 'utf8')).toContain('Nobody may.');
    expect(JSON.parse(readFileSync(join(drafts, 'import-report.json'), 'utf8')).report).not.toEqual([]);
    expect((await run('import', drafts, ...SIGNED)).out).toContain('3 created');
  });
});

describe('a file that cannot be read is refused with its place, at once, and nothing is imported', () => {
  const laughs = `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}]>`;
  const good = act({ 1: 'Nobody may.' });
  const FILES: Readonly<Record<string, readonly [content: string | Uint8Array, message: RegExp]>> = {
    'billion laughs': [
      act({ 1: '&a9;' }, '2026-03-01', laughs),
      /:1:\d+: .*never expanded or fetched.*\(invalid-xml\)/,
    ],
    'an external entity': [
      act({ 1: '&f;' }, '2026-03-01', '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
      /never expanded or fetched.*\(invalid-xml\)/,
    ],
    'an entity of HTML': [act({ 1: 'a&nbsp;b' }), /:6:\d+: &nbsp; is not an entity of XML.*\(invalid-xml\)/],
    'a wrong encoding': [Buffer.from(act({ 1: 'café' }), 'latin1'), /UTF-8.*\(unreadable-file\)/],
    'UTF-16 that breaks off': [
      Buffer.from(`\uFEFF${good}`, 'utf16le').subarray(0, 1501),
      /\(unreadable-file\)|\(invalid-xml\)/,
    ],
    'a PDF': [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n', 'latin1'), /\((unreadable-file|invalid-xml)\)/],
    'an empty file': ['', /:1:1: .*\((unreadable-file|invalid-xml)\)/],
    'half a file': [good.slice(0, good.length - 60), /not well-formed XML.*\(invalid-xml\)/],
    'elements without end': [`${'<a>'.repeat(100_000)}`, /nested more than \d+ deep.*\(invalid-xml\)/],
    'another kind of XML': [
      '<html xmlns="http://www.w3.org/1999/xhtml"/>',
      /:1:1: .*Its root is <html>.*\(not-akoma-ntoso\)/,
    ],
  };

  test.each(Object.entries(FILES))('%s', async (_name, [content, message]) => {
    const { run, revisions } = await store();
    const before = await revisions();
    const folder = folderOf({ 'bad.xml': content, 'good.xml': good });
    const start = performance.now();
    const { code, out, err } = await run(
      ...['law', 'import', join(folder, 'good.xml'), join(folder, 'bad.xml')],
      ...['--country', 'xaa', '--law', 'conduct-2010', '--confirm', ...SIGNED],
    );
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).toContain(`${join(folder, 'bad.xml')}:`);
    expect(err).toContain('nothing was imported.');
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(await revisions()).toBe(before);
  });

  test('200 MB, and a folder, are refused before they are read', async () => {
    const folder = folderOf({});
    const file = join(folder, 'large.xml');
    const handle = openSync(file, 'w');
    ftruncateSync(handle, 200 * 1024 * 1024);
    closeSync(handle);
    const start = performance.now();
    const { code, out, err } = await onDay(['law', 'import', file, folder, '--country', 'xaa', '--data', lawFolder()]);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('This file has 200 MB; at most 64 MB are read.');
    expect(err).toContain(`${folder}:1:1: This is a folder.`);
  });

  test('a file, a source or a country that is not there ends with 4', async () => {
    const folder = folderOf({ 'act.xml': good });
    const data = ['--data', lawFolder()];
    for (const args of [
      ['no-such.xml', '--country', 'xaa'],
      [join(folder, 'act.xml'), '--country', 'xaa', '--source', 'xaa/source/none'],
      [join(folder, 'act.xml'), '--country', 'Nowhere'],
    ]) {
      expect((await onDay(['law', 'import', ...args, ...data])).code).toBe(4);
    }
    expect((await onDay(['law', 'import', join(folder, 'act.xml'), ...data])).code).toBe(2);
  });
});

describe('law export', () => {
  const data = ['--data', 'test/fixtures/example'];

  test('gives JSON-LD of an article and the penalties of a country, and says what a format takes', async () => {
    const folder = ['--data', lawFolder()];
    const { out } = await onDay([
      'law',
      'export',
      'penal-code/7',
      '--format',
      'jsonld',
      '--site',
      'https://site.example',
      ...folder,
    ]);
    expect(JSON.parse(out)['@id']).toBe('https://site.example/law/xaa/penal-code/7@2026-03-01');
    const rows = (await onDay(['law', 'export', 'xaa', '--format', 'csv', '--every-version', ...folder])).out.trim();
    expect(rows.split('\r\n')).toHaveLength(4);
    const day = (
      await onDay(['law', 'export', 'penal-code', '--format', 'csv', '--as-of', '2012', ...folder])
    ).out.trim();
    expect(day.split('\r\n')).toHaveLength(2);
    const wrong = await onDay(['law', 'export', 'penal-code/7', ...data]);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain('xaa/law/penal-code/7 is a provision. akn takes a law.');
  });

  test('into a folder that is not there ends with 4', async () => {
    const file = join(folderOf({}), 'none', 'act.xml');
    const { code, err } = await onDay(['law', 'export', 'penal-code', '--out', file, ...data]);
    expect(code).toBe(4);
    expect(err).toContain('there is no such folder');
  });
});
