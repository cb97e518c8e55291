/**
 * The files that the build makes for the site: stylesheet, script, icon, fonts and the world map. Read once, kept in
 * memory. Their addresses carry a hash of their content, so browsers may keep them for good.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlatformError } from '../core/errors.ts';
import { Content } from './cache.ts';
import type { Assets, World } from './context.tsx';
import { SECURITY_HEADERS } from './headers.ts';

export interface BuiltFiles {
  /** Addresses by plain name. */
  readonly names: Assets;
  readonly world: World | undefined;
  /** Files by address. */
  readonly files: ReadonlyMap<string, Content>;
}

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Reads what `npm run build` wrote into a folder. Refuses a folder without it. */
export async function readAssets(folder: string): Promise<BuiltFiles> {
  let list: string;
  try {
    list = await readFile(join(folder, 'assets.json'), 'utf8');
  } catch {
    throw new PlatformError('unavailable', `${folder} holds no built site. Run npm run build first.`);
  }
  const { names, files } = JSON.parse(list) as { names: Assets; files: string[] };
  const contents = await Promise.all(
    files.map(async (file) => {
      const type = TYPES[file.split('.').pop() ?? ''] ?? 'application/octet-stream';
      return [
        `/static/${file}`,
        new Content(
          await readFile(join(folder, 'public', file)),
          {
            ...SECURITY_HEADERS,
            'Content-Type': type,
            'Cache-Control': 'public, max-age=31536000, immutable',
            ...(type !== 'font/woff2' && { Vary: 'Accept-Encoding' }),
          },
          11,
        ),
      ] as const;
    }),
  );
  const world = JSON.parse(await readFile(join(folder, 'world.json'), 'utf8')) as World;
  return { names, world, files: new Map(contents) };
}
