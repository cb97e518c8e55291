/** Every finding of a country, grouped by the indicator that asks for it first, with filters. */
import type { Finding } from '../../core/model/index.ts';
import { reviewOf } from '../../core/review.ts';
import { comparePeriods, holdsOn } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { Reading } from './evidence.tsx';
import { asked, Filters, holdsWords, Select, Words } from './filters.tsx';
import { Flags } from './marks.tsx';
import { paged } from './pages.tsx';
import { titleById } from './records.tsx';
import { anchor } from './why.tsx';

const QUESTIONS_PER_PAGE = 25;

const WHEN = ['day', 'other', 'aside', 'review'] as const;

/** The topic of a question: the first indicator that asks it. */
function topics(view: View): Map<string, string> {
  const found = new Map<string, string>();
  for (const indicator of view.dataset.indicators()) {
    for (const question of indicator.compiled.questions) if (!found.has(question)) found.set(question, indicator.id);
  }
  return found;
}

/** Whether a finding is what the reader asked for by its time or standing. */
function fits(view: View, finding: Finding, when: string): boolean {
  switch (when) {
    case 'day':
      return holdsOn(finding, view.day);
    case 'other':
      return !holdsOn(finding, view.day);
    case 'aside':
      return finding.rank === 'deprecated';
    case 'review':
      return reviewOf(view.dataset, [finding.id], view.day).length > 0;
    default:
      return true;
  }
}

export function FindingsSection({ view, country }: { view: View; country: string }): Html {
  const { dataset, t } = view;
  const topicOf = topics(view);
  const all = dataset.inCountry('finding', country);
  const [topic, when, q] = [asked(view, 'topic'), asked(view, 'when'), asked(view, 'q')];
  const shown = all.filter((finding) => {
    const question = dataset.get('question', finding.question);
    return (
      (topic === '' || (topicOf.get(finding.question) ?? 'other') === topic) &&
      fits(view, finding, when) &&
      (q === '' ||
        holdsWords(
          `${question ? view.text(question.wording) : ''} ${finding.rationale ? view.text(finding.rationale) : ''}`,
          q,
        ))
    );
  });
  const order = [...new Set(topicOf.values())];
  const topicRank = (question: string) => order.indexOf(topicOf.get(question) ?? 'other') + 1 || Infinity;
  const questions = [...Map.groupBy(shown, ({ question }) => question)].sort(([a], [b]) => topicRank(a) - topicRank(b));
  const { items, links } = paged(view, questions, QUESTIONS_PER_PAGE);
  const groups = [...Map.groupBy(items, ([question]) => topicOf.get(question) ?? 'other')];
  const name = (id: string) => (id === 'other' ? t('findings.other') : titleById(view, id));
  const named = (id: string) => (id === 'other' ? name(id) : `${name(id)} (${placeOf(view, id)})`);
  const present = new Set(all.map((finding) => topicOf.get(finding.question) ?? 'other'));
  return (
    <>
      <Filters
        view={view}
        label={t('findings.filter')}
        fields={['topic', 'when', 'q']}
        shown={shown.length}
        total={all.length}
      >
        <Select
          view={view}
          name="topic"
          label={t('findings.topic')}
          choices={[...order, 'other'].filter((id) => present.has(id)).map((id) => ({ value: id, label: named(id) }))}
        />
        <Select
          view={view}
          name="when"
          label={t('findings.when')}
          choices={WHEN.map((value) => ({ value, label: t(`findings.when.${value}`) }))}
        />
        <Words view={view} label={t('filter.words')} />
      </Filters>
      {groups.map(([id, onPage]) => (
        <section class="sec" aria-labelledby={`t-${anchor(id)}`}>
          <h2 id={`t-${anchor(id)}`}>
            {id === 'other' ? (
              name(id)
            ) : (
              <>
                <a href={view.indicatorLink(country, id)}>{name(id)}</a> <small class="dim">{placeOf(view, id)}</small>
              </>
            )}
          </h2>
          {onPage.map(([question, readings]) => (
            <QuestionReadings view={view} question={question} readings={readings} />
          ))}
        </section>
      ))}
      {links}
      {shown.length === 0 && <p class="spaced">{t('filter.none')}</p>}
    </>
  );
}

/** Indicators of two frameworks, or of two groups of one, may share a title: what they stand under tells them apart. */
function placeOf(view: View, id: string): string {
  const indicator = view.dataset.indicator(id);
  if (!indicator) return '';
  const { framework, body } = indicator;
  return [framework.title, ...(body.group ? [body.group] : [])].map((text) => view.text(text)).join(', ');
}

/** A question with its readings, newest first. */
function QuestionReadings({
  view,
  question: id,
  readings,
}: {
  view: View;
  question: string;
  readings: readonly Finding[];
}): Html {
  const question = view.dataset.get('question', id);
  return (
    <div class="qr">
      <h3>
        <a class="quiet-link" href={view.link(`/question/${id}`)}>
          {question ? view.say(question.wording) : id}
        </a>
      </h3>
      <ul class="ev">
        {readings
          .toSorted(comparePeriods)
          .reverse()
          .map((finding) => (
            <li>
              <span class="side">{sideWords(view, finding)}</span>
              <div>
                <Flags
                  view={view}
                  review={reviewOf(view.dataset, [finding.id], view.day).some(
                    ({ reason }) => reason !== 'sources-disagree',
                  )}
                />
                <Reading view={view} finding={finding} question={question} />
              </div>
            </li>
          ))}
      </ul>
    </div>
  );
}

const sideWords = (view: View, finding: Finding): string =>
  view.t(finding.rank === 'deprecated' ? 'side.deprecated' : holdsOn(finding, view.day) ? 'side.now' : 'side.other');
