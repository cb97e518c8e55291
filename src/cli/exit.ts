/** Exit codes: what a script can tell from how the program ended. Printed in --help and in docs/CLI.md. */
import type { Refusal } from '../core/errors.ts';

export const EXIT = { fine: 0, problems: 1, usage: 2, refused: 3, notFound: 4, bug: 70 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each code means, in the order of the codes. */
export const EXIT_MEANING: Readonly<Record<ExitCode, string>> = {
  0: 'It worked.',
  1: 'Problems were found, or what was given is not valid: every problem is listed, nothing was changed.',
  2: 'Wrong usage: an option, argument or value was not understood. Nothing was done.',
  3: 'Refused: not allowed, in conflict with something there, or something it needs cannot be used. Nothing was lost.',
  4: 'Not found: no such country, indicator, framework, law, record or file.',
  70: 'A bug in Dutybearer. Please report it.',
};

export const REFUSAL_EXIT: Readonly<Record<Refusal, ExitCode>> = {
  invalid: EXIT.problems,
  forbidden: EXIT.refused,
  conflict: EXIT.refused,
  unavailable: EXIT.refused,
  'not-found': EXIT.notFound,
};

/** A command that was not understood, found only after its words were read: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
