/** Installing what tests need beyond npm, where that is possible: as root on a system with apt. */
import { execFileSync } from 'node:child_process';

/** Installs a package of the system; false where it cannot be had. Says what it does, since it takes a while. */
export function install(name: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  console.warn(`\n  Installing ${name} with apt-get, which the tests need.\n`);
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  try {
    execFileSync('apt-get', ['update', '-q'], options);
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], options);
    return true;
  } catch {
    return false;
  }
}

/** What to do without it: fail in CI, else skip loudly. */
export function missing(what: string, remedy: string): void {
  if (process.env.CI === 'true') throw new Error(`${what} was not found. ${remedy}`);
  console.warn(`\n  SKIPPED: everything that needs ${what}. ${remedy}\n`);
}
