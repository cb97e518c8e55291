/** A question of the codebook: its wording, what counts, where it is asked, and every country's answer on the day. */
import { answerOn, readingsOn } from '../../core/answers.ts';
import type { Question } from '../../core/model/index.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { AsAt } from '../ui/dates.tsx';
import { answerText, Basis, ProvisionLinks } from '../ui/evidence.tsx';
import { Flags, Sources } from '../ui/marks.tsx';
import { RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import * as roles from '../ui/table.ts';

export const page: PageFunction<{ id: string }> = (view, params) => {
  const { dataset, t } = view;
  const question = dataset.get('question', params.id);
  if (!question) return undefined;
  const indicators = dataset.indicatorsAsking(question.id);
  return (
    <Page
      view={view}
      title={view.text(question.wording)}
      part="frameworks"
      crumbs={[{ href: view.link('/frameworks'), text: t('nav.frameworks') }]}
    >
      <div class="head">
        <p class="eyebrow">{t('question.eyebrow')}</p>
        <h1>{view.say(question.wording)}</h1>
        {question.guidance && <p class="lead">{view.say(question.guidance)}</p>}
        <AsAt view={view} />
      </div>
      <dl class="kv">
        <dt>{t('question.type')}</dt>
        <dd>
          {t(`value.${question.type}`)}
          {question.unit && ` (${question.unit})`}
        </dd>
        <dt>{t('question.strength')}</dt>
        <dd>{t(`question.strength.${question.strength}`)}</dd>
        {question.reform && (
          <>
            <dt>{t('question.reform')}</dt>
            <dd>{view.say(question.reform)}</dd>
          </>
        )}
      </dl>
      {question.options && (
        <>
          <h2 class="h3 spaced">{t('question.options')}</h2>
          <ol class="quiet-list">
            {question.options.map(({ label }) => (
              <li>{view.say(label)}</li>
            ))}
          </ol>
        </>
      )}
      <Answers view={view} question={question} />
      <div class="trio duo sec">
        <section aria-labelledby="asked-h">
          <h2 id="asked-h" class="h3">
            {t('question.asked-by')}
          </h2>
          {indicators.length === 0 ? (
            <p class="dim">{t('question.asked-by-none')}</p>
          ) : (
            <ul class="quiet-list">
              {indicators.map(({ id, body, framework }) => (
                <li>
                  <a href={view.link(`/framework/${id}`)}>{view.say(body.title)}</a>{' '}
                  <span class="dim">{view.text(framework.title)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
        {question.basis && (
          <section aria-labelledby="basis-h">
            <h2 id="basis-h" class="h3">
              {t('indicator.basis')}
            </h2>
            <Basis view={view} of={question.basis} />
          </section>
        )}
        {question.themes && question.themes.length > 0 && (
          <section aria-labelledby="themes-h">
            <h2 id="themes-h" class="h3">
              {t('indicator.themes')}
            </h2>
            <ul class="quiet-list">
              {question.themes.map((id) => (
                <li>
                  <RecordLink view={view} id={id} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Page>
  );
};

/** Every country with a reading on the day; those whose sources disagree say so and show each. */
function Answers({ view, question }: { view: View; question: Question }): Html {
  const { dataset, t } = view;
  const byName = compareNames(view.language);
  const countries = [
    ...new Set(
      dataset
        .all('finding')
        .flatMap((finding) => (finding.question === question.id && finding.country ? [finding.country] : [])),
    ),
  ]
    .map((country) => ({
      country,
      answer: answerOn(dataset, country, question.id, view.day),
      readings: readingsOn(dataset, country, question.id, view.day),
    }))
    .sort((a, b) => byName(view.countryName(a.country), view.countryName(b.country)));
  const held = countries.filter(({ readings }) => readings.length > 0);
  return (
    <section class="sec" aria-labelledby="answers-h">
      <h2 id="answers-h">{t('question.answers')}</h2>
      {held.length === 0 ? (
        <p>{t('question.no-answers', { date: view.dayText(view.day) })}</p>
      ) : (
        <table {...roles.table} class="tbl stack">
          <caption>{t('question.answers-caption', { n: held.length, date: view.dayText(view.day) })}</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>{t('framework.country')}</th>
              <th {...roles.columnHead}>{t('question.answer')}</th>
              <th {...roles.columnHead}>{t('question.since')}</th>
              <th {...roles.columnHead}>{t('question.sources')}</th>
            </tr>
          </thead>
          <tbody {...roles.group}>
            {held.map(({ country, answer, readings }) => (
              <tr {...roles.row}>
                <th {...roles.rowHead}>
                  <a href={view.link(`/country/${country}`)}>{view.countryName(country)}</a>
                </th>
                <td {...roles.cell} data-l={t('question.answer')}>
                  {answer.state === 'sources-disagree' ? (
                    <>
                      {[...new Set(answer.findings.map((finding) => answerText(view, question, finding.value)))].join(
                        ' / ',
                      )}{' '}
                      <Flags view={view} disagree />
                    </>
                  ) : (
                    <b>{answerText(view, question, answer.value ?? answer.findings[0]?.value)}</b>
                  )}
                  {readings.length > answer.findings.length && (
                    <p class="note">{t('question.set-aside', { n: readings.length - answer.findings.length })}</p>
                  )}
                </td>
                <td {...roles.cell} data-l={t('question.since')}>
                  {view.period(answer.findings[0]?.from, answer.findings[0]?.to)}
                </td>
                <td {...roles.cell} data-l={t('question.sources')}>
                  {answer.findings.slice(0, 3).map((finding) => (
                    <>
                      <Sources view={view} citations={finding.citations} quotes={false} besides={finding.provisions} />
                      <p class="meta">
                        <ProvisionLinks view={view} ids={finding.provisions ?? []} />
                        <a class="small" href={view.recordLink(finding)}>
                          {t('finding.record')}
                        </a>
                      </p>
                    </>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {held.length < countries.length && (
        <p class="note">{t('question.other-days', { n: countries.length - held.length })}</p>
      )}
    </section>
  );
}
