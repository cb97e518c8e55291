/** Which pages have a feed, and where it is: the address of the page with .atom. */
import type { View } from './context.tsx';

const FED = [
  /^\/changes$/,
  /^\/country\/[a-z]{3}$/,
  /^\/country\/[a-z]{3}\/review$/,
  /^\/country\/[a-z]{3}\/[^/]+\/[^/]+$/,
  /^\/law\/[a-z]{3}\/[^/]+$/,
  /^\/recommendation\/[a-z]{3}\/.+$/,
];

/** Sections of a country below another, which are no indicators. */
const NOT_FED = /^\/country\/[a-z]{3}\/recommendations\/timeline$/;

/** The feed of the page shown; undefined where it has none. A feed is always of today. */
export function feedAddress({ path, language }: View): string | undefined {
  return FED.some((pattern) => pattern.test(path)) && !NOT_FED.test(path) ? `/${language}${path}.atom` : undefined;
}
