/** What moves in the law of a country: acts that entered into force lately, those to come, and open bills. */
import { isOpenBill } from '../../core/law/amend.ts';
import type { Law } from '../../core/model/index.ts';
import { type Day, firstDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { stagesBy } from './bill.tsx';
import { RecordLink } from './records.tsx';

/** Days that count as lately. */
const LATELY = 365;

export interface LawNews {
  /** In force since a day within the last year, latest first. */
  readonly lately: readonly Law[];
  /** Enacted by the day and in force later, earliest first. */
  readonly coming: readonly Law[];
  /** Enacted by the day, with no day of entry into force on record. */
  readonly undated: readonly Law[];
  /** Before parliament, or up for discussion. */
  readonly bills: readonly Law[];
}

/** Days on which an act, or a part of it, enters into force. */
function beginnings({ from, amends = [] }: Law): Day[] {
  return [...new Set([from, ...amends.map((instruction) => instruction.from)])]
    .flatMap((date) => (date === undefined ? [] : [firstDay(date)]))
    .sort((a, b) => a - b);
}

/** Whether an act was enacted by a day; one without a date of enactment counts from its entry into force. */
const isEnacted = ({ adopted, from }: Law, day: Day): boolean => {
  const known = adopted ?? from;
  return known !== undefined && firstDay(known) <= day;
};

/** An act that changes others with no day of entry into force, for itself or for some of its instructions. */
const isUndated = ({ type, from, amends = [] }: Law): boolean =>
  from === undefined && (amends.length > 0 ? amends.some((one) => one.from === undefined) : type === 'amending-law');

export function lawNews(view: View, country: string): LawNews {
  const { day } = view;
  const all = view.dataset.inCountry('law', country);
  const acts = all.filter((law) => law.type !== 'bill' && isEnacted(law, day));
  const latest = (law: Law) => Math.max(-Infinity, ...beginnings(law).filter((begins) => begins <= day));
  const next = (law: Law) => Math.min(Infinity, ...beginnings(law).filter((begins) => begins > day));
  return {
    lately: acts.filter((law) => latest(law) > day - LATELY).sort((a, b) => latest(b) - latest(a)),
    coming: acts.filter((law) => next(law) < Infinity).sort((a, b) => next(a) - next(b)),
    undated: acts.filter((law) => isUndated(law) && law.to === undefined),
    bills: all.filter((law) => isOpenBill(law, day)),
  };
}

/** The days on which an act begins that lie on one side of the day shown, in words. */
function DaysText({ view, law, ahead }: { view: View; law: Law; ahead: boolean }): Html {
  const days = beginnings(law).filter((begins) => (ahead ? begins > view.day : begins <= view.day));
  return <>{(ahead ? days : days.slice(-1)).map((day) => view.dayText(day, 'short')).join(', ')}</>;
}

/** A bill with where it has come to, or what became of it; the word that it is supposed stands with it. */
export function BillLink({ view, law }: { view: View; law: Law }): Html {
  const last = stagesBy(law, view.day).at(-1);
  return (
    <>
      <RecordLink view={view} id={law.id} /> <span class="tag sample">{view.t('bill.tag')}</span>{' '}
      {last && (
        <span class="dim small">
          {view.t(`stage.${last.stage}`)}, {view.date(last.date, 'short')}
        </span>
      )}
      {law.enactedAs && last?.stage === 'signed' && (
        <span class="because-short">
          {view.rich('bill.became', { law: <RecordLink view={view} id={law.enactedAs} /> })}
        </span>
      )}
    </>
  );
}

/** The block of the country's page. */
export function LawNewsBlock({ view, country, news }: { view: View; country: string; news: LawNews }): Html {
  const { t } = view;
  return (
    <>
      {news.lately.length > 0 && (
        <>
          <h3>{t('law-news.lately')}</h3>
          <ul class="deps">
            {news.lately.map((law) => (
              <li>
                <RecordLink view={view} id={law.id} />
                <span class="dim num">
                  <DaysText view={view} law={law} ahead={false} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {news.coming.length > 0 && (
        <>
          <h3 class="spaced">{t('law-news.coming')}</h3>
          <ul class="deps">
            {news.coming.map((law) => (
              <li>
                <RecordLink view={view} id={law.id} />
                <span class="num">
                  <DaysText view={view} law={law} ahead />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {news.bills.length > 0 && (
        <>
          <h3 class="spaced">{t('law-news.bills')}</h3>
          <ul class="quiet-list">
            {news.bills.map((law) => (
              <li>
                <BillLink view={view} law={law} />
              </li>
            ))}
          </ul>
        </>
      )}
      {news.lately.length + news.coming.length + news.bills.length === 0 && (
        <p class="dim">{t('law-news.none', { date: view.dayText(view.day) })}</p>
      )}
      <p class="spaced meta">
        <a href={view.link(`/country/${country}/laws`)}>{t('law-news.laws')}</a>
        {view.dataset.all('obligation').length > 0 && <a href={view.link(`/gaps/${country}`)}>{t('gaps.title')}</a>}
      </p>
    </>
  );
}
