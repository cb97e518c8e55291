import { describe, expect, test } from 'vitest';
// @ts-expect-error a plain script without types
import { breaches, importsOf } from '../../scripts/dependency-rule.js';

describe('the dependency rule', () => {
  test('finds every form of import', () => {
    const text = `import a from 'one';\nimport type { B } from "two";\nexport * from './three.ts';\nimport 'four';\nconst x = await import('five');\nimport {\n  c,\n  d,\n} from 'six';\n`;
    expect(importsOf(text)).toEqual(['one', 'two', './three.ts', 'four', 'five', 'six']);
  });

  test.each([
    [
      'core that reads files',
      [['core/time.ts', `import { readFile } from 'node:fs/promises';`]],
      'core/time.ts imports the package node:fs/promises',
    ],
    [
      'core that knows the store, even by type',
      [
        ['core/time.ts', `import type { Log } from '../store/log.ts';`],
        ['store/log.ts', ''],
      ],
      'core may import only itself',
    ],
    [
      'store and formats that know each other',
      [
        ['store/log.ts', `import { x } from '../formats/dataset.ts';`],
        ['formats/dataset.ts', ''],
      ],
      'store may import only itself, core',
    ],
    [
      'web that goes round app',
      [
        ['web/server.tsx', `import { x } from '../store/log.ts';`],
        ['store/log.ts', ''],
      ],
      'web may import only itself, core, app',
    ],
    [
      'a package that is not on the list',
      [['core/time.ts', `import moment from 'moment';`]],
      'imports the package moment',
    ],
    [
      'a circle',
      [
        ['core/a.ts', `import './b.ts';`],
        ['core/b.ts', `import './a.ts';`],
      ],
      'in a circle: src/core/a.ts → src/core/b.ts → src/core/a.ts',
    ],
    ['a folder that is not a layer', [['utils/x.ts', '']], '“utils” is not a layer'],
  ])('refuses %s', (_, files, words) => {
    expect(breaches(files).join('\n')).toContain(words);
  });

  test('lets through what the table allows', () => {
    expect(
      breaches([
        ['app/platform.ts', `import { x } from '../store/log.ts';\nimport { join } from 'node:path';`],
        ['store/log.ts', `import { y } from '../core/a.ts';`],
        ['core/a.ts', `import { z } from 'zod';`],
      ]),
    ).toEqual([]);
  });
});
