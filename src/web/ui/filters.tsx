/** Filters that work by address: a GET form, so that a filtered list can be linked, and needs no script. */
import type { Child } from 'hono/jsx';
import type { Html, View } from '../context.tsx';
import { action, Kept } from './dates.tsx';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What the reader asked for in a field, or an empty text. */
export const asked = (view: View, name: string): string => (view.query.get(name) ?? '').trim();

/** Whether a text holds the words asked for, in any order, whatever their case and ё or е. */
export function holdsWords(text: string, words: string): boolean {
  const fold = (value: string) => value.toLocaleLowerCase().replaceAll('ё', 'е');
  const folded = fold(text);
  return fold(words)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

interface SelectProps {
  readonly view: View;
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  /** What the empty choice says, where it is not "any". */
  readonly none?: string;
}

export function Select({ view, name, label, choices, none }: SelectProps): Html {
  const now = asked(view, name);
  return (
    <div class="field">
      <label for={`f-${name}`}>{label}</label>
      <select id={`f-${name}`} name={name}>
        <option value="">{none ?? view.t('filter.any')}</option>
        {choices.map(({ value, label: words }) => (
          <option value={value} selected={value === now}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Words({ view, label }: { view: View; label: string }): Html {
  return (
    <div class="field wide">
      <label for="f-q">{label}</label>
      <input type="search" id="f-q" name="q" autocomplete="off" value={asked(view, 'q')} />
    </div>
  );
}

/** The form around the fields, with how many of how many it shows. */
export function Filters({
  view,
  label,
  fields,
  shown,
  total,
  children,
}: {
  view: View;
  label: string;
  fields: readonly string[];
  shown: number;
  total: number;
  children?: Child;
}): Html {
  const filtered = fields.some((name) => asked(view, name) !== '');
  return (
    <form class="bar filters" method="get" action={action(view)} aria-label={label}>
      <Kept view={view} except={[...fields, 'page']} />
      {children}
      <button class="btn quiet" type="submit">
        {view.t('filter.apply')}
      </button>
      <p class="small dim count" role="status">
        {view.t('filter.showing', { shown, total })}{' '}
        {filtered && (
          <a href={view.here(Object.fromEntries(fields.map((name) => [name, undefined])))}>{view.t('filter.clear')}</a>
        )}
      </p>
    </form>
  );
}
