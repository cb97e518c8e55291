/** What would change a status: the smallest reforms, who already asks for them, and a form that tries answers out. */
import {
  type Assessment,
  assess,
  type Reform,
  type ReformChange,
  reforms,
  type Supposed,
  whatIf,
} from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import type { Answer, Question } from '../../core/model/index.ts';
import { candidates } from '../../core/rule/reform.ts';
import { isPartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { Kept } from './dates.tsx';
import { answerText } from './evidence.tsx';
import { Status, statusText } from './marks.tsx';
import { titleById } from './records.tsx';
import { list, quoted } from './why.tsx';

/** Reforms shown for each status; more are counted. */
const SHOWN = 6;

/** What a reader supposes: `?suppose=question:answer`, several at once. What is not a possible answer is passed over. */
function supposedIn(view: View, indicator: Indicator): Map<string, Answer> {
  const supposed = new Map<string, Answer>();
  for (const text of view.query.getAll('suppose')) {
    const cut = text.lastIndexOf(':');
    const id = text.slice(0, cut);
    const question = view.dataset.get('question', id);
    const value = question && readAnswer(question, text.slice(cut + 1));
    if (value !== undefined && indicator.compiled.questions.includes(id)) supposed.set(id, value);
  }
  return supposed;
}

/** An answer from the text of a form, or undefined where it answers nothing. */
function readAnswer(question: Question, text: string): Answer | undefined {
  switch (question.type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
      return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
    case 'choice':
      return question.options?.some(({ id }) => id === text) ? text : undefined;
    case 'date':
      return isPartialDate(text) ? text : undefined;
  }
}

interface Props {
  readonly view: View;
  readonly country: string;
  readonly indicator: Indicator;
  readonly assessment: Assessment;
}

const key = ({ question, to }: { question: string; to: Answer }): string => `${question}:${to}`;

/** The panel "What would change it". */
export function WhatWouldChange({ view, country, indicator, assessment }: Props): Html {
  const found = reforms(view.dataset, country, indicator, view.day);
  const supposed = supposedIn(view, indicator);
  const changes = new Map(found.flatMap((reform) => reform.changes).map((change) => [key(change), change]));
  for (const [question, to] of supposed)
    if (!changes.has(key({ question, to }))) changes.set(key({ question, to }), { question, to, recommendations: [] });
  const lowering = whatLowers(view, country, indicator, assessment);
  return (
    <aside class="what" aria-labelledby="what-h" id="what">
      <h2 id="what-h">{view.t('reform.title')}</h2>
      {found.length === 0 ? (
        <p class="small dim">
          {view.t(
            assessment.possible.length === 1 && assessment.computed === indicator.rule.clauses[0]?.status
              ? 'reform.best'
              : 'reform.none',
          )}
        </p>
      ) : (
        <Ways view={view} indicator={indicator} found={found} />
      )}
      {changes.size > 0 && (
        <form method="get" action={`/${view.language}${view.path}#what`} class="suppose">
          <Kept view={view} except={['suppose']} />
          <fieldset>
            <legend>{view.t('reform.try')}</legend>
            {[...changes.values()].map((change) => (
              <Choice view={view} change={change} checked={supposed.get(change.question) === change.to} />
            ))}
          </fieldset>
          <button class="btn quiet slim" type="submit">
            {view.t('reform.work-out')}
          </button>
        </form>
      )}
      {supposed.size > 0 && <Outcome view={view} country={country} indicator={indicator} supposed={supposed} />}
      {lowering.length > 0 && (
        <div class="lower">
          <h3>{view.t('reform.lower')}</h3>
          <ul class="small">
            {lowering.map(({ question, to, status }) => (
              <li>
                {titleById(view, question)} <b>{answerText(view, view.dataset.get('question', question), to)}</b>{' '}
                <span class="dim">({statusText(view, status, indicator.framework)})</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </aside>
  );
}

/** For each better status the smallest sets of changes that bring it. */
function Ways({ view, indicator, found }: { view: View; indicator: Indicator; found: readonly Reform[] }): Html {
  return (
    <>
      {[...Map.groupBy(found, ({ status }) => status)].map(([status, ways]) => (
        <div class="ways">
          <h3>
            {view.t('reform.to', { n: ways.length })}{' '}
            <Status view={view} status={status} framework={indicator.framework} />
          </h3>
          <ol class={ways.length > 1 ? 'alts' : undefined}>
            {ways.slice(0, SHOWN).map(({ changes }) => (
              <li>
                {changes.length > 1 && <p class="hint">{view.t('reform.together', { n: changes.length })}</p>}
                <ul>
                  {changes.map((change) => (
                    <li>
                      <Change view={view} change={change} />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
          {ways.length > SHOWN && <p class="note">{view.t('reform.more', { n: ways.length - SHOWN })}</p>}
        </div>
      ))}
    </>
  );
}

/** The demand of a change: the wording of the codebook where the change is the better answer, else question and answer. */
function demand(view: View, { question: id, to }: Pick<ReformChange, 'question' | 'to'>): Html {
  const question = view.dataset.get('question', id);
  if (question?.reform && (question.type !== 'boolean' || to === (question.strength !== 'no')))
    return (
      <>
        {view.say(question.reform)}
        {question.type !== 'boolean' && <span class="dim"> ({answerText(view, question, to)})</span>}
      </>
    );
  return (
    <>
      {question ? view.say(question.wording) : id} <b>{answerText(view, question, to)}</b>
    </>
  );
}

function Change({ view, change }: { view: View; change: ReformChange }): Html {
  const question = view.dataset.get('question', change.question);
  return (
    <>
      <b class="demand">{demand(view, change)}</b>
      <span class="hint">
        {view.t('reform.from-to', {
          from: answerText(view, question, change.from),
          to: answerText(view, question, change.to),
        })}
      </span>
      {change.recommendations.length > 0 && <Asking view={view} ids={change.recommendations} />}
    </>
  );
}

/** Recommendations that already ask for a change, by who asks and when. */
function Asking({ view, ids }: { view: View; ids: readonly string[] }): Html {
  return (
    <span class="asked small">
      {view.t('reform.asked-by', { n: ids.length })}{' '}
      {ids.map((id, index) => {
        const record = view.dataset.get('recommendation', id);
        return (
          record && (
            <>
              {index > 0 && '; '}
              <a href={view.recordLink(record)}>
                {view.text(record.body)}, {record.date.slice(0, 4)}
              </a>
            </>
          )
        );
      })}
    </span>
  );
}

function Choice({
  view,
  change,
  checked,
}: {
  view: View;
  change: Pick<ReformChange, 'question' | 'to'>;
  checked: boolean;
}): Html {
  return (
    <label class="pick">
      <input type="checkbox" name="suppose" value={key(change)} checked={checked} />
      <span>{demand(view, change)}</span>
    </label>
  );
}

/** What the rule would give for the answers supposed, here and on other indicators. */
function Outcome({
  view,
  country,
  indicator,
  supposed,
}: {
  view: View;
  country: string;
  indicator: Indicator;
  supposed: Supposed;
}): Html {
  const { computed, possible } = assess(view.dataset, country, indicator, view.day, supposed);
  const elsewhere = whatIf(view.dataset, country, view.day, supposed).filter(
    ({ after }) => after.indicator !== indicator.id,
  );
  return (
    <div class="outcome" role="status">
      <p>
        <span class="tag sample">{view.t('reform.hypothetical')}</span> {view.t('reform.would-give')}{' '}
        <Status view={view} status={computed} framework={indicator.framework} />
      </p>
      {possible.length > 1 && (
        <p class="small dim">
          {view.t('reform.possible', {
            list: list(
              view,
              possible.map((status) => quoted(view, statusText(view, status, indicator.framework))),
            ),
          })}
        </p>
      )}
      {elsewhere.length > 0 && (
        <>
          <p class="small dim">{view.t('reform.elsewhere')}</p>
          <ul class="small">
            {elsewhere.map(({ before, after }) => {
              const other = view.dataset.indicator(after.indicator);
              return (
                <li>
                  <a href={view.indicatorLink(country, after.indicator)}>{titleById(view, after.indicator)}</a>:{' '}
                  {view.t('reform.becomes', {
                    before: statusText(view, before.computed, other?.framework),
                    after: statusText(view, after.computed, other?.framework),
                  })}
                </li>
              );
            })}
          </ul>
        </>
      )}
      <p class="small">
        <a href={view.here({ suppose: undefined })}>{view.t('reform.clear')}</a>
      </p>
    </div>
  );
}

/** Single answers that would bring a worse status: what must not be lost. */
function whatLowers(
  view: View,
  country: string,
  indicator: Indicator,
  { possible, explanation }: Assessment,
): { question: string; to: Answer; status: string }[] {
  const rank = (status: string) => indicator.rule.clauses.findIndex((clause) => clause.status === status);
  const [now] = possible;
  if (possible.length !== 1 || now === undefined) return [];
  return explanation.evidence.flatMap(({ question, value }) => {
    if (value === undefined) return [];
    const options = (view.dataset.get('question', question)?.options ?? []).map(({ id }) => id);
    for (const to of candidates(indicator.rule, question, options)) {
      if (to === value) continue;
      const after = assess(view.dataset, country, indicator, view.day, new Map([[question, to]]));
      const [status] = after.possible;
      if (after.possible.length === 1 && status !== undefined && rank(status) > rank(now))
        return [{ question, to, status }];
    }
    return [];
  });
}
