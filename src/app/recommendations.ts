/** Recommendations as files: what the site and the command line hand out. */
export {
  recommendationJson,
  recommendationsCsv,
  recommendationsJson,
} from '../formats/recommendations.ts';
