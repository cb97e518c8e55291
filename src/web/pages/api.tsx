/** The programming interface explained, with a form for every request: it opens the answer; a script shows it in place. */
import { z } from 'zod';
import { BULK, BULK_FORMATS } from '../../app/open-data.ts';
import { OPERATIONS, type Operation, type Parameter } from '../api/operations.ts';
import type { Html, View } from '../context.tsx';
import { Page } from '../ui/shell.tsx';

/** Below /api/v1, as a reader writes it in a request. */
const ROOT = '/api/v1';

/** Operations that list one kind of record stand together. */
const isKind = ({ path }: Operation) => path.startsWith('/records/');

export function page(view: View): Html {
  const { t } = view;
  return (
    <Page view={view} title={t('api.title')} crumbs={[]} head={<Script view={view} />}>
      <div class="head">
        <h1>{t('api.title')}</h1>
        <p class="lead">{t('api.lead')}</p>
      </div>
      <section class="sec" aria-labelledby="api-rules">
        <h2 id="api-rules">{t('api.rules')}</h2>
        <ul class="quiet-list api-rules">
          {(['dates', 'pages', 'etag', 'origin', 'limit', 'problems', 'care', 'stay'] as const).map((rule) => (
            <li>{t(`api.rule.${rule}`)}</li>
          ))}
        </ul>
        <p>
          <a href={`${ROOT}/openapi.json`}>{t('api.openapi')}</a>
        </p>
      </section>
      <section class="sec" aria-labelledby="api-bulk">
        <h2 id="api-bulk">{t('api.bulk')}</h2>
        <ul class="quiet-list">
          {BULK_FORMATS.map((format) => (
            <li>
              <a href={BULK[format].path} download="">
                {t(`api.bulk.${format}`)}
              </a>
            </li>
          ))}
          <li>
            <a href="/catalogue.jsonld">{t('api.catalogue', { format: 'JSON-LD' })}</a>{' '}
            <a href="/catalogue.ttl">{t('api.catalogue', { format: 'Turtle' })}</a>
          </li>
        </ul>
      </section>
      <section class="sec" aria-labelledby="api-requests">
        <h2 id="api-requests">{t('api.requests')}</h2>
        <p class="measure">{t('api.requests-text')}</p>
        {OPERATIONS.filter((operation) => !isKind(operation)).map((operation) => (
          <Request view={view} operation={operation} level={3} />
        ))}
      </section>
      <section class="sec" aria-labelledby="api-records">
        <h2 id="api-records">{t('api.records')}</h2>
        {OPERATIONS.filter(isKind).map((operation) => (
          <details class="api-kind">
            <summary>
              <code>{operation.path}</code> {t(`kind.${operation.path.slice('/records/'.length)}.many`)}
            </summary>
            <Request view={view} operation={operation} />
          </details>
        ))}
      </section>
      <section class="sec" aria-labelledby="api-problems">
        <h2 id="api-problems">{t('api.problems')}</h2>
        <dl class="measure">
          {(['invalid', 'not-found', 'method', 'too-many', 'internal', 'unavailable'] as const).map((code) => (
            <>
              <dt id={code}>
                <code>{code}</code>
              </dt>
              <dd>{t(`api.problem.${code}`)}</dd>
            </>
          ))}
        </dl>
      </section>
    </Page>
  );
}

function Script({ view }: { view: View }): Html | null {
  const address = view.assets['api.js'];
  return address === undefined ? null : <script src={address} defer />;
}

/** The address with examples in place of names; a form cannot fill in a path without a script. */
const example = ({ path, parameters }: Operation): string =>
  parameters.reduce((text, { name, example: value = '' }) => text.replace(`{${name}}`, value), `${ROOT}${path}`);

function Request({ view, operation, level }: { view: View; operation: Operation; level?: 3 }): Html {
  const { t } = view;
  const { id, path, summary, parameters } = operation;
  return (
    <article class="api-request" aria-labelledby={`api-${id}`}>
      {level === 3 ? (
        <h3 id={`api-${id}`}>
          <code>{path}</code>
        </h3>
      ) : (
        <p id={`api-${id}`} class="vh">
          {path}
        </p>
      )}
      <p lang={view.language === 'en' ? undefined : 'en'}>{summary}.</p>
      <form method="get" action={example(operation)} data-api={`${ROOT}${path}`}>
        {parameters
          .filter(({ in: place }) => place === 'path')
          .map((parameter) => (
            <Field view={view} id={id} parameter={parameter} />
          ))}
        <details open={path === '/search'}>
          <summary>{t('api.parameters')}</summary>
          {parameters
            .filter(({ in: place }) => place === 'query')
            .map((parameter) => (
              <Field view={view} id={id} parameter={parameter} />
            ))}
        </details>
        <button class="btn quiet" type="submit">
          {t('api.try')}
        </button>
        <p class="dim">
          <code>GET {example(operation)}</code>
        </p>
        <section class="api-answer" tabindex={0} aria-label={t('api.answer')} hidden>
          <pre />
        </section>
      </form>
    </article>
  );
}

/** A field. Names in a path are fixed to their example until a script can put them into the address. */
function Field({ view, id, parameter }: { view: View; id: string; parameter: Parameter }): Html {
  const { name, in: place, about, schema, example: value } = parameter;
  const field = `api-${id}-${name}`;
  const options = schema instanceof z.ZodEnum ? (schema.options as readonly string[]) : undefined;
  const described = { id: field, 'aria-describedby': `${field}-about` };
  return (
    <div class="field">
      <label for={field}>
        <code>{name}</code>
      </label>
      {options ? (
        <select {...described} name={name}>
          <option value=""> </option>
          {options.map((option) => (
            <option value={option}>{option}</option>
          ))}
        </select>
      ) : place === 'path' ? (
        <input {...described} data-name={name} value={value} readonly />
      ) : (
        <input {...described} name={name} required={about.endsWith('Required.')} />
      )}
      <span class="hint" id={`${field}-about`} lang={view.language === 'en' ? undefined : 'en'}>
        {about}
      </span>
    </div>
  );
}
