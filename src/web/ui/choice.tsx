/** Choosing what is shown: an indicator, a treaty or a placement, a framework, a day. Plain forms that work by address. */
import { NOT_ASSESSED, statusOn } from '../../core/assess.ts';
import { placementScales, placementYears } from '../../core/commitments/tiers.ts';
import type { Dataset, Indicator } from '../../core/dataset.ts';
import { english } from '../../core/localised.ts';
import type { Framework } from '../../core/model/index.ts';
import { remember } from '../../core/remember.ts';
import { isoDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { indicatorMeasure, isFollowed, type Measure, measureOf, treatiesOnFile } from '../measures.ts';
import { STATES } from '../states.ts';
import { asked } from './filters.tsx';

/** Frameworks that assess states by indicators, those first that have most findings behind them. */
export function frameworksWithIndicators(dataset: Dataset): readonly Framework[] {
  return remember(measured, dataset, () => byEvidence(dataset));
}

const measured = new WeakMap<Dataset, readonly Framework[]>();

function byEvidence(dataset: Dataset): Framework[] {
  const asked = new Map<string, number>();
  for (const { question } of dataset.all('finding')) asked.set(question, (asked.get(question) ?? 0) + 1);
  const weight = (framework: Framework) =>
    dataset
      .indicators(framework.id)
      .reduce((sum, { compiled }) => sum + compiled.questions.reduce((n, id) => n + (asked.get(id) ?? 0), 0), 0);
  return dataset
    .all('framework')
    .filter(({ indicators, about }) => indicators.length > 0 && about !== 'plan')
    .map((framework) => ({ framework, weight: weight(framework) }))
    .sort((a, b) => b.weight - a.weight || (english(a.framework.title) < english(b.framework.title) ? -1 : 1))
    .map(({ framework }) => framework);
}

const usual = new WeakMap<Dataset, { today: number; indicator: Indicator | undefined }>();

/** The indicator of the first framework on which most states have a status today; undefined where there is none at all. */
function usualIndicator({ dataset, today }: View): Indicator | undefined {
  const kept = usual.get(dataset);
  if (kept?.today === today) return kept.indicator;
  const [first] = frameworksWithIndicators(dataset);
  const known = (indicator: Indicator) =>
    [...STATES.keys()].filter((code) => statusOn(dataset, code, indicator, today) !== NOT_ASSESSED).length;
  const [best] = (first ? dataset.indicators(first.id) : [])
    .map((indicator) => ({ indicator, known: known(indicator) }))
    .sort((a, b) => b.known - a.known);
  usual.set(dataset, { today, indicator: best?.indicator });
  return best?.indicator;
}

/**
 * What an address names by `of`, or by `indicator` as addresses once did, else the indicator with most statuses; undefined where nothing
 * can be shown.
 */
export function chosenMeasure(view: View): Measure | undefined {
  const named = measureOf(view, asked(view, 'of') || asked(view, 'indicator'));
  if (named) return named;
  const indicator = usualIndicator(view);
  return indicator && indicatorMeasure(view, indicator);
}

/** A list of everything that all states can be asked: indicators by framework, treaties, placements by others. */
export function MeasureField({ view, chosen }: { view: View; chosen: Measure }): Html {
  const { dataset, t } = view;
  const groups = [
    ...frameworksWithIndicators(dataset).map((framework) => ({
      label: view.text(framework.title),
      options: dataset.indicators(framework.id).map(({ id, body }) => ({ id, title: body.title })),
    })),
    ...[true, false].map((followed) => ({
      label: t(followed ? 'world.treaties' : 'instruments.single'),
      options: treatiesOnFile(dataset)
        .filter((one) => isFollowed(dataset, one) === followed)
        .map(({ id, title, short }) => ({ id, title: short ?? title })),
    })),
    { label: t('world.placements'), options: placementScales(dataset) },
  ].filter(({ options }) => options.length > 0);
  return (
    <div class="field grow">
      <label for="of">{t('world.of')}</label>
      <select id="of" name="of">
        {groups.map(({ label, options }) => (
          <optgroup label={label}>
            {options.map(({ id, title }) => (
              <option value={id} selected={id === chosen.id}>
                {view.text(title)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

/** The date that belongs to a measure: the year of a report, with how many placements are on file, or a day. */
export function DateField({ view, measure }: { view: View; measure: Measure }): Html {
  if (measure.year === undefined) return <DayField view={view} id="day" />;
  return (
    <div class="field">
      <label for="day">{view.t('world.report')}</label>
      <select id="day" name="asOf">
        {placementYears(view.dataset, measure.id).map(({ year, count }) => (
          <option value={year} selected={year === measure.year}>
            {view.t('world.year', { year, count })}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Years offered before the current one. */
const YEARS_BACK = 15;

/** A list of days: today, and the first day of each recent year; the day chosen is always among them. */
export function DayField({ view, id }: { view: View; id: string }): Html {
  const year = Number((isoDay(view.today) ?? '').slice(0, 4));
  const years = Array.from({ length: YEARS_BACK }, (_, back) => `${year - back}-01-01`);
  const chosen = view.asOf === undefined ? undefined : isoDay(view.day);
  const days = chosen && !years.includes(chosen) ? [chosen, ...years] : years;
  return (
    <div class="field">
      <label for={id}>{view.t('choice.day')}</label>
      <select id={id} name="asOf">
        <option value="" selected={chosen === undefined}>
          {view.t('choice.today')}
        </option>
        {days.map((day) => (
          <option value={day} selected={day === chosen}>
            {view.date(day)}
          </option>
        ))}
      </select>
    </div>
  );
}
