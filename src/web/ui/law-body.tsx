/** The words of one version of a provision: our summary, the official text, what it lays down as data, its penalties. */
import type { Version } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { BasisOfDate } from './evidence.tsx';
import { Aggravations, ParameterName, ParameterWords, penaltyText, TierName } from './law-words.tsx';
import { Sources } from './marks.tsx';
import * as roles from './table.ts';

/** The version with its sources; `provision` is named on the page, so a citation of it needs no pointer to today. */
export function VersionWords({
  view,
  version,
  provision,
  headed = true,
}: {
  view: View;
  version: Version;
  provision: string;
  /** Whether the sources have a heading; not where the version stands among others, under headings of its own. */
  headed?: boolean;
}): Html {
  return (
    <div class="flow">
      <VersionBody view={view} version={version} />
      {version.basisOfDate && <BasisOfDate view={view} basis={version.basisOfDate} />}
      {version.note && <p class="note">{view.say(version.note)}</p>}
      <div>
        {headed && <h3 class="label">{view.t('law.sources')}</h3>}
        <Sources view={view} citations={version.citations} besides={[provision]} />
      </div>
    </div>
  );
}

/** The words and the data of a version, without where they come from. */
export function VersionBody({ view, version }: { view: View; version: Version }): Html {
  return (
    <div class="flow">
      <div>
        <p class="reading">{view.say(version.summary)}</p>
        <p class="note">{view.t('law.our-summary')}</p>
      </div>
      {version.text && <OfficialText view={view} text={version.text} />}
      <Parameters view={view} version={version} />
      <Penalties view={view} version={version} />
    </div>
  );
}

/** The official text in each language it is kept in, the page's own first; the others can be opened. */
function OfficialText({ view, text }: { view: View; text: NonNullable<Version['text']> }): Html {
  const languages = Object.keys(text).sort(
    (a, b) => Number(b === view.language) - Number(a === view.language) || (a < b ? -1 : 1),
  );
  const names = new Intl.DisplayNames([view.language], { type: 'language' });
  return (
    <>
      {languages.map((language, at) => (
        <details class="official" open={at === 0}>
          <summary>{view.t('law.official-text-in', { language: names.of(language) ?? language })}</summary>
          <Outline lang={language} text={text[language] ?? ''} />
        </details>
      ))}
    </>
  );
}

interface Unit {
  readonly text: string;
  readonly units: Unit[];
}

/** Lines with two spaces of indentation for each level, as a tree: a list in a list is what screen readers tell. */
function unitsOf(text: string): Unit[] {
  const root: Unit[] = [];
  const open: { depth: number; units: Unit[] }[] = [{ depth: -1, units: root }];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const depth = Math.floor((line.length - line.trimStart().length) / 2);
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    const unit: Unit = { text: line.trim(), units: [] };
    open.at(-1)?.units.push(unit);
    open.push({ depth, units: unit.units });
  }
  return root;
}

function Outline({ lang, text }: { lang: string; text: string }): Html {
  const list = (units: readonly Unit[]): Html => (
    <ul>
      {units.map((unit) => (
        <li>
          {unit.text}
          {unit.units.length > 0 && list(unit.units)}
        </li>
      ))}
    </ul>
  );
  return (
    <blockquote class="reading outline" lang={lang}>
      {list(unitsOf(text))}
    </blockquote>
  );
}

function Parameters({ view, version }: { view: View; version: Version }): Html | null {
  const { t } = view;
  const parameters = Object.entries(version.parameters ?? {});
  if (parameters.length === 0) return null;
  return (
    <table {...roles.table} class="tbl lays-down">
      <caption>{t('law.parameters')}</caption>
      <tbody {...roles.group}>
        {parameters.map(([name, value]) => (
          <tr {...roles.row}>
            <th {...roles.rowHead}>
              <ParameterName view={view} name={name} />
            </th>
            <td {...roles.cell}>
              <ParameterWords view={view} name={name} value={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Penalties({ view, version }: { view: View; version: Version }): Html | null {
  const { t } = view;
  if (!version.penalties) return null;
  return (
    <table {...roles.table} class="tbl stack penalties">
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
            <th {...roles.rowHead}>
              <TierName view={view} penalty={penalty} />
              <Aggravations view={view} penalty={penalty} />
            </th>
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
  );
}
