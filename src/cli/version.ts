/** Which version of the program this is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version in package.json, beside dist/ or above src/cli/. */
export function version(): string {
  for (const up of ['..', '../..']) {
    try {
      const found = JSON.parse(readFileSync(join(import.meta.dirname, up, 'package.json'), 'utf8')) as Record<
        string,
        string
      >;
      if (found.name === 'dutybearer' && found.version) return found.version;
    } catch {
      // Not this folder.
    }
  }
  return 'unknown';
}
