/** The ledger over all states: what they were asked to do, by whom, and what became of it. */
import type { PageFunction } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { Ledger } from '../ui/section-recommendations.tsx';
import { Page } from '../ui/shell.tsx';

export const page: PageFunction = (view) => {
  const { t } = view;
  return (
    <Page view={view} title={t('recommendations.world.title')} part="countries">
      <div class="head">
        <h1>{t('recommendations.world.title')}</h1>
        <p class="lead">{t('recommendations.world.lead')}</p>
        <AsAt view={view} />
      </div>
      <Ledger view={view} />
    </Page>
  );
};
