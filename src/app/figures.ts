/** Figures as files: what the site and the command line hand out. */
export { figuresCsv, figuresJson } from '../formats/figures.ts';
