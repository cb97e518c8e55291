/** Problems of input as lines that people read and editors follow: file:line:column: message (code). */
import { join } from 'node:path';
import { type Issue, PlatformError } from '../core/errors.ts';
import { plain, type Stream } from './terminal.ts';

/** One line per issue. */
export function writeIssues(stream: Stream, issues: readonly Issue[]): void {
  for (const { code, message, place, record } of issues) {
    const text = `${plain(message).replaceAll('\n', ' ')} (${code})`;
    const where = place ? `${plain(place.file)}:${place.line}:${place.column}` : record;
    stream.write(`${where === undefined ? '' : `${where}: `}${text}\n`);
  }
}

/** Runs what reads a dataset folder; its refusal then names files by a path that leads there from here. */
export async function naming<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const issues = error.issues.map((issue) =>
      issue.place ? { ...issue, place: { ...issue.place, file: pathOf(issue.place.file, folder) } } : issue,
    );
    throw new PlatformError(error.refusal, error.message, issues);
  }
}

/** A file that could not even be found is named as it was given; all others by their path below the folder. */
function pathOf(file: string, folder: string): string {
  return file === folder || file.startsWith(join(folder, '/')) ? file : join(folder, file);
}
