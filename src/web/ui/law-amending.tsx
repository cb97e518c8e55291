/** The acts that made a version of a provision, with their dates apart, and what else they changed on that day. */
import type { Law, Provision } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { ActDates } from './law-words.tsx';
import { ArticleName, isNumbered, RecordLink, recordName } from './records.tsx';

export function Amending({ view, provision, at }: { view: View; provision: Provision; at: number }): Html {
  const { dataset, t } = view;
  const version = provision.versions[at];
  const acts = (version?.amendedBy ?? []).flatMap((id) => dataset.get('law', id) ?? []);
  const own = dataset.get('law', provision.law);
  const siblings = siblingsOf(view, provision, at);
  return (
    <>
      <section aria-labelledby="by-h">
        <h2 class="h3" id="by-h">
          {t('provision.amending', { n: Math.max(1, acts.length) })}
        </h2>
        {acts.map((act) => (
          <Act view={view} act={act} from={version?.from} />
        ))}
        {acts.length === 0 &&
          (at === 0 && own ? (
            <>
              <p class="small dim spaced-s">{t('provision.first-version')}</p>
              <Act view={view} act={own} from={version?.from} />
            </>
          ) : (
            <p class="small dim spaced-s">{t('provision.amending-unknown')}</p>
          ))}
      </section>
      {siblings.length > 0 && (
        <section class="spaced" aria-labelledby="siblings-h">
          <h2 class="h3" id="siblings-h">
            {t('provision.siblings')}
          </h2>
          <ul class="quiet-list small">
            {siblings.map((other) => (
              <li>
                <RecordLink view={view} id={other.id} asWas>
                  {other.law === provision.law ? (
                    <ArticleName view={view} provision={other} />
                  ) : (
                    recordName(view, other)
                  )}
                </RecordLink>
                {isNumbered(other) && (
                  <>
                    <br />
                    <span class="dim">{view.say(headingSince(other, version?.from))}</span>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The heading of the version that began on a day: a later one may have another. */
function headingSince(provision: Provision, from: string | undefined): Provision['heading'] {
  return provision.versions.find((one) => one.from === from)?.heading ?? provision.heading;
}

function Act({ view, act, from }: { view: View; act: Law; from: string | undefined }): Html {
  return (
    <p class="small spaced-s">
      <RecordLink view={view} id={act.id} />
      <br />
      <span class="dim">
        <ActDates view={view} act={act} from={from} />
      </span>
    </p>
  );
}

/** Other provisions with a version that begins on the same day by one of the same acts. */
function siblingsOf(view: View, provision: Provision, at: number): Provision[] {
  const { from, amendedBy = [] } = provision.versions[at] ?? {};
  if (from === undefined || amendedBy.length === 0) return [];
  return view.dataset
    .inCountry('provision', provision.country ?? '')
    .filter(
      (other) =>
        other.id !== provision.id &&
        other.versions.some((one) => one.from === from && one.amendedBy?.some((act) => amendedBy.includes(act))),
    );
}
