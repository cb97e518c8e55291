/**
 * What is known of a recommendation on a day. The state's account and independent evidence are kept apart; a gap in
 * the record is "no evidence yet" and never a verdict.
 */
import type { RecordOf } from '../../core/model/index.ts';
import { comparePeriods, type Day, firstDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { ProvisionLinks } from './evidence.tsx';
import { Flags, Icon, Sources, Status, shapeOf, statusText } from './marks.tsx';
import { RecordLink } from './records.tsx';

export type Recommendation = RecordOf<'recommendation'>;
export type Progress = NonNullable<Recommendation['progress']>[number];
type ProgressStatus = Progress['status'];

/** Every state of a recommendation, best first. */
export const PROGRESS: readonly ProgressStatus[] = ['done', 'partly-done', 'not-done', 'no-evidence'];

interface Standing {
  readonly independent: ProgressStatus;
  readonly state: ProgressStatus | undefined;
  /** Entries that speak of the day or of an earlier one, newest first. */
  readonly entries: readonly Progress[];
}

/** What each side says of a recommendation on a day. */
export function progressOn(record: Recommendation, day: Day): Standing {
  const entries = (record.progress ?? [])
    .filter(({ date }) => firstDay(date) <= day)
    .toSorted((a, b) => firstDay(b.date) - firstDay(a.date));
  const by = (who: Progress['by']) => entries.filter((entry) => entry.by === who);
  const state = by('state');
  return {
    independent: standing(record, by('independent')),
    state: state.length > 0 ? standing(record, state) : undefined,
    entries,
  };
}

/** The newest word on the whole; where only parts are spoken of, what they come to together. */
function standing(record: Recommendation, entries: readonly Progress[]): ProgressStatus {
  const [newest] = entries;
  if (!newest) return 'no-evidence';
  if (newest.part === undefined) return newest.status;
  const parts = (record.parts ?? []).map(({ id }) => entries.find(({ part }) => part === id)?.status ?? 'no-evidence');
  if (parts.length === 0) return newest.status;
  if (parts.every((status) => status === 'done')) return 'done';
  if (parts.some((status) => status === 'done' || status === 'partly-done')) return 'partly-done';
  return parts.every((status) => status === 'not-done') ? 'not-done' : 'no-evidence';
}

/** Counts of each state. */
function countStates(statuses: readonly ProgressStatus[]): Record<ProgressStatus, number> {
  const counts: Record<ProgressStatus, number> = { done: 0, 'partly-done': 0, 'not-done': 0, 'no-evidence': 0 };
  for (const status of statuses) counts[status]++;
  return counts;
}

/** The bar of all recommendations by state, in proportion, with its legend. */
export function ProgressBar({ view, statuses }: { view: View; statuses: readonly ProgressStatus[] }): Html {
  const counts = countStates(statuses);
  const total = Math.max(1, statuses.length);
  let start = 0;
  const percent = (n: number) => `${Math.round((n / total) * 1000) / 10}%`;
  return (
    <>
      <svg
        class="strip-svg prog-svg"
        width="100%"
        height="32"
        role="img"
        aria-label={view.t('recommendations.bar', { total: statuses.length, ...underscored(counts) })}
      >
        {PROGRESS.map((status) => {
          const x = start;
          start += counts[status];
          return counts[status] === 0 ? null : status === 'no-evidence' ? (
            <rect data-f="none" x={percent(x)} y="1" width={percent(counts[status])} height="30" />
          ) : (
            <rect data-f={shapeOf(status)} x={percent(x)} y="0.5" width={percent(counts[status])} height="31" />
          );
        })}
      </svg>
      <ul class="legend">
        {PROGRESS.map((status) => (
          <li>
            <Status view={view} status={status} /> <b>{counts[status]}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

/** ICU arguments cannot hold hyphens. */
const underscored = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name.replaceAll('-', '_'), count]));

/** One recommendation of the ledger: what is asked, its state, and what is known of it. */
export function RecommendationRow({
  view,
  record,
  review,
}: {
  view: View;
  record: Recommendation;
  review: boolean;
}): Html {
  const { independent, state, entries } = progressOn(record, view.day);
  const newest = entries.find(({ by }) => by === 'independent');
  return (
    <li>
      <span class="id">
        {record.paragraph ? view.t('recommendations.paragraph', { number: record.paragraph }) : ''}
      </span>
      <div>
        <p class="say">
          <a class="quiet-link" href={view.recordLink(record)}>
            {view.say(record.text)}
          </a>{' '}
          <Flags view={view} review={review} />
        </p>
        {record.addressee && (
          <p class="small dim">{view.rich('recommendations.addressee', { who: view.say(record.addressee) })}</p>
        )}
        {record.provisions && (
          <p class="meta">
            <ProvisionLinks view={view} ids={record.provisions} />
          </p>
        )}
      </div>
      <div class="flow-s">
        <p>
          <Status view={view} status={independent} />
        </p>
        {state && state !== independent && (
          <p class="small dim">{view.t('recommendations.state-says', { status: statusText(view, state) })}</p>
        )}
      </div>
      <div class="why">
        {newest?.rationale ? (
          view.say(newest.rationale)
        ) : (
          <span class="dimmer">{view.t('recommendations.nothing')}</span>
        )}
        {newest?.citations && <Sources view={view} citations={newest.citations} quotes={false} />}
        {newest && <span class="dimmer small num">{view.date(newest.date, 'short')}</span>}
      </div>
      {(entries.length > 1 || (record.parts?.length ?? 0) > 0 || record.response) && (
        <details class="hist">
          <summary>{view.t('recommendations.history', { n: entries.length })}</summary>
          <History view={view} record={record} entries={entries} />
        </details>
      )}
    </li>
  );
}

/** What was asked part by part, what the state answered, and every entry. */
export function History({
  view,
  record,
  entries,
}: {
  view: View;
  record: Recommendation;
  entries: readonly Progress[];
}): Html {
  return (
    <div class="flow-s">
      {record.response && (
        <p class="small">
          <b>{view.t('recommendations.response')}</b> {view.say(record.response)}
        </p>
      )}
      {record.parts && (
        <ul class="parts small">
          {record.parts.map((part) => (
            <li>
              <b>{part.id}</b> {view.say(part.text)}
              {part.target && (
                <>
                  {' '}
                  <span class="dim">
                    <RecordLink view={view} id={part.target} />
                  </span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <ol class="log">
        {entries
          .toSorted((a, b) => comparePeriods({ from: b.date }, { from: a.date }))
          .map((entry) => (
            <li>
              <span>{view.date(entry.date, 'short')}</span>
              <div>
                <p class="gap">
                  <span class="st" data-s={shapeOf(entry.status)}>
                    <Icon name={`s-${shapeOf(entry.status)}`} />
                    {statusText(view, entry.status)}
                  </span>
                  <span class="dim">
                    {view.t(`recommendations.by.${entry.by}`)}
                    {entry.part && `, ${view.t('recommendations.part', { part: entry.part })}`}
                  </span>
                </p>
                {entry.rationale && <p>{view.say(entry.rationale)}</p>}
                {entry.closedBy && (
                  <p class="meta">
                    <span class="dim">{view.t('recommendations.closed-by')}</span>
                    {entry.closedBy.map((id) => (
                      <RecordLink view={view} id={id} />
                    ))}
                  </p>
                )}
                {entry.citations && <Sources view={view} citations={entry.citations} />}
              </div>
            </li>
          ))}
      </ol>
    </div>
  );
}
