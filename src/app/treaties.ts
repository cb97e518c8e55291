/** Treaties as files: what the site and the command line hand out. */
export {
  instrumentData,
  reportData,
  standingData,
  standingsCsv,
  undertakingsCsv,
} from '../formats/treaty-tables.ts';
