/** A file that the address of a page with a suffix gives. */
import type { View } from './context.tsx';

export interface Download {
  readonly mediaType: string;
  readonly body: string;
  /** Name of the file that a browser saves. */
  readonly name: string;
}

/** A file, or undefined where there is nothing at the address. */
export type DownloadFunction<P = Record<string, string>> = (view: View, params: P) => Download | undefined;
