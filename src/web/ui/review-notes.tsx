/** Why something needs review: the reason, the day, what changed and by what. */
import type { ReviewMark } from '../../core/review.ts';
import type { Html, View } from '../context.tsx';
import { RecordLink } from './records.tsx';

/** One reason in a sentence, with links to what changed. */
export function ReviewReason({ view, mark }: { view: View; mark: ReviewMark }): Html {
  return (
    <>
      {view.rich(`review.${mark.reason}`, {
        date: view.date(mark.since),
        cause: <RecordLink view={view} id={mark.cause} />,
      })}
      {mark.by?.map((by) => (
        <> {view.rich('review.by', { by: <RecordLink view={view} id={by} /> })}</>
      ))}
    </>
  );
}

/** The notice of a page whose statement needs review. */
export function ReviewNotice({ view, marks }: { view: View; marks: readonly ReviewMark[] }): Html | null {
  if (marks.length === 0) return null;
  // Several records can need review for one cause: the reader is told of the cause once.
  const causes = new Map(marks.map((mark) => [`${mark.reason} ${mark.cause} ${mark.since}`, mark]));
  return (
    <div class="call review spaced">
      <h2>{view.t('review.why')}</h2>
      <ul class="flow-s">
        {[...causes.values()].map((mark) => (
          <li>
            <ReviewReason view={view} mark={mark} />
          </li>
        ))}
      </ul>
      <p class="small">{view.t('review.until')}</p>
    </div>
  );
}
