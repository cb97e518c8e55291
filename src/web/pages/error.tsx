/** Pages that say what went wrong and what to do. They never repeat what was asked for, and never show an inner error. */
import type { Html, View } from '../context.tsx';
import { Page } from '../ui/shell.tsx';

/** Statuses that have words of their own; any other is told as 500. */
const TOLD = [400, 403, 404, 405, 409, 414, 503] as const;

export interface Problem {
  readonly status: number;
  /** One more sentence, already in the reader's language. */
  readonly detail?: string | undefined;
  /** Shown with a 500, so that the log can be searched for it. */
  readonly request?: string | undefined;
}

export function errorPage(view: View, { status, detail, request }: Problem): Html {
  const key = (TOLD as readonly number[]).includes(status) ? status : 500;
  const title = view.t(`error.${key}.title`);
  return (
    <Page view={view} title={title} crumbs={[]}>
      <div class="head">
        <h1>{title}</h1>
        {detail && <p class="lead">{detail}</p>}
        <p class="lead">{view.t(`error.${key}.help`)}</p>
        {request && <p class="small dim">{view.t('error.request', { request })}</p>}
        <p class="bar spaced">
          <a class="btn" href={view.link('/')}>
            {view.t('error.home')}
          </a>
          <a class="btn quiet" href={view.link('/countries')}>
            {view.t('error.countries')}
          </a>
        </p>
      </div>
    </Page>
  );
}
