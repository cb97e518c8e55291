/** The record itself: what its sources weigh, and what waits for review. */
import { weighCountry } from '../../core/crosscheck/weight.ts';
import { english } from '../../core/localised.ts';
import { hasMessage } from '../../core/messages.ts';
import { byCause, stale } from '../../core/review.ts';
import { cell, head, type Maker, table, words } from '../making.ts';

/** What the sources of each part of the record weigh. */
export const sources: Maker = (making) => {
  const { dataset, country, day, voice } = making;
  const weights = weighCountry(dataset, country, day).filter(({ id }) => !id.startsWith('finding/'));
  const percent = (share: number) => voice.t('weight.percent', { n: Math.round(share * 100) });
  // Origins are compared without regard to case; they are printed as their sources write them.
  const names = new Map(
    dataset.all('source').flatMap((source) => {
      const name = source.publisher === undefined ? source.authors?.[0] : english(source.publisher);
      return name === undefined ? [] : [[name.toLowerCase(), name] as const];
    }),
  );
  return table(making, {
    caption: voice.plain(voice.t('weight.title')),
    head: [
      voice.t('weight.part'),
      voice.t('weight.places'),
      voice.t('report.works'),
      voice.t('weight.independent'),
      voice.t('weight.most'),
    ],
    widths: [28, 12, 12, 16, 32],
    rows: weights.map(({ id, places, works, independent, largest }) => [
      head(
        voice.plain(
          id === 'record'
            ? voice.t('report.whole-record')
            : hasMessage(`kind.${id}.many`)
              ? voice.t(`kind.${id}.many`)
              : id,
        ),
      ),
      words(making, voice.number(places), 'end'),
      words(making, voice.number(works), 'end'),
      words(making, voice.number(independent), 'end'),
      cell(
        largest
          ? [...voice.noted(names.get(largest.origin) ?? largest.origin), ...voice.plain(`, ${percent(largest.share)}`)]
          : voice.plain('–'),
      ),
    ]),
  });
};

/** What needs review on the day, by what changed. */
export const review: Maker = (making) => {
  const { dataset, country, day, voice } = making;
  const causes = byCause(stale(dataset, country, day)).reverse();
  return table(making, {
    caption: voice.plain(voice.t('report.review', { date: voice.date(making.asOf) })),
    head: [voice.t('report.changed'), voice.t('report.what-changed'), voice.t('report.waiting')],
    widths: [18, 56, 26],
    rows: causes.map(({ cause, reason, since, marks }) => {
      const record = dataset.find(cause);
      return [
        words(making, voice.date(since, 'short')),
        head([
          ...voice.plain(`${voice.t(`review.reason.${reason}`)}: `),
          ...(record ? making.link(record) : voice.plain(cause)),
        ]),
        words(making, voice.t('review.waiting', { n: marks.length })),
      ];
    }),
  });
};
