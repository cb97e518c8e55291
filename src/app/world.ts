/** Measures over all states as files: what the site hands out. */
export { type WorldRow, worldCsv, worldJson } from '../formats/world-tables.ts';
