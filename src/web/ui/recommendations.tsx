/**
 * What is known of a recommendation on a day: rows of the ledger, verdicts side by side, history. The state's account
 * and independent evidence are kept apart; a gap in the record is "no evidence yet" and never a verdict.
 */

import { answerOn } from '../../core/answers.ts';
import {
  type PartStanding,
  type Progress,
  type Recommendation,
  type Said,
  type Standing,
  standingOn,
  VERDICTS,
  type Verdict,
  yearsWaited,
} from '../../core/commitments/recommendations.ts';
import { threadOf, threadOn } from '../../core/commitments/threads.ts';
import { firstDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { answerText, ProvisionLinks } from './evidence.tsx';
import { Flags, Icon, Sources, Status, shapeOf, statusText } from './marks.tsx';
import { RecordLink } from './records.tsx';

export type { Progress, Recommendation } from '../../core/commitments/recommendations.ts';

/** Every state of a recommendation, best first. */
export const PROGRESS: readonly Verdict[] = VERDICTS;

/** What each side says of a recommendation on a day. */
export const progressOn = standingOn;

/** Counts of each state. */
function countStates(statuses: readonly Verdict[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { done: 0, 'partly-done': 0, 'not-done': 0, 'no-evidence': 0 };
  for (const status of statuses) counts[status]++;
  return counts;
}

/** The bar of all recommendations by state, in proportion, with its legend. */
export function ProgressBar({
  view,
  statuses,
  counted,
}: {
  view: View;
  statuses?: readonly Verdict[];
  counted?: Readonly<Record<Verdict, number>>;
}): Html {
  const counts = counted ?? countStates(statuses ?? []);
  const sum = PROGRESS.reduce((all, status) => all + counts[status], 0);
  const total = Math.max(1, sum);
  let start = 0;
  const percent = (n: number) => `${Math.round((n / total) * 1000) / 10}%`;
  return (
    <>
      <svg
        class="strip-svg prog-svg"
        width="100%"
        height="32"
        role="img"
        aria-label={view.t('recommendations.bar', { total: sum, ...underscored(counts) })}
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
            <Status view={view} status={status} /> <b>{view.number(counts[status])}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

/** ICU arguments cannot hold hyphens. */
export const underscored = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name.replaceAll('-', '_'), count]));

/** For how long it has waited, and whether it still does. */
export function waitedText(view: View, record: Recommendation, standing: Standing): string {
  const years = yearsWaited(record, standing, view.day);
  // What was done before it was asked waited for nothing.
  if (standing.closedOn !== undefined && firstDay(standing.closedOn) <= firstDay(record.date)) {
    return view.t('recommendations.closed-before');
  }
  return view.t(`recommendations.waited.${standing.stage}`, { n: years });
}

/** One recommendation of the ledger: what is asked, its state, and what is known of it. */
export function RecommendationRow({
  view,
  record,
  review,
  country,
}: {
  view: View;
  record: Recommendation;
  review: boolean;
  /** Whether to name the state, where the ledger is of all. */
  country?: boolean;
}): Html {
  const standing = standingOn(record, view.day);
  const { independent, state, entries } = standing;
  const newest = entries.find(({ by, status }) => by === 'independent' && status !== 'no-evidence') ?? entries[0];
  const thread = threadOf(view.dataset, record.id);
  const asked = thread ? threadOn(thread, view.day).asked.length : 0;
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
        {country && record.country && (
          <p class="small alone">
            <a href={view.link(`/country/${record.country}/recommendations`)}>{view.countryName(record.country)}</a>
          </p>
        )}
        {record.addressee && (
          <p class="small dim">{view.rich('recommendations.addressee', { who: view.say(record.addressee) })}</p>
        )}
        {record.provisions && (
          <p class="meta">
            <ProvisionLinks view={view} ids={record.provisions} />
          </p>
        )}
        {thread && asked > 1 && (
          <p class="small alone">
            <a href={view.threadLink(thread.id)}>{view.t('recommendations.in-thread', { n: asked })}</a>
          </p>
        )}
      </div>
      <div class="flow-s">
        <p>
          <Status view={view} status={independent} />
        </p>
        {state && <p class="small dim">{view.t('recommendations.state-says', { status: statusText(view, state) })}</p>}
        <p class="small dim">{waitedText(view, record, standing)}</p>
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
      {record.response && <Response view={view} record={record} />}
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
      <Entries view={view} entries={entries} />
    </div>
  );
}

export function Response({ view, record }: { view: View; record: Recommendation }): Html | null {
  return record.response ? (
    <p class="small">
      <b>{view.t('recommendations.response')}</b> {view.say(record.response)}
    </p>
  ) : null;
}

/** Every verdict on file, newest first: when, whose, of what, why, and on what evidence. */
export function Entries({ view, entries }: { view: View; entries: readonly Progress[] }): Html {
  return (
    <ol class="log">
      {entries.map((entry) => (
        <li>
          <span>{view.date(entry.date, 'short')}</span>
          <div>
            <p class="gap">
              <span class="st" data-s={shapeOf(entry.status)}>
                <Icon name={`s-${shapeOf(entry.status)}`} />
                {statusText(view, entry.status)}
              </span>
              <span class="dim">
                {entry.who ? view.say(entry.who) : view.t(`recommendations.by.${entry.by}`)}
                {entry.part && `, ${view.t('recommendations.part', { part: entry.part })}`}
              </span>
            </p>
            {entry.rationale && <p>{view.say(entry.rationale)}</p>}
            <Evidence view={view} entry={entry} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What answers a demand, and where it is said. */
function Evidence({ view, entry }: { view: View; entry: Progress }): Html {
  return (
    <>
      {entry.closedBy && (
        <p class="meta">
          <span class="dim">{view.t('recommendations.closed-by')}</span>
          {entry.closedBy.map((id) => (
            <RecordLink view={view} id={id} />
          ))}
        </p>
      )}
      {entry.citations && <Sources view={view} citations={entry.citations} />}
    </>
  );
}

/** Each part with the verdict of the state and the independent one beside it. */
export function Parts({ view, record, standing }: { view: View; record: Recommendation; standing: Standing }): Html {
  return (
    <ol class="verdicts">
      {standing.parts.map((one) => (
        <li>
          <PartHead view={view} record={record} one={one} />
          <div class="sides">
            <Side view={view} name={view.t('recommendations.side.independent')} said={one.independent} />
            <Side view={view} name={view.t('recommendations.side.state')} said={one.state} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function PartHead({
  view,
  record,
  one: { part, closedOn },
}: {
  view: View;
  record: Recommendation;
  one: PartStanding;
}): Html {
  const question = part.target ? view.dataset.get('question', part.target) : undefined;
  const answer = question && record.country ? answerOn(view.dataset, record.country, question.id, view.day) : undefined;
  return (
    <>
      <h3>
        <span class="dim">{part.id}</span> {view.say(part.text)}
      </h3>
      <p class="meta">
        <span class="tag">{view.t(`recommendations.kind.${part.kind ?? 'undecided'}`)}</span>
        {closedOn && <span class="small">{view.t('recommendations.closed-on', { date: view.date(closedOn) })}</span>}
        {part.provisions && <ProvisionLinks view={view} ids={part.provisions} />}
      </p>
      {question && record.country && (
        <p class="small">
          <span class="dim">{view.t('recommendations.target')}</span>{' '}
          <a href={view.recordLink(question)}>{view.say(question.wording)}</a>{' '}
          <b>
            {answer?.state === 'known'
              ? answerText(view, question, answer.value)
              : view.t(`recommendations.answer.${answer?.state ?? 'not-recorded'}`)}
          </b>
        </p>
      )}
    </>
  );
}

/** The verdict of one side: what it says, who says so, of when, and on what evidence. */
export function Side({ view, name, said }: { view: View; name: string; said: Said | undefined }): Html {
  const entry = said?.entry;
  return (
    <div class="flow-s">
      <p class="small dim">{name}</p>
      {said ? (
        <p>
          <Status view={view} status={said.verdict} />{' '}
          {entry && <span class="small dim num">{view.date(entry.date, 'short')}</span>}
        </p>
      ) : (
        <p class="dimmer">{view.t('recommendations.silent')}</p>
      )}
      {entry?.who && <p class="small dim">{view.say(entry.who)}</p>}
      {entry?.rationale && <p class="small">{view.say(entry.rationale)}</p>}
      {entry && <Evidence view={view} entry={entry} />}
    </div>
  );
}
