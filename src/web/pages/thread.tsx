/** One demand made more than once: who asked, when, and whether it is answered. */
import { threadOf, threadOn } from '../../core/commitments/threads.ts';
import type { PageFunction } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { documentsOf, TimelineFigure } from '../ui/recommendation-timeline.tsx';
import { Page } from '../ui/shell.tsx';
import { ThreadTable } from '../ui/thread-table.tsx';

export const page: PageFunction<{ country: string; rest: string }> = (view, params) => {
  const { t } = view;
  const thread = threadOf(view.dataset, `${params.country}/recommendation/${params.rest}`);
  if (!thread) return undefined;
  const { asked, askers, years, stage } = threadOn(thread, view.day);
  const [first] = thread.members;
  if (!first?.country) return undefined;
  const name = view.countryName(first.country);
  return (
    <Page
      view={view}
      title={`${t('recommendations.thread.one')}, ${name}`}
      part="countries"
      canonical={view.threadLink(thread.id)}
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.link(`/country/${first.country}`), text: name },
        { href: view.link(`/country/${first.country}/recommendations`), text: t('section.recommendations') },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{t('recommendations.thread.one')}</p>
        <h1>{view.say(first.text)}</h1>
        <p class="lead">
          {asked.length === 0
            ? t('section.empty')
            : t('recommendations.thread.lead', { n: asked.length, bodies: askers, years, stage })}
        </p>
        <AsAt view={view} />
      </div>
      <TimelineFigure view={view} documents={documentsOf(view, asked)} />
      <section class="sec" aria-labelledby="members-h">
        <h2 id="members-h">{t('recommendations.thread.members')}</h2>
        <p class="small dim">{t('recommendations.thread.decided')}</p>
        <ThreadTable view={view} records={asked} />
      </section>
    </Page>
  );
};
