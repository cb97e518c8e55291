/**
 * One issue of a cross-check: what disagrees, both places, the statuses it could touch.
 * Always true: words that could lead to a person are never repeated here, only the record that holds them is named.
 */
import { assess } from '../../core/assess.ts';
import type { CrossIssue, CrossPlace } from '../../core/crosscheck/index.ts';
import { dependantsOf } from '../../core/review.ts';
import { holdsOn } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { Status } from './marks.tsx';
import { PlaceIn } from './place.tsx';
import { RecordLink } from './records.tsx';

interface IssueProps {
  readonly view: View;
  readonly country: string;
  readonly issue: CrossIssue;
}

/** Whether an issue says that someone could be recognised. */
export const isOfIdentity = ({ code }: CrossIssue): boolean => code.startsWith('identity-');

/** What disagrees, in the reader’s language. */
export function IssueWords({ view, issue }: { view: View; issue: CrossIssue }): Html {
  return <>{isOfIdentity(issue) ? view.t('check.identity-hidden') : issue.message[view.language]}</>;
}

/** The places that disagree, each with its record and what stands there. */
export function Places({ view, issue }: { view: View; issue: CrossIssue }): Html {
  return (
    <ul class="quiet-list places">
      {issue.places.map((place) => (
        <li>
          <PlaceOf view={view} place={place} wordless={isOfIdentity(issue)} />
        </li>
      ))}
    </ul>
  );
}

function PlaceOf({ view, place, wordless }: { view: View; place: CrossPlace; wordless: boolean }): Html {
  if ('anchor' in place) return <q class="quote">{place.anchor.exact}</q>;
  const record = view.dataset.find(place.record);
  return (
    <>
      {/* The name of a waiver or an event is its words: of what could expose someone, the kind alone is named. */}
      <RecordLink view={view} id={place.record} asWas>
        {wordless && record ? `${view.t(`kind.${record.kind}`)} ${record.id}` : undefined}
      </RecordLink>
      {record && place.path && place.path.length > 0 && (
        <span class="small">
          {' '}
          (<PlaceIn view={view} record={record} path={place.path} wordless={wordless} />)
        </span>
      )}
    </>
  );
}

/** Indicators whose status of the day rests on a record that an issue names. */
export function touchedBy(view: View, issue: CrossIssue): string[] {
  const records = new Set(issue.places.flatMap((place) => ('record' in place ? [place.record] : [])));
  return [
    ...new Set(
      [...records].flatMap((id) => {
        const record = view.dataset.find(id);
        return [
          ...(record?.kind === 'override' && holdsOn(record, view.day) ? [record.indicator] : []),
          ...dependantsOf(view.dataset, id, view.day).flatMap((one) => (one.kind === 'indicator' ? [one.id] : [])),
        ];
      }),
    ),
  ];
}

/** The statuses an issue could touch, each as it is. */
export function Statuses({ view, country, issue }: IssueProps): Html {
  const ids = touchedBy(view, issue);
  if (ids.length === 0) return <p class="small dim">{view.t('check.no-status')}</p>;
  const list = (
    <ul class="deps">
      {ids.map((id) => {
        const indicator = view.dataset.indicator(id);
        return (
          indicator && (
            <li>
              <a href={view.indicatorLink(country, id)}>{view.say(indicator.body.title)}</a>
              <Status
                view={view}
                status={assess(view.dataset, country, indicator, view.day).status}
                framework={indicator.framework}
              />
            </li>
          )
        );
      })}
    </ul>
  );
  return (
    <details open={ids.length <= 3}>
      <summary>{view.t('check.statuses', { n: ids.length })}</summary>
      {list}
    </details>
  );
}
