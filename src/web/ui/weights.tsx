/** What the sources of a country weigh: how many are independent, how old they are, how much rests on one. */
import { type Weight, weighCountry } from '../../core/crosscheck/weight.ts';
import type { Localised } from '../../core/localised.ts';
import type { KindName } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import * as roles from './table.ts';

/** The sources of a country in a sentence, then by part of its record, then by group of questions. */
export function SourceWeights({ view, country }: { view: View; country: string }): Html | null {
  const { t } = view;
  const [all, ...parts] = weighCountry(view.dataset, country, view.day);
  if (!all || all.places === 0) return null;
  const kinds = parts.filter(({ id }) => !id.includes('/'));
  const questions = parts.filter(({ id }) => id.includes('/'));
  const topics = topicNames(view);
  return (
    <section class="sec" id="weight" aria-labelledby="weight-h">
      <h2 id="weight-h">{t('weight.title')}</h2>
      <p class="measure">{t('weight.sum', { places: all.places, works: all.works, independent: all.independent })}</p>
      {all.largest && (
        <p class="measure">
          {view.rich('weight.largest', {
            origin: <>{view.say(all.largest.name)}</>,
            share: percent(view, all.largest.share),
          })}{' '}
          {all.age !== undefined && t('weight.median', { n: all.age })}
        </p>
      )}
      <p class="small dim measure spaced-s">{t('weight.how')}</p>
      <Table
        view={view}
        weights={kinds}
        caption={t('weight.by-part')}
        nameOf={({ id }) => <>{t(`kind.${id as KindName}.many`)}</>}
      />
      {questions.length > 0 && (
        <details class="spaced">
          <summary>{t('weight.by-question')}</summary>
          <Table
            view={view}
            weights={questions}
            caption={t('weight.by-question')}
            nameOf={({ id }) => {
              const topic = id.slice(id.indexOf('/') + 1);
              const title = topics.get(topic);
              return (
                <>
                  {title && <>{view.say(title)} </>}
                  <code class="small dim">{topic}</code>
                </>
              );
            }}
          />
        </details>
      )}
    </section>
  );
}

interface TableProps {
  readonly view: View;
  readonly weights: readonly Weight[];
  readonly caption: string;
  readonly nameOf: (weight: Weight) => Html;
}

function Table({ view, weights, caption, nameOf }: TableProps): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack">
      <caption class="vh">{caption}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {(['part', 'places', 'independent', 'most', 'dates', 'single'] as const).map((name) => (
            <th {...roles.columnHead}>{t(`weight.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {weights.map((weight) => (
          <tr {...roles.row}>
            <th {...roles.rowHead}>{nameOf(weight)}</th>
            <td {...roles.cell} data-l={t('weight.places')}>
              {t('weight.in-works', { places: weight.places, works: weight.works })}
            </td>
            <td {...roles.cell} data-l={t('weight.independent')}>
              {view.number(weight.independent)}
            </td>
            <td {...roles.cell} data-l={t('weight.most')}>
              {weight.largest && (
                <>
                  {percent(view, weight.largest.share)} <span class="small dim">{view.say(weight.largest.name)}</span>
                </>
              )}
            </td>
            <td {...roles.cell} data-l={t('weight.dates')}>
              {weight.oldest && weight.newest ? years(weight.oldest, weight.newest) : t('sources.undated')}
              {weight.age !== undefined && <span class="small dim"> {t('weight.age', { n: weight.age })}</span>}
            </td>
            <td {...roles.cell} data-l={t('weight.single')}>
              {view.number(weight.single)}
              {weight.unsupported > 0 && (
                <span class="small dim"> {t('weight.unsupported', { n: weight.unsupported })}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const percent = (view: View, share: number): string => view.t('weight.percent', { n: Math.round(share * 100) });

const years = (from: string, to: string): string =>
  from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)}–${to.slice(0, 4)}`;

/** The title of the first indicator that asks a question of a group. */
function topicNames(view: View): Map<string, Localised> {
  const names = new Map<string, Localised>();
  for (const { body, compiled } of view.dataset.indicators()) {
    for (const question of compiled.questions) {
      const topic = question.split('.')[0] ?? '';
      if (!names.has(topic)) names.set(topic, body.title);
    }
  }
  return names;
}
