/** Marks of an edition: that it is frozen, and what became of it. */
import { type Edition, editionPath } from '../../core/editions/frozen.ts';
import type { Language } from '../../core/localised.ts';
import type { Html, View } from '../context.tsx';
import { Icon } from './marks.tsx';
import { OWN_NAMES } from './shell.tsx';

/** A language as its speakers write it. */
export function LanguageName({ language }: { language: Language }): Html {
  return <span lang={language}>{OWN_NAMES[language][0]}</span>;
}

/** “Frozen 2 October 2026”. */
export function Frozen({ view, edition }: { view: View; edition: Edition }): Html {
  return (
    <span class="tag frozen">
      <Icon name="i-lock" />
      {view.t('edition.frozen', { date: view.date(edition.published) })}
    </span>
  );
}

interface StateProps {
  readonly view: View;
  readonly edition: Edition;
  readonly successor: Edition | undefined;
}

/** Withdrawn, superseded, or corrected, as notices; nothing where it stands as it was published. */
export function EditionState({ view, edition, successor }: StateProps): Html | null {
  const { withdrawn, errata = [], country = '' } = edition;
  if (!withdrawn && !successor && errata.length === 0) return null;
  const link = successor && (
    <a href={view.link(editionPath(country, successor.number))}>
      {view.t('edition.number', { number: successor.number })}
    </a>
  );
  return (
    <div class={withdrawn ? 'call withdrawn' : 'call'}>
      {withdrawn && (
        <p>
          <b>{view.t('edition.withdrawn', { date: view.date(withdrawn.on) })}</b> {view.say(withdrawn.reason)}
        </p>
      )}
      {link && <p>{view.rich('edition.superseded', { edition: link })}</p>}
      {errata.length > 0 && <p>{view.t('edition.has-errata', { n: errata.length })}</p>}
    </div>
  );
}
