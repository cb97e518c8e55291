/** How an issue of a cross-check is set aside: the record to copy into the dataset, ready but for its reason. */
import type { CrossIssue } from '../../core/crosscheck/index.ts';

import { markOf, waiverFor } from '../../core/crosscheck/waivers.ts';
import { fileOf } from '../../core/model/index.ts';
import { isoDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';

interface WaivingProps {
  readonly view: View;
  readonly country: string;
  readonly issue: CrossIssue;
}

/** The waiver of an issue as YAML. Its reason is left empty: a dataset with a waiver without reason is refused. */
export function waiverText({ view, country, issue }: WaivingProps): string {
  const { sides, check } = waiverFor(view.dataset, issue, { id: '', country, reason: '' });
  const id = `${country}/waiver/${check}-${markOf(JSON.stringify(sides)).slice(0, 8)}`;
  const decidedOn = isoDay(view.today);
  return [
    `- id: ${id}`,
    `  check: ${check}`,
    '  sides:',
    ...sides.flatMap(({ record, path, quote, mark }) => {
      const fields = [
        ...(record === undefined ? [] : [`record: ${record}`]),
        ...(path === undefined ? [] : [`path: ${path}`]),
        ...(quote === undefined ? [] : [`quote: ${JSON.stringify(quote)}`]),
        // In quotes, or a mark of digits alone would be a number.
        `mark: "${mark}"`,
      ];
      return fields.map((field, index) => `  ${index === 0 ? '-' : ' '} ${field}`);
    }),
    ...(decidedOn === undefined ? [] : [`  decidedOn: ${JSON.stringify(decidedOn)}`]),
    `  reason: # ${view.t('check.waive-reason')}`,
  ].join('\n');
}

/** The way to waive, folded away: setting an issue aside is the last thing to do about it. */
export function Waiving(props: WaivingProps): Html {
  const { view, country } = props;
  return (
    <details class="waiving">
      <summary>{view.t('check.waive')}</summary>
      <p class="small">
        {view.rich('check.waive-how', {
          file: <code>{fileOf('waiver', `${country}/waiver/x`)}</code>,
          key: <code>waiver:</code>,
        })}
      </p>
      <pre class="cmd">
        <code>{waiverText(props)}</code>
      </pre>
    </details>
  );
}
