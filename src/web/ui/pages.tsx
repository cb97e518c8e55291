/** Long lists cut into pages by address: `?page=2`, kept beside filters and dates. */
import type { Html, View } from '../context.tsx';
import { asked } from './filters.tsx';

/** The items of the page asked for, and the links to the others; no links where one page holds everything. */
export function paged<T>(view: View, items: readonly T[], size: number): { items: readonly T[]; links: Html | null } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const at = Math.min(pages, Math.max(1, Number.parseInt(asked(view, 'page'), 10) || 1));
  return {
    items: items.slice((at - 1) * size, at * size),
    links: pages > 1 ? <Pages view={view} pages={pages} at={at} /> : null,
  };
}

function Pages({ view, pages, at }: { view: View; pages: number; at: number }): Html {
  return (
    <nav class="seg pages" aria-label={view.t('list.pages')}>
      {Array.from({ length: pages }, (_, index) => (
        <a href={view.here({ page: index + 1 })} aria-current={index + 1 === at ? 'page' : undefined}>
          {view.number(index + 1)}
        </a>
      ))}
    </nav>
  );
}
