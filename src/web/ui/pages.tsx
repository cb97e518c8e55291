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

/** Pages on either side of the present one, when not all are named. */
const NEAR = 2;
/** Up to this many pages are all named. */
const FEW = 12;

/** The pages to name: all of few; of many the first, the last and those around the present one. */
function named(pages: number, at: number): number[] {
  const all = Array.from({ length: pages }, (_, index) => index + 1);
  return pages <= FEW ? all : all.filter((page) => page === 1 || page === pages || Math.abs(page - at) <= NEAR);
}

export function Pages({ view, pages, at }: { view: View; pages: number; at: number }): Html {
  return (
    <nav class="seg pages" aria-label={view.t('list.pages')}>
      {named(pages, at).map((page, index, shown) => (
        <>
          {page - (shown[index - 1] ?? 0) > 1 && <span aria-hidden="true">…</span>}
          <a href={view.here({ page })} aria-current={page === at ? 'page' : undefined}>
            {view.number(page)}
          </a>
        </>
      ))}
    </nav>
  );
}
