/** Two versions of a provision against each other: side by side or in one text, parameters and penalties as rows. */
import { diffVersions, type Parameter, type Penalty, type TextChange } from '../../core/diff.ts';
import type { Version } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import * as roles from './table.ts';

type Layout = 'side' | 'inline';

/** A word for a parameter: translated where it is known, else as it stands in the record. */
function parameterName(view: View, name: string): string {
  return hasMessage(`parameter.${name}`) ? view.t(`parameter.${name}`) : name.replaceAll('-', ' ');
}

/** The value of a parameter in words. */
function parameterText(view: View, value: Parameter): string {
  if (typeof value === 'boolean') return view.t(value ? 'answer.yes' : 'answer.no');
  if (typeof value === 'number') return view.number(value);
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The language tag of a value that is words of the record: those are kept in English. */
const langOfValue = (view: View, value: Parameter | undefined): string | undefined =>
  view.language !== 'en' && (typeof value === 'string' || Array.isArray(value)) ? 'en' : undefined;

function ParameterValue({ view, value }: { view: View; value: Parameter }): Html {
  return <span lang={langOfValue(view, value)}>{parameterText(view, value)}</span>;
}

/** A penalty in words: "3 to 7 years, or life". */
function penaltyText(view: View, { minimumYears, maximumYears, life }: Penalty): string {
  const { t } = view;
  const term =
    minimumYears !== undefined && maximumYears !== undefined
      ? t('penalty.between', { from: minimumYears, to: maximumYears })
      : maximumYears !== undefined
        ? t('penalty.up-to', { to: maximumYears })
        : minimumYears !== undefined
          ? t('penalty.from', { from: minimumYears })
          : '';
  if (life) return term ? t('penalty.or-life', { term }) : t('penalty.life');
  return term || t('penalty.no-prison');
}

/** Whether there is anything under the name of a tier besides its number. */
function tierName(view: View, penalty: Penalty): Html {
  return (
    <>
      {view.t('penalty.tier', { tier: penalty.tier })}
      {penalty.condition && <span class="hint"> {view.say(penalty.condition)}</span>}
    </>
  );
}

interface DiffProps {
  readonly view: View;
  readonly before: Version;
  readonly after: Version;
  readonly names: readonly [string, string];
  readonly layout: Layout;
}

/** The table of differences. Rows that are the same in both versions are left out of the parameters and kept in the text. */
export function VersionDiff({ view, before, after, names, layout }: DiffProps): Html {
  const { t } = view;
  const change = diffVersions(before, after, view.language);
  const parameters = change.parameters.filter(({ kind }) => kind !== 'same');
  const penalties = change.penalties.filter(({ kind }) => kind !== 'same');
  const side = layout === 'side';
  const cells = (old: Html | string | null, now: Html | string | null) =>
    side ? (
      <>
        <td {...roles.cell} data-l={names[0]}>
          {old ? <del>{old}</del> : <span class="hint">{t('diff.not-there')}</span>}
        </td>
        <td {...roles.cell} data-l={names[1]}>
          {now ? <ins>{now}</ins> : <span class="hint">{t('diff.not-there')}</span>}
        </td>
      </>
    ) : (
      <td {...roles.cell} data-l={t('diff.changes')}>
        {old && <del>{old}</del>} {now && <ins>{now}</ins>}
      </td>
    );
  return (
    <table {...roles.table} class="diff">
      <caption class="vh">{t('diff.caption', { before: names[0], after: names[1] })}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead} class="part">
            <span class="vh">{t('diff.part')}</span>
          </th>
          {side ? (
            <>
              <th {...roles.columnHead}>
                {names[0]} {view.period(before.from, before.to)}
              </th>
              <th {...roles.columnHead}>
                {names[1]} {view.period(after.from, after.to)}
              </th>
            </>
          ) : (
            <th {...roles.columnHead}>{t('diff.both', { before: names[0], after: names[1] })}</th>
          )}
        </tr>
      </thead>
      <tbody {...roles.group}>
        <TextRow view={view} title={t('diff.summary')} change={change.summary} names={names} side={side} />
        {change.text && <TextRow view={view} title={t('diff.text')} change={change.text} names={names} side={side} />}
        {parameters.map(({ name, before: old, after: now }) => (
          <tr {...roles.row}>
            <th {...roles.rowHead}>{parameterName(view, name)}</th>
            {cells(
              old === undefined ? null : <ParameterValue view={view} value={old} />,
              now === undefined ? null : <ParameterValue view={view} value={now} />,
            )}
          </tr>
        ))}
        {penalties.map(({ before: old, after: now }) => (
          <tr {...roles.row}>
            <th {...roles.rowHead}>{tierName(view, now ?? old ?? { tier: '' })}</th>
            {cells(
              old ? <PenaltyWords view={view} penalty={old} /> : null,
              now ? <PenaltyWords view={view} penalty={now} /> : null,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PenaltyWords({ view, penalty }: { view: View; penalty: Penalty }): Html {
  return (
    <>
      {penaltyText(view, penalty)}
      {penalty.other && <>. {view.say(penalty.other)}</>}
    </>
  );
}

/** A text of both versions; changes are announced in words to those who do not see them. */
function TextRow({
  view,
  title,
  change,
  names,
  side,
}: {
  view: View;
  title: string;
  change: TextChange;
  names: readonly [string, string];
  side: boolean;
}): Html {
  const lang = change.language === view.language ? undefined : change.language;
  const show = (leaveOut?: 'added' | 'removed') =>
    change.parts
      .filter(({ kind }) => kind !== leaveOut)
      .map(({ kind, text }) =>
        kind === 'same' ? (
          text
        ) : kind === 'added' ? (
          <ins>
            <span class="vh" lang={lang && view.language}>
              {view.t('diff.added')}{' '}
            </span>
            {text}
          </ins>
        ) : (
          <del>
            <span class="vh" lang={lang && view.language}>
              {view.t('diff.removed')}{' '}
            </span>
            {text}
          </del>
        ),
      );
  return (
    <tr {...roles.row}>
      <th {...roles.rowHead}>{title}</th>
      {side ? (
        <>
          <td {...roles.cell} data-l={names[0]} lang={lang}>
            {show('added')}
          </td>
          <td {...roles.cell} data-l={names[1]} lang={lang}>
            {show('removed')}
          </td>
        </>
      ) : (
        <td {...roles.cell} data-l={title} lang={lang}>
          {show()}
        </td>
      )}
    </tr>
  );
}

/** One version alone: what it says, what it lays down, and its penalties. */
export function VersionBody({ view, version }: { view: View; version: Version }): Html {
  const { t } = view;
  const parameters = Object.entries(version.parameters ?? {});
  return (
    <div class="flow">
      <p class="reading">{view.say(version.summary)}</p>
      {version.text && (
        <details>
          <summary>{t('law.official-text')}</summary>
          <blockquote class="reading" lang={version.language}>
            {version.text}
          </blockquote>
        </details>
      )}
      {parameters.length > 0 && (
        <table {...roles.table} class="tbl">
          <caption>{t('law.parameters')}</caption>
          <tbody {...roles.group}>
            {parameters.map(([name, value]) => (
              <tr {...roles.row}>
                <th {...roles.rowHead}>{parameterName(view, name)}</th>
                <td {...roles.cell}>
                  <ParameterValue view={view} value={value} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {version.penalties && (
        <table {...roles.table} class="tbl stack">
          <caption>{t('law.penalties')}</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>{t('law.tier')}</th>
              <th {...roles.columnHead}>{t('law.term')}</th>
              <th {...roles.columnHead}>{t('law.other')}</th>
            </tr>
          </thead>
          <tbody {...roles.group}>
            {version.penalties.map((penalty) => (
              <tr {...roles.row}>
                <th {...roles.rowHead}>{tierName(view, penalty)}</th>
                <td {...roles.cell} data-l={t('law.term')}>
                  {penaltyText(view, penalty)}
                </td>
                <td {...roles.cell} data-l={t('law.other')}>
                  {penalty.other ? view.say(penalty.other) : <span class="dim">{t('law.none-stated')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
