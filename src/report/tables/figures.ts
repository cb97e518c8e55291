/** Figures of a series: every observation the day knows of, with small counts of children shown as ranges. */
import { type ShownObservation, shown } from '../../core/commitments/small-numbers.ts';
import type { Dataset } from '../../core/dataset.ts';
import type { RecordOf } from '../../core/model/index.ts';
import { type Day, firstDay, lastDay } from '../../core/time.ts';
import { BREAK, cell, cited, head, type Maker, table, words } from '../making.ts';

/** The day from which an observation can be told: the last of its period, else that of the first report of it. */
function knownFrom(dataset: Dataset, { period, citations }: ShownObservation): Day {
  if (period) return lastDay(period.split('/').at(-1) ?? period);
  const reported = citations.flatMap(({ source }) => dataset.get('source', source)?.published ?? []);
  return reported.length > 0 ? Math.min(...reported.map(firstDay)) : -Infinity;
}

/** Observations that a day knows of, as they may be shown, without those set aside, oldest first. */
export function observationsOn(dataset: Dataset, series: RecordOf<'series'>, day: Day): ShownObservation[] {
  const begins = ({ period }: ShownObservation) => (period ? firstDay(period.split('/')[0] ?? period) : -Infinity);
  return shown(series)
    .observations.filter((one) => one.rank !== 'deprecated' && knownFrom(dataset, one) <= day)
    .toSorted((a, b) => (begins(a) === begins(b) ? 0 : begins(a) - begins(b)));
}

/** Every figure of `series=`, one table each, several divided by commas; `topic=` takes all series of a subject. */
export const figures: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const ids = options.series?.split(',');
  const all = ids
    ? ids.flatMap((id) => {
        const series = dataset.get('series', id);
        if (!series) making.issues.add('report-unknown-record', `There is no series ${id}.`, making.spot, id);
        return series ?? [];
      })
    : dataset.inCountry('series', country).filter(({ topic }) => topic === options.topic);
  if (!ids && all.length === 0) {
    making.issues.add(
      'report-bad-argument',
      `No series is on “${options.topic ?? ''}”. Name one with series=, or a subject with topic=.`,
      making.spot,
    );
  }
  return all.flatMap((series) => {
    const observations = observationsOn(dataset, series, day);
    const places = observations.some(({ area }) => area);
    return table(making, {
      caption: [...voice.say(series.title), ...voice.plain(' ('), ...voice.say(series.unit), ...voice.plain(')')],
      head: [
        voice.t('figures.period'),
        ...(places ? [voice.t('figures.area')] : []),
        voice.t('figures.value'),
        voice.t('figures.producer'),
      ],
      rows: observations.map((one) => [
        head(voice.plain(voice.observed(one.period))),
        ...(places ? [cell(one.area ? voice.noted(one.area) : voice.plain(voice.t('figures.whole')))] : []),
        words(making, voice.value(one), 'end'),
        cell([
          ...(one.producer ? voice.say(one.producer) : voice.plain('–')),
          ...(one.qualifier === 'part-period' ? [BREAK, ...voice.plain(voice.t('figures.part-period'))] : []),
          ...cited(making, one.citations),
        ]),
      ]),
      foot: [
        ...(series.definition ? [voice.say(series.definition)] : []),
        ...(observations.some(({ withheld }) => withheld) ? [voice.plain(voice.t('report.small-numbers'))] : []),
      ],
    });
  });
};
