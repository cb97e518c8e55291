/**
 * Two versions of a provision against each other, side by side or in one text: heading, summary, official text line by
 * line, what it lays down, penalties.
 * Always true: whatever is marked as added or removed says so in words to those who do not see it.
 */
import {
  diffLocalised,
  diffVersions,
  isChanged,
  type ParameterChange,
  type PenaltyChange,
  rowsOf,
  type SetChange,
  type TextChange,
  type TextPart,
  type TextRow,
} from '../../core/diff.ts';
import type { Localised } from '../../core/localised.ts';
import type { Version } from '../../core/model/index.ts';
import { type Html, unbroken, type View } from '../context.tsx';
import { ParameterName, ParameterWords, penaltyText, TierName } from './law-words.tsx';
import * as roles from './table.ts';

type Layout = 'side' | 'inline';

/** What stands in the cells of a row: of each version alone, and of both in one. */
interface Cells {
  readonly before: Html;
  readonly after: Html;
  readonly both: Html;
  /** Language of the cells, where it is not the page's. */
  readonly lang?: string | undefined;
}

interface DiffProps {
  readonly view: View;
  /** Absent where the provision is new. */
  readonly before?: Version | undefined;
  /** Absent where the provision ends. */
  readonly after?: Version | undefined;
  /** The heading of the provision, which a version has where it names no other. */
  readonly heading?: Localised | undefined;
  readonly names: readonly [string, string];
  readonly layout: Layout;
}

/** The table of differences. Parameters and penalties that are the same are left out, the words are kept. */
export function VersionDiff({ view, before, after, heading, names, layout }: DiffProps): Html {
  const { t } = view;
  const change = diffVersions(before, after, view.language, heading);
  const parameters = change.parameters.filter(({ kind }) => kind !== 'same');
  const penalties = change.penalties.filter(({ kind }) => kind !== 'same');
  const side = layout === 'side';
  const row = { names, side, view };
  const hasText = before?.text !== undefined || after?.text !== undefined;
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
                {names[0]} {before && view.period(before.from, before.to)}
              </th>
              <th {...roles.columnHead}>
                {names[1]} {after && view.period(after.from, after.to)}
              </th>
            </>
          ) : (
            <th {...roles.columnHead}>{t('diff.both', { before: names[0], after: names[1] })}</th>
          )}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {change.heading && isChanged(change.heading) && (
          <Row {...row} title={t('diff.heading')} cells={textCells(view, change.heading)} />
        )}
        <Row {...row} title={t('diff.summary')} cells={textCells(view, change.summary)} />
        {change.text ? (
          <TextRows {...row} change={change.text} />
        ) : (
          hasText && <Note {...row} title={t('diff.text')} text={t('diff.text-apart')} />
        )}
        {parameters.length > 0 && <Group side={side} title={t('law.parameters')} />}
        {parameters.map((one) => (
          <Row {...row} title={<ParameterName view={view} name={one.name} />} cells={parameterCells(view, one)} />
        ))}
        {penalties.length > 0 && <Group side={side} title={t('law.penalties')} />}
        {penalties.map((one) => (
          <Row
            {...row}
            title={<TierName view={view} penalty={one.after ?? one.before ?? { tier: one.tier }} />}
            cells={penaltyCells(view, one, [before, after])}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly view: View;
  readonly names: readonly [string, string];
  readonly side: boolean;
}

function Row({ title, cells, ...props }: RowProps & { title: Html | string; cells: Cells }): Html {
  return (
    <tr {...roles.row}>
      <th {...roles.rowHead}>{title}</th>
      <RowCells {...props} cells={cells} />
    </tr>
  );
}

function RowCells({ view, names, side, cells, lines }: RowProps & { cells: Cells; lines?: boolean }): Html {
  const attributes = { ...roles.cell, lang: cells.lang, class: lines ? 'lines' : undefined };
  return side ? (
    <>
      <td {...attributes} data-l={names[0]}>
        {cells.before}
      </td>
      <td {...attributes} data-l={names[1]}>
        {cells.after}
      </td>
    </>
  ) : (
    <td {...attributes} data-l={view.t('diff.changes')}>
      {cells.both}
    </td>
  );
}

/** A row that heads those under it. */
function Group({ side, title }: { side: boolean; title: string }): Html {
  return (
    <tr {...roles.row}>
      <th {...roles.rowHead} scope="rowgroup" class="of" colspan={side ? 3 : 2}>
        {title}
      </th>
    </tr>
  );
}

function Note({ side, title, text }: RowProps & { title: string; text: string }): Html {
  return (
    <tr {...roles.row}>
      <th {...roles.rowHead}>{title}</th>
      <td {...roles.cell} colspan={side ? 2 : 1}>
        <span class="hint">{text}</span>
      </td>
    </tr>
  );
}

/** Something added or removed, announced in the language of the page. */
function Marked({
  view,
  kind,
  foreign,
  children,
}: {
  view: View;
  kind: 'added' | 'removed';
  /** Whether what is around it is in another language than the page. */
  foreign?: boolean;
  children?: unknown;
}): Html {
  const announced = (
    <span class="vh" lang={foreign ? view.language : undefined}>
      {view.t(`diff.${kind}`)}{' '}
    </span>
  );
  const content = children as Html;
  return kind === 'added' ? (
    <ins>
      {announced}
      {content}
    </ins>
  ) : (
    <del>
      {announced}
      {content}
    </del>
  );
}

/** A difference in order; spaces around what is added or removed stay outside its mark. */
function Parts({ view, parts, foreign }: { view: View; parts: readonly TextPart[]; foreign: boolean }): Html {
  return (
    <>
      {parts.map(({ kind, text }) => {
        if (kind === 'same') return unbroken(text);
        const words = text.trim();
        if (words === '') return text;
        return (
          <>
            {text.slice(0, text.length - text.trimStart().length)}
            <Marked view={view} kind={kind} foreign={foreign}>
              {unbroken(words)}
            </Marked>
            {text.slice(text.trimEnd().length)}
          </>
        );
      })}
    </>
  );
}

/** A text of both versions. */
function textCells(view: View, { language, parts }: TextChange): Cells {
  const foreign = language !== view.language;
  const without = (kind: TextPart['kind']) => {
    const kept = parts.filter((part) => part.kind !== kind);
    return kept.length > 0 ? <Parts view={view} parts={kept} foreign={foreign} /> : <NotThere view={view} />;
  };
  return {
    before: without('added'),
    after: without('removed'),
    both: <Parts view={view} parts={parts} foreign={foreign} />,
    lang: foreign ? language : undefined,
  };
}

function NotThere({ view }: { view: View }): Html {
  return (
    <span class="hint" lang={view.language}>
      {view.t('diff.not-there')}
    </span>
  );
}

/** Lines that stay the same between changes, from which they fold away; one stays on either side for context. */
const FOLDED = 4;

/** The official text, line beside line; what stays the same folds away where it is long. */
function TextRows({ change, ...props }: RowProps & { change: TextChange }): Html {
  const { view } = props;
  const foreign = change.language !== view.language;
  const lang = foreign ? change.language : undefined;
  const rows = rowsOf(change.parts);
  const shown: (number | { readonly start: number; readonly end: number })[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start;
    while (rows[end]?.isSame) end++;
    // Beside a change one line stays; the first line of a text, with nothing before it, can go.
    const [first, last] = [start === 0 ? 0 : start + 1, end === rows.length ? end : end - 1];
    if (last - first >= FOLDED) {
      for (let index = start; index < first; index++) shown.push(index);
      shown.push({ start: first, end: last });
      for (let index = last; index < end; index++) shown.push(index);
    } else for (let index = start; index < end; index++) shown.push(index);
    if (end < rows.length) shown.push(end);
    start = end + 1;
  }
  const name = new Intl.DisplayNames([view.language], { type: 'language' }).of(change.language) ?? change.language;
  const head = (
    <th {...roles.rowHead} rowspan={Math.max(1, shown.length)}>
      {view.t('diff.text')}
      {foreign && <span class="hint"> {name}</span>}
    </th>
  );
  if (shown.length === 0) return <></>;
  return (
    <>
      {shown.map((one, place) => (
        <tr {...roles.row} class={place < shown.length - 1 ? 'goes-on' : undefined}>
          {place === 0 && head}
          {typeof one === 'number' ? (
            <RowCells {...props} cells={lineCells(view, rows[one], lang)} lines />
          ) : (
            <td {...roles.cell} colspan={props.side ? 2 : 1}>
              <details>
                <summary>{view.t('diff.unchanged', { n: one.end - one.start })}</summary>
                <div class="lines" lang={lang}>
                  {trimmed(rows.slice(one.start, one.end).flatMap(({ after }) => after)).map(({ text }) =>
                    unbroken(text),
                  )}
                </div>
              </details>
            </td>
          )}
        </tr>
      ))}
    </>
  );
}

function lineCells(view: View, row: TextRow | undefined, lang: string | undefined): Cells {
  const show = (parts: readonly TextPart[] = []) => (
    <Parts view={view} parts={trimmed(parts)} foreign={lang !== undefined} />
  );
  const [before = [], after = []] = [row?.before, row?.after];
  return {
    before: before.length > 0 ? show(before) : <NotThere view={view} />,
    after: after.length > 0 ? show(after) : <NotThere view={view} />,
    both: show(row?.both),
    lang,
  };
}

/** Without the end of the last line, which is the end of the cell. */
function trimmed(parts: readonly TextPart[]): TextPart[] {
  return parts.map((part, index) =>
    index === parts.length - 1 ? { ...part, text: part.text.replace(/\n$/, '') } : part,
  );
}

/** A value that was and a value that is, where either can be missing. */
function valueCells(view: View, before: Html | undefined, after: Html | undefined): Cells {
  const old = before && (
    <Marked view={view} kind="removed">
      {before}
    </Marked>
  );
  const now = after && (
    <Marked view={view} kind="added">
      {after}
    </Marked>
  );
  return {
    before: old ?? <NotThere view={view} />,
    after: now ?? <NotThere view={view} />,
    both: (
      <>
        {old} {now}
      </>
    ),
  };
}

function sameCells(words: Html): Cells {
  return { before: words, after: words, both: words };
}

/** Members of a list: what stayed plain, what came and went marked. */
function memberCells(view: View, parameter: string, { kept, removed, added }: SetChange): Cells {
  const list = (...members: (readonly [readonly string[], 'same' | 'added' | 'removed'])[]) => {
    const all = members.flatMap(([ids, kind]) => ids.map((id) => ({ id, kind })));
    if (all.length === 0) return <NotThere view={view} />;
    return (
      <ul class="members">
        {all.map(({ id, kind }) => {
          const words = <ParameterWords view={view} name={parameter} value={id} />;
          return (
            <li>
              {kind === 'same' ? (
                words
              ) : (
                <Marked view={view} kind={kind}>
                  {words}
                </Marked>
              )}
            </li>
          );
        })}
      </ul>
    );
  };
  return {
    before: list([kept, 'same'], [removed, 'removed']),
    after: list([kept, 'same'], [added, 'added']),
    both: list([kept, 'same'], [removed, 'removed'], [added, 'added']),
  };
}

function parameterCells(view: View, { name, before, after, members }: ParameterChange): Cells {
  const both = before !== undefined && after !== undefined;
  if (members && both) return memberCells(view, name, members);
  const words = (value: typeof before) =>
    value === undefined ? undefined : <ParameterWords view={view} name={name} value={value} />;
  return valueCells(view, words(before), words(after));
}

/** A penalty: its term, then what leads to it and what comes with it; each part is marked where it differs. */
function penaltyCells(
  view: View,
  { before, after, aggravations }: PenaltyChange,
  versions: readonly [Version | undefined, Version | undefined],
): Cells {
  if (!before || !after) {
    const whole = before ?? after;
    const words = whole && (
      <>
        {penaltyText(view, whole)}
        {whole.other && <>. {view.say(whole.other)}</>}
        {whole.aggravations && whole.aggravations.length > 0 && (
          <>
            . <ParameterWords view={view} name="aggravations" value={whole.aggravations} />
          </>
        )}
      </>
    );
    const cells = valueCells(view, before && words, after && words);
    // Where the other parts are on file, one that is missing was not there.
    const none = <span class="hint">{view.t('diff.no-part')}</span>;
    const [hadOthers, hasOthers] = versions.map((version) => (version?.penalties ?? []).length > 0);
    return {
      ...cells,
      ...(!before && hadOthers && { before: none }),
      ...(!after && hasOthers && { after: none }),
    };
  }
  // A part that got another number says which it was.
  const was = before.tier === after.tier ? '' : `${view.t('penalty.tier', { tier: before.tier })}: `;
  const [old, now] = [`${was}${penaltyText(view, before)}`, penaltyText(view, after)];
  const isMoved = aggravations !== undefined && aggravations.added.length + aggravations.removed.length > 0;
  const parts: Cells[] = [old === now ? sameCells(<>{now}</>) : valueCells(view, <>{old}</>, <>{now}</>)];
  if (isMoved) parts.push(memberCells(view, 'aggravations', aggravations));
  // The row is named by the condition of now; where it was another one, both are compared.
  for (const field of ['condition', 'other'] as const) {
    if (before[field] === undefined && after[field] === undefined) continue;
    const change = diffLocalised(before[field], after[field], view.language);
    if (field === 'other' || isChanged(change)) parts.push(textCells(view, change));
  }
  const lines = (of: 'before' | 'after' | 'both') => (
    <>
      {parts.map((cells) => (
        <div lang={cells.lang}>{cells[of]}</div>
      ))}
    </>
  );
  return { before: lines('before'), after: lines('after'), both: lines('both') };
}
