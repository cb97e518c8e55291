/**
 * What provisions lay down in words: parameters and penalties, with the labels of the codebook.
 * Always true: a parameter, an option or an aggravation that the codebook does not know is shown as the record has it.
 */
import type { Change } from '../../core/law/amend.ts';
import { versionOn } from '../../core/law/versions.ts';
import { inLanguage } from '../../core/localised.ts';
import type { Law, Provision, RecordOf, Version } from '../../core/model/index.ts';
import { isApproximate, type PartialDate } from '../../core/time.ts';
import { type Html, unbroken, type View } from '../context.tsx';
import { articleTitle, isNumbered, RecordLink } from './records.tsx';

export type ParameterValue = NonNullable<Version['parameters']>[string];
export type Penalty = NonNullable<Version['penalties']>[number];

const parameterOf = (view: View, name: string): RecordOf<'parameter'> | undefined =>
  view.dataset.get('parameter', `parameter/${name}`);

/** The name of a parameter. */
export function ParameterName({ view, name }: { view: View; name: string }): Html {
  const parameter = parameterOf(view, name);
  return parameter ? view.say(parameter.label) : view.plain(name.replaceAll('-', ' '));
}

/** Its value, with its unit, in the words of the codebook. */
export function ParameterWords({ view, name, value }: { view: View; name: string; value: ParameterValue }): Html {
  const parameter = parameterOf(view, name);
  if (typeof value === 'boolean') return <>{view.t(value ? 'answer.yes' : 'answer.no')}</>;
  if (typeof value === 'number')
    return <>{parameter?.unit ? view.t(`unit.${parameter.unit}`, { n: value }) : view.number(value)}</>;
  if (!Array.isArray(value)) return <OptionName view={view} parameter={parameter} id={value} />;
  return (
    <>
      {value.map((id, at) => (
        <>
          {at > 0 && '; '}
          <OptionName view={view} parameter={parameter} id={id} />
        </>
      ))}
    </>
  );
}

function OptionName({
  view,
  parameter,
  id,
}: {
  view: View;
  parameter: RecordOf<'parameter'> | undefined;
  id: string;
}): Html {
  const option = parameter?.options?.find((one) => one.id === id);
  // Words that are no option are free words, in English as we note them, or numbers of articles.
  return option ? view.say(option.label) : view.plain(id);
}

/** Imprisonment in words: "3 to 7 years, or life". */
export function penaltyText(view: View, { minimumYears, maximumYears, life }: Penalty): string {
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

/** The name of a tier, with what leads to it. */
export function TierName({ view, penalty }: { view: View; penalty: Penalty }): Html {
  return (
    <>
      {unbroken(view.t('penalty.tier', { tier: penalty.tier }))}
      {penalty.condition && <span class="because-short">{view.say(penalty.condition)}</span>}
    </>
  );
}

/** What leads to a tier, in the words of the codebook. */
export function Aggravations({ view, penalty }: { view: View; penalty: Penalty }): Html | null {
  if (!penalty.aggravations || penalty.aggravations.length === 0) return null;
  const parameter = parameterOf(view, 'aggravations');
  return (
    <ul class="dots" aria-label={parameter ? inLanguage(parameter.label, view.language).text : undefined}>
      {penalty.aggravations.map((id) => (
        <li>
          <OptionName view={view} parameter={parameter} id={id} />
        </li>
      ))}
    </ul>
  );
}

/** "article 132-1 of 1997": an article of another law by the year of that law, which is how lawyers tell codes apart. */
export function articleOfYear(view: View, provision: Provision): string {
  const law = view.dataset.get('law', provision.law);
  const year = (law?.adopted ?? law?.from)?.slice(0, 4);
  return isNumbered(provision) && year !== undefined
    ? view.t('law.article-of-year', { number: provision.number, year })
    : articleTitle(view, provision);
}

/** For phrases that put a date in: "on" goes with a day, "in" with a month or a year. */
export function exactness(date: PartialDate): 'day' | 'other' {
  return isApproximate(date) ? 'other' : 'day';
}

/** The heading a provision has on the day shown, or at the end of what is on file. */
export function headingOn(view: View, provision: Provision): Provision['heading'] {
  return versionOn(view.dataset, provision, view.day)?.version.heading ?? provision.heading;
}

/** What happened, by what: "Amended by Law No. 1", or "Ended." where no act is known. */
export function Happened({ view, action, by }: { view: View; action: string; by: readonly string[] }): Html {
  if (by.length === 0) return <>{view.t(`lane.${action}.alone`)}</>;
  return <>{view.rich(`lane.${action}`, { acts: <Acts view={view} ids={by} /> })}</>;
}

/** Acts by their names, in a row. */
export function Acts({ view, ids }: { view: View; ids: readonly string[] }): Html {
  return (
    <>
      {ids.map((id, at) => (
        <>
          {at > 0 && '; '}
          <RecordLink view={view} id={id} />
        </>
      ))}
    </>
  );
}

/** When an act was enacted, published, and entered into force, apart: as far as the record knows. */
export function ActDates({ view, act, from }: { view: View; act: Law; from?: PartialDate | undefined }): Html {
  const dates = [
    act.adopted && view.t('law.enacted-on', { date: view.date(act.adopted) }),
    act.published && view.t('law.published-on', { date: view.date(act.published) }),
    (from ?? act.from) && view.t('law.in-force-on', { date: view.date(from ?? act.from ?? '') }),
  ].filter(Boolean);
  return <>{dates.join(', ')}</>;
}

/** What acts say of a change. */
export function Said({ view, instructions }: { view: View; instructions: Change['instructions'] }): Html {
  return <>{instructions.map(({ change }) => change && <span class="because-short">{view.say(change)}</span>)}</>;
}
