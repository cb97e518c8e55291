/**
 * How to use figures: what to say and not to say when quoting them, why those for one year differ, what sums of money come
 * to, and what to handle with care. Sentences are made from what core/commitments/figures.ts finds; nothing is written by hand.
 */
import {
  type Care,
  type Conversion,
  careOf,
  type Difference,
  gapsOf,
  OFF,
  type Series,
  type Strand,
} from '../../core/commitments/figures.ts';
import type { Html, View } from '../context.tsx';
import { MarkIcon, strandName } from './chart.tsx';
import { observedText, seriesLink, valueText } from './figures.tsx';
import { Flags, Icon, Sources } from './marks.tsx';
import { RecordLink } from './records.tsx';
import * as roles from './table.ts';

/** A sum in another currency: what the source says, what the rate gives, and by how much they differ. */
export function ConversionText({ view, conversion }: { view: View; conversion: Conversion }): Html {
  const { t } = view;
  const { to, currency, stated, rate, computed, factor = 1 } = conversion;
  const sum = (amount: number) => moneyText(view, amount, to);
  const parts = [
    stated !== undefined && t('money.stated', { sum: sum(stated) }),
    rate && computed !== undefined
      ? t(`money.computed-${rate.basis}`, {
          sum: sum(computed),
          rate: view.number(rate.value),
          currency,
          to,
          year: String(rate.year ?? ''),
        })
      : t('money.no-rate', { currency, to }),
    factor > OFF && t('money.off', { factor: view.number(Number(factor.toPrecision(2))) }),
  ].filter(Boolean);
  return <>{parts.join(' ')}</>;
}

/** An amount with its currency as the language writes it. */
export function moneyText(view: View, amount: number, currency: string): string {
  return `${view.number(amount)}\u00a0${currency}`;
}

interface AdviceProps {
  readonly view: View;
  readonly strands: readonly Strand[];
  readonly differences: readonly Difference[];
  readonly withheld: boolean;
}

/** What to say when quoting, and what not. */
export function Advice({ view, strands, differences, withheld }: AdviceProps): Html {
  const { t } = view;
  const latest = differences.at(-1);
  const parts = [...new Set(strands.flatMap(({ points }) => points.filter(({ part }) => part)))];
  const last = parts.at(-1);
  const breaks = strands.flatMap(({ series }) => series.breaks ?? []);
  const several = new Set(strands.map(({ series }) => series.id)).size > 1;
  const bodies = new Set(strands.map((strand) => strandName(view, strand, false))).size > 1;
  const gap = gapsOf(strands).at(-1);
  return (
    <>
      {latest && (
        <p>
          {t('advice.range', {
            low: view.number(latest.low),
            high: view.number(latest.high),
            year: String(latest.year),
          })}
        </p>
      )}
      {breaks.map(({ at, reason, citations }) => (
        <div>
          <p>
            {t('advice.break', { date: view.date(at) })} {view.say(reason)}
          </p>
          {citations && <Sources view={view} citations={citations} quotes={false} />}
        </div>
      ))}
      {several ? <p>{t('advice.several')}</p> : bodies && <p>{t('advice.bodies')}</p>}
      {last && <p>{t('advice.part', { period: observedText(view, last.observation.period) })}</p>}
      {gap && <p>{t('advice.gap', { from: String(gap.from), to: String(gap.to) })}</p>}
      {withheld && <p>{t('advice.withheld')}</p>}
      <p>{t('advice.recorded')}</p>
    </>
  );
}

/** Figures for one year side by side, with what could explain that they differ. */
export function DifferenceTable({
  view,
  difference,
  strands,
  mixed,
}: {
  view: View;
  difference: Difference;
  strands: readonly Strand[];
  mixed: boolean;
}): Html {
  const { t } = view;
  const columns = difference.points.flatMap((point) => {
    const index = strands.findIndex(({ points }) => points.includes(point));
    const strand = strands[index];
    return strand ? [{ point, strand, index }] : [];
  });
  const has = (reason: Difference['reasons'][number]) => difference.reasons.includes(reason);
  const rows: [string, (column: (typeof columns)[number]) => Html | string, string][] = [
    [
      t('differ.period'),
      ({ point }) => observedText(view, point.observation.period),
      has('part') ? t('differ.yes-part') : t('differ.no'),
    ],
    [
      t('differ.counted'),
      ({ strand: { series } }) => <>{view.say(series.definition ?? series.title)}</>,
      has('definition') ? t('differ.yes-definition') : t('differ.no'),
    ],
    [
      t('differ.producer'),
      ({ point: { observation } }) => (observation.producer ? view.say(observation.producer) : t('figures.not-stated')),
      has('producer') ? t('differ.yes-producer') : t('differ.no'),
    ],
    [
      t('differ.sources'),
      ({ point: { observation } }) => <Sources view={view} citations={observation.citations} quotes={false} />,
      has('source') ? t('differ.yes-source') : has('unknown') ? t('differ.unknown') : t('differ.no-source'),
    ],
  ];
  const label = t('differ.table', { year: String(difference.year) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part that scrolls needs focus and a name; a section would be a landmark
    <div class="scroll" tabindex={0} role="region" aria-label={label}>
      <table {...roles.table} class="tbl stack differ">
        <caption class="vh">{label}</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHead}>
              <span class="vh">{t('differ.aspect')}</span>
            </th>
            {columns.map(({ point, strand, index }) => (
              <th {...roles.columnHead}>
                <MarkIcon strand={index} hollow={point.part} /> {strandName(view, strand, mixed, strands)}:{' '}
                {valueText(view, point.observation)}
              </th>
            ))}
            <th {...roles.columnHead}>{t('differ.explains')}</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {rows.map(([name, content, explains]) => (
            <tr {...roles.row}>
              <th {...roles.rowHead}>{name}</th>
              {columns.map((column) => (
                <td {...roles.cell} data-l={strandName(view, column.strand, mixed, strands)}>
                  {content(column)}
                </td>
              ))}
              <td {...roles.cell} data-l={t('differ.explains-short')}>
                {explains}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Figures to handle with care: sums, dates, repeats, conversions, and contradictions on file that concern them. */
export function CareList({ view, series }: { view: View; series: Series }): Html | null {
  const care = careOf(view.dataset, series, view.day);
  const contradictions = view.dataset
    .backlinks(series.id)
    .flatMap(({ record }) => (record.kind === 'contradiction' ? [record] : []));
  if (care.length === 0 && contradictions.length === 0) return null;
  return (
    <ul class="entries care">
      {care.map((one) => (
        <li>
          <p>
            <span class="tag">
              <Icon name="i-differ" />
              {view.t(`care.${one.code}`)}
            </span>{' '}
            <b class="num">{observedText(view, one.observation.period)}</b>
          </p>
          <p>
            <CareText view={view} care={one} />
          </p>
          <Sources view={view} citations={one.observation.citations} quotes={false} />
        </li>
      ))}
      {contradictions.map((record) => (
        <li>
          <p>
            <Flags view={view} disagree={record.resolution === undefined} /> <RecordLink view={view} id={record.id} />
          </p>
          {record.assessment && <p class="small">{view.say(record.assessment)}</p>}
        </li>
      ))}
    </ul>
  );
}

function CareText({ view, care }: { view: View; care: Care }): Html {
  const { t } = view;
  switch (care.code) {
    case 'parts':
      return (
        <>
          {t(care.sum < care.whole ? 'care.parts-less' : 'care.parts-more', {
            dimension: care.dimension,
            sum: view.number(care.sum),
            whole: view.number(care.whole),
            rest: view.number(Math.abs(care.whole - care.sum)),
          })}
        </>
      );
    case 'repeat':
      return <>{t('care.repeat-text', { value: view.number(care.value), period: observedText(view, care.period) })}</>;
    case 'twin':
      return (
        <>
          {view.rich('care.twin-text', {
            value: view.number(care.value),
            series: <a href={seriesLink(view, care.series)}>{view.say(care.series.title)}</a>,
          })}
        </>
      );
    case 'conversion':
      return (
        <>
          {moneyText(view, care.conversion.amount, care.conversion.currency)}.{' '}
          <ConversionText view={view} conversion={care.conversion} />
        </>
      );
    case 'over-hundred':
      return <>{t('care.over-hundred-text', { value: view.number(care.value) })}</>;
    case 'undated':
      return <>{t('care.undated-text', { value: valueText(view, care.observation) })}</>;
  }
}
