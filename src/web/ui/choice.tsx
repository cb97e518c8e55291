/** Choosing what is shown: an indicator, a framework, a day. Plain forms that work by address. */
import { NOT_ASSESSED, statusOn } from '../../core/assess.ts';
import type { Dataset, Indicator } from '../../core/dataset.ts';
import { english } from '../../core/localised.ts';
import type { Framework } from '../../core/model/index.ts';
import { isoDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';

/** Frameworks that assess states by indicators, those first that have most findings behind them. */
export function frameworksWithIndicators(dataset: Dataset): Framework[] {
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

/**
 * The indicator that an address names, else that of the first framework on which most of some countries have a status today;
 * undefined where there is none at all.
 */
export function chosenIndicator(view: View, countries: readonly string[]): Indicator | undefined {
  const { dataset } = view;
  const asked = dataset.indicator(view.query.get('indicator') ?? '');
  const named = asked?.framework.about === 'plan' ? undefined : asked;
  const [first] = frameworksWithIndicators(dataset);
  if (named || !first) return named;
  const known = (indicator: Indicator) =>
    countries.filter((code) => statusOn(dataset, code, indicator, view.today) !== NOT_ASSESSED).length;
  return dataset
    .indicators(first.id)
    .map((indicator) => ({ indicator, known: known(indicator) }))
    .reduce((best, other) => (other.known > best.known ? other : best)).indicator;
}

/** A list of every indicator, by framework. */
export function IndicatorField({ view, chosen, id }: { view: View; chosen: Indicator; id: string }): Html {
  return (
    <div class="field grow">
      <label for={id}>{view.t('choice.indicator')}</label>
      <select id={id} name="indicator">
        {frameworksWithIndicators(view.dataset).map((framework) => (
          <optgroup label={view.text(framework.title)}>
            {view.dataset.indicators(framework.id).map(({ id: value, body }) => (
              <option value={value} selected={value === chosen.id}>
                {view.text(body.title)}
              </option>
            ))}
          </optgroup>
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
