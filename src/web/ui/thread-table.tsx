/** The members of a thread, earliest first, with both verdicts on each. */
import { type Recommendation, standingOn } from '../../core/commitments/recommendations.ts';
import type { Html, View } from '../context.tsx';
import { Status, statusText } from './marks.tsx';
import { cell, columnHead, group, row, rowHead, table } from './table.ts';

const HEADS = ['date', 'body', 'text', 'independent', 'state'] as const;

export function ThreadTable({
  view,
  records,
  current,
}: {
  view: View;
  records: readonly Recommendation[];
  /** The one whose page this is. */
  current?: string;
}): Html {
  const { t } = view;
  return (
    <table class="tbl stack" {...table}>
      <caption class="vh">{t('recommendations.thread.one')}</caption>
      <thead {...group}>
        <tr {...row}>
          {HEADS.map((head) => (
            <th {...columnHead}>{t(`recommendations.thread.${head}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...group}>
        {records.map((record) => {
          const { independent, state } = standingOn(record, view.day);
          return (
            <tr {...row} aria-current={record.id === current ? 'true' : undefined}>
              <th {...rowHead} class="num">
                {view.date(record.date, 'short')}
              </th>
              <td {...cell} data-l={t('recommendations.thread.body')}>
                {view.say(record.body)}
              </td>
              <td {...cell} data-l={t('recommendations.thread.text')}>
                {record.id === current ? (
                  view.say(record.text)
                ) : (
                  <a href={view.recordLink(record)}>{view.say(record.text)}</a>
                )}
              </td>
              <td {...cell} data-l={t('recommendations.thread.independent')}>
                <Status view={view} status={independent} />
              </td>
              <td {...cell} data-l={t('recommendations.thread.state')}>
                {state ? statusText(view, state) : <span class="dimmer">{t('recommendations.silent')}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
