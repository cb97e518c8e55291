/**
 * Tables on the law for spreadsheets: what became of each article, and gap grids. Words are in one language, or in the
 * nearest there is; names of columns stay the same in every language, for programs.
 */
import type { Dataset } from '../core/dataset.ts';
import { concordance, predecessorsOf } from '../core/law/concordance.ts';
import { type GapCell, gapGrid } from '../core/law/gaps.ts';
import { inLanguage, type Language, type Localised } from '../core/localised.ts';
import type { Provision, RecordOf } from '../core/model/index.ts';
import { type Day, isoDay } from '../core/time.ts';
import { csv } from './csv.ts';

/** The articles of a law with those whose place they took and those that took theirs; several are parted by spaces. */
export function concordanceCsv(dataset: Dataset, law: string, language: Language): string {
  const ids = (list: readonly Provision[]) => list.map(({ id }) => id).join(' ');
  return csv(
    ['provision', 'number', 'heading', 'before', 'after'],
    concordance(dataset, law).map(({ old, now }) => [
      old.id,
      old.number,
      inLanguage(old.heading, language).text,
      ids(predecessorsOf(dataset, old)),
      ids(now),
    ]),
  );
}

const GAPS = [
  'country',
  'asOf',
  'obligation',
  'act',
  'label',
  'covered',
  'state',
  'age',
  'meansRequired',
  'gaps',
  'provision',
  'provisionAge',
  'provisionMeansRequired',
  'minimumYears',
  'maximumYears',
  'highestYears',
  'life',
  'findings',
];

/** Gap grids of a country on a day: a row for each act and article; an act without an article has a row of its own. */
export function gapsCsv(
  dataset: Dataset,
  country: string,
  obligations: readonly RecordOf<'obligation'>[],
  day: Day,
  language: Language,
): string {
  const words = (text: Localised) => inLanguage(text, language).text;
  const rows = obligations.flatMap((obligation) =>
    gapGrid(dataset, country, obligation, day).rows.flatMap((row) => {
      const cells: (GapCell | undefined)[] = row.provisions.length > 0 ? [...row.provisions] : [undefined];
      return cells.map((cell) => [
        country,
        isoDay(day),
        obligation.id,
        row.act.id,
        words(row.act.label),
        row.covered,
        row.state,
        row.age,
        row.meansRequired,
        row.gaps.join(' '),
        cell?.provision.id,
        cell?.age,
        cell?.meansRequired,
        cell?.penalty?.baseMinimum,
        cell?.penalty?.baseMaximum,
        cell?.penalty?.highest,
        cell?.penalty?.life,
        row.findings.map(({ id }) => id).join(' '),
      ]);
    }),
  );
  return csv(GAPS, rows);
}
