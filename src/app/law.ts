/** The law as files: what the site and the command line hand out. */
export { writeAkomaNtoso } from '../formats/akoma-ntoso-write.ts';
export { concordanceCsv, gapsCsv } from '../formats/law-tables.ts';
export { legislation } from '../formats/legislation.ts';
export { penaltiesCsv } from '../formats/penalties.ts';
