/** The law: offences subject by subject with their penalties on the day, and treaty obligations act by act. */
import { gapGrid } from '../../core/law/gaps.ts';
import { onSubject } from '../../core/law/subject.ts';
import type { InForce } from '../../core/law/versions.ts';
import type { Version } from '../../core/model/index.ts';
import type { Block, Inline } from '../document.ts';
import { BREAK, cell, cited, head, joined, type Maker, type Making, table, words } from '../making.ts';

/** Subjects whose provisions are offences; `subjects=` names others. */
const OFFENCES =
  'exploitation-prostitution,sexual-abuse-material,grooming,online,trafficking,sale,sexual-acts-with-a-child,sexual-violence,travel-tourism,forced-marriage';

/** Provisions in force on each subject: what they say, whom they protect, and what they threaten. */
export const offences: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const seen = new Set<string>();
  const groups = (options.subjects ?? OFFENCES).split(',').flatMap((name) => {
    const subject = dataset.get('subject', `subject/${name}`);
    if (!subject) {
      making.issues.add('report-bad-argument', `There is no subject/${name}.`, making.spot, name);
      return [];
    }
    const held = onSubject(dataset, country, subject, day)
      .inForce.flatMap(({ held }) => held ?? [])
      .filter(({ provision, version }) => (version.penalties?.length ?? 0) > 0 && !seen.has(provision.id));
    for (const { provision } of held) seen.add(provision.id);
    return held.length > 0 ? [{ subject, held }] : [];
  });
  return groups.flatMap(({ subject, held }): Block[] =>
    table(making, {
      caption: [
        ...voice.say(subject.title),
        ...voice.plain(`, ${voice.t('report.law-of', { date: voice.date(making.asOf) })}`),
      ],
      head: [voice.t('kind.provision'), voice.t('law.says'), voice.t('law.term')],
      widths: [24, 46, 30],
      rows: held.map((one) => [
        head([
          ...making.link(one.provision, voice.say(one.version.heading ?? one.provision.heading)),
          BREAK,
          ...voice.plain(voice.provision(one.provision)),
        ]),
        cell([...voice.say(one.version.summary), ...laidDown(making, one), ...cited(making, one.version.citations)]),
        cell(penalties(making, one.version)),
      ]),
    }),
  );
};

/** The parameters that tell whom an offence protects. */
function laidDown({ dataset, voice }: Making, { version }: InForce): Inline[] {
  return ['protected-age', 'means-required'].flatMap((name): Inline[] => {
    const value = version.parameters?.[name];
    const parameter = dataset.get('parameter', `parameter/${name}`);
    if (value === undefined || Array.isArray(value) || !parameter) return [];
    const answer =
      typeof value === 'boolean'
        ? voice.t(value ? 'answer.yes' : 'answer.no')
        : typeof value === 'number' && parameter.unit
          ? voice.t(`unit.${parameter.unit}`, { n: value })
          : String(value);
    return [BREAK, ...voice.say(parameter.label), ...voice.plain(`: ${answer}`)];
  });
}

/** Every tier of a version: its part, what leads to it, the term and what comes with it. */
function penalties({ voice }: Making, { penalties = [] }: Version): Inline[] {
  return joined(
    penalties.map((penalty) => [
      ...(penalties.length > 1 ? voice.plain(`${voice.t('penalty.tier', { tier: penalty.tier })}: `) : []),
      // A part without imprisonment is told by what it threatens instead.
      ...(penalty.other && penalty.maximumYears === undefined && penalty.minimumYears === undefined && !penalty.life
        ? voice.say(penalty.other)
        : [
            ...voice.plain(voice.penalty(penalty)),
            ...(penalty.other ? [...voice.plain('; '), ...voice.say(penalty.other)] : []),
          ]),
    ]),
    BREAK,
  );
}

/** What treaties oblige the state to make a crime, against its law; `obligation=` takes one. */
export const gaps: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const obligations = dataset
    .all('obligation')
    .filter(
      ({ id }) =>
        options.obligation === undefined || id === options.obligation || id.endsWith(`/${options.obligation}`),
    );
  if (obligations.length === 0 && options.obligation !== undefined) {
    making.issues.add('report-bad-argument', `There is no obligation ${options.obligation}.`, making.spot);
  }
  return obligations.flatMap((obligation) => {
    const { rows } = gapGrid(dataset, country, obligation, day);
    return table(making, {
      caption: [
        ...voice.say(obligation.title),
        ...voice.plain(`. ${voice.t('gaps.caption', { date: voice.date(making.asOf) })}`),
      ],
      head: [voice.t('gaps.act'), voice.t('report.law'), voice.t('gaps.words'), voice.t('report.age')],
      widths: [32, 20, 34, 14],
      rows: rows.map((row) => {
        const state = row.gaps.includes('unknown')
          ? 'unknown'
          : row.gaps.includes('not-covered')
            ? 'not-covered'
            : row.gaps.length > 0
              ? 'with-gaps'
              : 'covered';
        return [
          head(voice.say(row.act.label)),
          cell([
            ...voice.plain(voice.t(`gaps.state.${state}`)),
            ...(row.state === 'sources-disagree' ? [...voice.plain(' '), voice.flag('disagree')] : []),
            ...cited(
              making,
              row.findings.flatMap(({ citations }) => citations),
            ),
          ]),
          cell(
            joined(
              row.provisions.map(({ provision }) => making.link(provision)),
              BREAK,
            ),
          ),
          words(making, row.age === undefined ? '–' : voice.t('gaps.under', { age: row.age })),
        ];
      }),
    });
  });
};
