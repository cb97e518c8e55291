/** The tables and drawings that templates and texts can name. To add one, write its file and add a row here. */
import type { Maker } from '../making.ts';
import { answers } from './answers.ts';
import { lawChanges, statusChanges, treatyChanges } from './changes.ts';
import { figureChart, recommendationChart, statusChart } from './charts.ts';
import { organisations, services } from './directory.ts';
import { figures } from './figures.ts';
import { instruments, treatyReports } from './instruments.ts';
import { gaps, offences } from './offences.ts';
import { plans } from './plans.ts';
import { recommendationSum, recommendations } from './recommendations.ts';
import { review, sources } from './record.ts';
import { statuses, why } from './statuses.ts';
import { themes } from './themes.ts';

/** A table or a drawing, with the options it takes. */
export interface Insert {
  readonly make: Maker;
  readonly options: readonly string[];
}

const RECOMMENDATION_OPTIONS = ['body', 'since', 'verdict', 'topic', 'indicator', 'theme', 'limit'];

export const TABLES: Readonly<Record<string, Insert>> = {
  instruments: { make: instruments, options: ['types', 'all'] },
  'treaty-reports': { make: treatyReports, options: ['instrument'] },
  offences: { make: offences, options: ['subjects'] },
  gaps: { make: gaps, options: ['obligation'] },
  answers: { make: answers, options: ['group', 'unknown'] },
  jurisdiction: {
    make: (making, options) => answers(making, { group: 'jurisdiction,extradition', unknown: 'yes', ...options }),
    options: ['group', 'unknown'],
  },
  statuses: { make: statuses, options: ['framework', 'reasons'] },
  why: { make: why, options: ['framework'] },
  themes: { make: themes, options: ['framework'] },
  plans: { make: plans, options: ['form', 'current'] },
  recommendations: { make: recommendations, options: [...RECOMMENDATION_OPTIONS, 'as'] },
  'recommendation-sum': { make: recommendationSum, options: RECOMMENDATION_OPTIONS },
  figures: { make: figures, options: ['series', 'topic'] },
  'law-changes': { make: lawChanges, options: ['since', 'law'] },
  'treaty-changes': { make: treatyChanges, options: ['since'] },
  'status-changes': { make: statusChanges, options: ['since', 'framework'] },
  organisations: { make: organisations, options: ['type'] },
  services: { make: services, options: [] },
  sources: { make: sources, options: [] },
  review: { make: review, options: [] },
};

export const CHARTS: Readonly<Record<string, Insert>> = {
  statuses: { make: statusChart, options: ['framework', 'since'] },
  figures: { make: figureChart, options: ['series'] },
  recommendations: { make: recommendationChart, options: [] },
};
