/** What changed since a day: the law, acts on treaties, and statuses then and now. */
import { assess } from '../../core/assess.ts';
import { type Change, changesOf } from '../../core/law/amend.ts';
import { compareNumbers } from '../../core/law/versions.ts';
import type { Localised } from '../../core/localised.ts';
import type { Provision } from '../../core/model/index.ts';
import { type Day, firstDay, isPartialDate, type PartialDate } from '../../core/time.ts';
import type { Inline } from '../document.ts';
import { cell, cited, head, joined, type Maker, type Making, type Options, table, words } from '../making.ts';
import { statusRuns } from './statuses.ts';

function sinceOf(making: Making, { since = '2013' }: Options): { date: string; day: Day } {
  if (isPartialDate(since)) return { date: since, day: firstDay(since) };
  making.issues.add('report-bad-argument', `since=${since} is not a date such as 2013 or 2013-06-01.`, making.spot);
  return { date: '2013', day: firstDay('2013') };
}

/** Provisions that got a new version, were inserted or ended between `since=` and the day; `law=` takes those of one law. */
export const lawChanges: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const since = sinceOf(making, options);
  const changes = dataset
    .inCountry('provision', country)
    .filter(({ law }) => options.law === undefined || law === options.law)
    .flatMap((provision) =>
      changesOf(dataset, provision).flatMap((change): Changed[] => {
        const { date } = change;
        if (date === undefined || firstDay(date) <= since.day || firstDay(date) > day) return [];
        return [{ provision, change, date, said: change.instructions.flatMap((one) => one.change ?? []) }];
      }),
    )
    .sort(
      (a, b) =>
        firstDay(b.date) - firstDay(a.date) ||
        (a.provision.law === b.provision.law
          ? compareNumbers(a.provision.number, b.provision.number)
          : a.provision.law < b.provision.law
            ? -1
            : 1),
    );
  // One act often does the same to many articles: they make one row.
  const groups = Map.groupBy(changes, ({ provision, change, date, said }) =>
    JSON.stringify([date, provision.law, change.action, change.by, said]),
  );
  return table(making, {
    caption: voice.plain(
      voice.t('report.law-changes', { since: voice.date(since.date), date: voice.date(making.asOf) }),
    ),
    head: [voice.t('field.date'), voice.t('kind.provision'), voice.t('report.change'), voice.t('report.by-what')],
    widths: [14, 30, 34, 22],
    rows: [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { change, date, said } = first;
      const versions = group.flatMap((one) =>
        one.change.version === undefined ? [] : (one.provision.versions[one.change.version] ?? []),
      );
      const between: Inline = { kind: 'text', text: '; ' };
      return [
        [
          words(making, voice.date(date, 'short')),
          head(
            numbers(
              making,
              first.provision.law,
              group.map(({ provision }) => provision),
              date,
            ),
          ),
          cell([
            ...voice.plain(`${voice.t(`act.action.${change.action}`)}${said.length > 0 ? '. ' : ''}`),
            ...joined(
              said.map((text) => voice.say(text)),
              { kind: 'text', text: ' ' },
            ),
            ...cited(
              making,
              versions.flatMap(({ citations }) => citations),
            ),
          ]),
          cell(
            joined(
              change.by.flatMap((id) => (dataset.get('law', id) ? [making.link(id)] : [])),
              between,
            ),
          ),
        ],
      ];
    }),
  });
};

interface Changed {
  readonly provision: Provision;
  readonly change: Change;
  readonly date: PartialDate;
  readonly said: readonly Localised[];
}

/** The law with the numbers of its articles, as they were on the day of the change. */
function numbers(making: Making, id: string, provisions: readonly Provision[], date: PartialDate): Inline[] {
  const { dataset, voice } = making;
  const law = dataset.get('law', id);
  return [
    ...(law ? [...voice.say(law.title), ...voice.plain(', ')] : []),
    ...joined(
      provisions.map((provision) => making.link(provision, voice.plain(voice.article(provision)), date)),
      { kind: 'text', text: '; ' },
    ),
  ];
}

/** Acts on treaties between `since=` and the day. */
export const treatyChanges: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const since = sinceOf(making, options);
  const acts = dataset
    .inCountry('treaty-action', country)
    .filter(({ rank }) => rank !== 'deprecated')
    .flatMap((act) =>
      act.date && firstDay(act.date) > since.day && firstDay(act.date) <= day ? [{ act, date: act.date }] : [],
    )
    .sort((a, b) => firstDay(b.date) - firstDay(a.date));
  return table(making, {
    caption: voice.plain(
      voice.t('report.treaty-changes', { since: voice.date(since.date), date: voice.date(making.asOf) }),
    ),
    head: [voice.t('field.date'), voice.t('treaties.instrument'), voice.t('field.action')],
    widths: [20, 50, 30],
    rows: acts.map(({ act, date }) => {
      const instrument = dataset.get('instrument', act.instrument);
      return [
        words(making, voice.date(date, 'short')),
        head(instrument ? making.link(instrument) : voice.plain(act.instrument)),
        cell([...voice.plain(voice.t(`value.${act.action}`)), ...cited(making, act.citations)]),
      ];
    }),
  });
};

/** Statuses of `framework=` on `since=` and on the day. */
export const statusChanges: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const since = sinceOf(making, options);
  const indicators = options.framework === undefined ? [] : dataset.indicators(options.framework);
  if (indicators.length === 0)
    making.issues.add('report-bad-argument', 'Name a framework with framework=.', making.spot);
  return table(making, {
    caption: voice.plain(
      voice.t('report.status-changes', { since: voice.date(since.date), date: voice.date(making.asOf) }),
    ),
    head: [voice.t('country.indicator'), voice.date(since.date), voice.date(making.asOf)],
    widths: [44, 28, 28],
    rows: indicators.map((indicator) => [
      head(voice.say(indicator.body.title)),
      cell([voice.status(assess(dataset, country, indicator, since.day).status, indicator.framework)]),
      cell(statusRuns(making, indicator, assess(dataset, country, indicator, day))),
    ]),
  });
};
