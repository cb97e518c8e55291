/** What a search found: each record with its name, what it is, and the words in their context. */
import { shownSnippet } from '../../app/search.ts';
import { inLanguage, type Language, type Localised } from '../../core/localised.ts';
import type { AnyRecord } from '../../core/model/index.ts';
import type { Html, Search, View } from '../context.tsx';
import { stateName } from '../states.ts';
import { recordName, recordTitle } from './records.tsx';

type Answer = NonNullable<Search['answer']>;
type Hit = Answer['hits'][number];

export function Hits({ view, answer, first }: { view: View; answer: Answer; first: number }): Html | null {
  if (answer.hits.length === 0) return null;
  // A day in the query is the day of what it found; one in the address is kept anyway.
  const asOf = view.asOf ?? answer.on;
  return (
    <ol class="hits" start={first}>
      {answer.hits.map((hit) => (
        <li>
          <HitItem view={view} hit={hit} asOf={asOf} />
        </li>
      ))}
    </ol>
  );
}

/** What a hit leads to: a record, or an indicator of a framework; undefined where it was not on record then. */
function targetOf(view: View, { id, place }: Hit) {
  const record = view.dataset.find(id);
  if (!record) return undefined;
  const [, index] = (record.kind === 'framework' && /^indicators\.(\d+)\./.exec(place)) || [];
  const indicator = record.kind === 'framework' && index !== undefined && record.indicators?.[Number(index)];
  return indicator
    ? { href: `${id}/${indicator.id}`, title: indicator.title, kind: 'indicator', name: view.text(indicator.title) }
    : { href: id, record, kind: record.kind, name: recordTitle(view, record) };
}

function HitItem({ view, hit, asOf }: { view: View; hit: Hit; asOf: string | undefined }): Html {
  const { t } = view;
  const target = targetOf(view, hit);
  const { language } = hit;
  const unchecked = isUnchecked(view.dataset.find(hit.id), hit);
  const snippet = shownSnippet(view.dataset, hit, view.today);
  // A name is not said twice: where it, or its end, is what was found, it carries the marks.
  const isName =
    target !== undefined &&
    language === view.language &&
    !snippet.before &&
    !snippet.after &&
    snippet.text !== '' &&
    target.name.endsWith(snippet.text);
  return (
    <>
      <h3>
        {target ? (
          <a href={view.recordLink(target.href, { asOf })}>
            {isName ? (
              <>
                {target.name.slice(0, -snippet.text.length)}
                <Marked snippet={snippet} />
                {unchecked && <sup class="uc">*</sup>}
              </>
            ) : target.record ? (
              shortName(view, target.record)
            ) : (
              view.say(target.title)
            )}
          </a>
        ) : (
          <span class="dim">{t('find.not-yet')}</span>
        )}
      </h3>
      <p class="hit-of">
        {[
          t(`kind.${target?.kind ?? hit.kind}`),
          hit.country && hit.kind !== 'country' && stateName(view, hit.country),
          hit.year,
          t(`find.language-${language}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {!isName && snippet.text !== '' && (
        <p class="hit-text" lang={language === view.language ? undefined : language}>
          {snippet.before && '… '}
          <Marked snippet={snippet} />
          {unchecked && <sup class="uc">*</sup>}
          {snippet.after && ' …'}
        </p>
      )}
    </>
  );
}

/** Whether the text found is a translation that no speaker has checked. */
function isUnchecked(record: AnyRecord | undefined, { place, language }: Hit): boolean {
  let value: unknown = record;
  for (const step of place.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return language !== 'en' && (value as { translation?: unknown } | null | undefined)?.translation === 'unchecked';
}

/** The stretch of text, with the words that were found marked. */
function Marked({ snippet: { text, marks } }: { snippet: Hit['snippet'] }): Html {
  return (
    <>
      {marks.map(([from, to], index) => (
        <>
          {text.slice(marks[index - 1]?.[1] ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
}

/** A name longer than this is cut: a recommendation is called by its whole text. */
const LONG = 140;

function shortName(view: View, record: AnyRecord): Html {
  const name = recordTitle(view, record);
  if (name.length <= LONG || record.kind !== 'recommendation') return recordName(view, record);
  return view.say(shortened(record.text, view.language));
}

function shortened(text: Localised, language: Language): Localised {
  const phrase = inLanguage(text, language);
  const cut = `${phrase.text.slice(0, phrase.text.lastIndexOf(' ', LONG)).replace(/[\s,;:.–-]+$/, '')} …`;
  return { [phrase.language]: cut, ...(phrase.unchecked && { translation: 'unchecked' as const }) };
}
