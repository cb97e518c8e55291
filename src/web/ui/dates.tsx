/** The day a page shows, other days worth seeing, and a form for any day. Works without script: a GET form. */
import { history } from '../../core/assess.ts';
import { type Day, firstDay, isoDay, type PartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';

/** A GET form for the page itself keeps what the reader chose: these are the fields it does not ask for. */
export function Kept({ view, except }: { view: View; except: readonly string[] }): Html {
  return (
    <>
      {[...view.query]
        .filter(([name, value]) => !except.includes(name) && value !== '')
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

/** The address of this page without any parameters: where its forms go. */
export const action = (view: View): string => `/${view.language}${view.path}`;

/** "Shown as of …", with days worth seeing and a form for any other. */
export function AsAt({ view, presets = [] }: { view: View; presets?: readonly PartialDate[] }): Html {
  return (
    <div class="asat">
      <span>{view.rich('dates.shown', { date: <b>{view.dayText(view.day)}</b> })}</span>
      {presets.length > 0 && (
        <nav class="seg" aria-label={view.t('dates.presets')}>
          {presets.map((date) => (
            <a href={view.here({ asOf: date })} aria-current={view.asOf === date ? 'true' : undefined}>
              {view.date(date, 'short')}
            </a>
          ))}
          <a href={view.here({ asOf: undefined })} aria-current={view.asOf === undefined ? 'true' : undefined}>
            {view.t('dates.today')}
          </a>
        </nav>
      )}
      <details class="dates">
        <summary>{view.t('dates.another')}</summary>
        <form class="bar" method="get" action={action(view)}>
          <Kept view={view} except={['asOf']} />
          <div class="field">
            <label for="as-of">{view.t('dates.field')}</label>
            <input
              type="text"
              id="as-of"
              name="asOf"
              inputmode="numeric"
              autocomplete="off"
              pattern="\d{4}(-\d{2}(-\d{2})?)?"
              value={view.asOf}
              aria-describedby="as-of-hint"
            />
            <span class="hint" id="as-of-hint">
              {view.t('dates.hint')}
            </span>
          </div>
          <button class="btn quiet" type="submit">
            {view.t('dates.show')}
          </button>
        </form>
      </details>
    </div>
  );
}

/** The past days on which most statuses of a country changed or provisions got a new version, oldest first. */
export function turningDays(view: View, country: string, count = 3): PartialDate[] {
  const { dataset } = view;
  const weights = new Map<Day, number>();
  const add = (day: Day, weight: number) => {
    if (Number.isFinite(day) && day < view.today) weights.set(day, (weights.get(day) ?? 0) + weight);
  };
  for (const indicator of dataset.indicators()) {
    for (const { from } of history(dataset, country, indicator)) add(from, 1);
  }
  for (const { versions } of dataset.inCountry('provision', country)) {
    for (const { from } of versions) if (from?.length === 10) add(firstDay(from), 1);
  }
  return [...weights]
    .sort(([a, x], [b, y]) => y - x || b - a)
    .slice(0, count)
    .map(([day]) => day)
    .sort((a, b) => a - b)
    .flatMap((day) => isoDay(day) ?? []);
}
