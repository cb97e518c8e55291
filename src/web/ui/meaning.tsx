/** What changed in meaning, in words: statuses, periods, records. Used by editions and by the change log. */
import type { Child } from 'hono/jsx';
import type { Days, RecordChange, StatusChange } from '../../core/editions/meaning.ts';
import type { Html, View } from '../context.tsx';
import { answerText } from './evidence.tsx';
import { Icon, Status } from './marks.tsx';
import { RecordLink, recordName } from './records.tsx';

/** Something before and after, with an arrow between them that screen readers hear as words. */
export function Move({ view, before, after }: { view: View; before: Child; after: Child }): Html {
  return (
    <span class="move">
      <span class="vh">{view.t('act.before-is')} </span>
      {before} <Icon name="i-go" />
      <span class="vh"> {view.t('act.after-is')}</span> {after}
    </span>
  );
}

/** A status that is another, or that holds over another period. */
export function StatusMove({ view, change, named }: { view: View; change: StatusChange; named?: boolean }): Html {
  const indicator = view.dataset.indicator(change.indicator);
  const { framework, body } = indicator ?? {};
  const days = ({ from, to }: Days) => view.periodText(from, to);
  const isPeriod = change.before === change.after;
  return (
    <>
      <span>
        {named && <>{view.countryName(change.country)}: </>}
        <a href={view.indicatorLink(change.country, change.indicator)}>
          {body ? view.say(body.title) : view.t('record.not-on-record')}
        </a>
        {framework && <span class="small dim block">{view.say(framework.title)}</span>}
      </span>
      <span>
        {isPeriod ? (
          <>
            <Status view={view} status={change.after} framework={framework} />{' '}
            <Move view={view} before={days(change.periods[0])} after={<b>{days(change.periods[1])}</b>} />
          </>
        ) : (
          <Move
            view={view}
            before={<Status view={view} status={change.before} framework={framework} />}
            after={<Status view={view} status={change.after} framework={framework} />}
          />
        )}
      </span>
    </>
  );
}

/** A record that came, went or changed, with what the change is about. */
export function RecordMove({ view, change }: { view: View; change: RecordChange }): Html {
  const { id, kind, how, meanings, before, after } = change;
  const isHere = view.dataset.find(id) !== undefined;
  const known = after ?? before;
  const words = how === 'changed' ? meanings.map((one) => view.t(`meaning.${one}`)).join(', ') : view.t(`log.${how}`);
  return (
    <>
      <span>
        {isHere ? <RecordLink view={view} id={id} asWas /> : known ? recordName(view, known) : id}
        <span class="small dim block">{view.t(`kind.${kind}`)}</span>
      </span>
      <span>
        <span class="small">{words}</span>
        <FindingMove view={view} change={change} />
      </span>
    </>
  );
}

/** What a finding says, before and after. */
function FindingMove({ view, change: { before, after } }: { view: View; change: RecordChange }): Html | null {
  const now = after?.kind === 'finding' ? after : undefined;
  const old = before?.kind === 'finding' ? before : undefined;
  if (!now || (old && old.value === now.value && old.from === now.from && old.to === now.to)) return null;
  const question = view.dataset.get('question', now.question);
  const answer = answerText(view, question, now.value);
  if (!old) return <span class="small block">{answer}</span>;
  return (
    <span class="small block">
      {old.value === now.value ? (
        <Move
          view={view}
          before={view.periodText(old.from, old.to)}
          after={<b>{view.periodText(now.from, now.to)}</b>}
        />
      ) : (
        <Move view={view} before={answerText(view, question, old.value)} after={<b>{answer}</b>} />
      )}
    </span>
  );
}

/** Lines of a list, those beyond some folded away. */
export function Folded({ view, items, shown = 12 }: { view: View; items: readonly Html[]; shown?: number }): Html {
  const [first, rest] = [items.slice(0, shown), items.slice(shown)];
  return (
    <>
      <ul class="moves">
        {first.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details class="more-moves">
          <summary>{view.t('log.more', { n: rest.length })}</summary>
          <ul class="moves">
            {rest.map((item) => (
              <li>{item}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
