/** One edition: its files, how to cite it, what became of it and what changed since; and its text as a page. */
import { raw } from 'hono/html';
import { editionText, sinceEdition } from '../../app/edition.ts';
import type { Platform } from '../../app/platform.ts';
import { type Edition, type EditionFile, editionPath, successorOf } from '../../core/editions/frozen.ts';
import { countOf, type ProvisionChange, type Since } from '../../core/editions/meaning.ts';
import { inLanguage, type Language } from '../../core/localised.ts';
import type { Html, View } from '../context.tsx';
import { formatDate, translate } from '../i18n.ts';
import { EditionState, Frozen, LanguageName } from '../ui/edition-marks.tsx';
import { Icon, Status } from '../ui/marks.tsx';
import { Folded, Move, RecordMove, StatusMove } from '../ui/meaning.tsx';
import { RecordLink } from '../ui/records.tsx';
import { type Crumb, Page } from '../ui/shell.tsx';
import * as roles from '../ui/table.ts';

/** What the pages of an edition ask beyond the record; a dataset folder has neither log nor kept files. */
export type Kept = Pick<Platform, 'record'> & Partial<Pick<Platform, 'changes' | 'snapshots'>>;

interface Params {
  readonly country: string;
  readonly number: string;
  readonly language?: string;
}

const editionAt = (view: View, { country, number }: Params): Edition | undefined =>
  view.dataset.get('edition', `${country}/edition/${number}`);

/** The addresses of its files have no language of the site before them: they are the same for all readers. */
const fileAddress = (edition: Edition, { language, format }: Pick<EditionFile, 'language' | 'format'>): string =>
  `${editionPath(edition.country ?? '', edition.number)}/${language}.${format}`;

const crumbsOf = (view: View, edition?: Edition): Crumb[] => [
  { href: view.link('/editions'), text: view.t('editions.title') },
  ...(edition
    ? [
        {
          href: view.link(editionPath(edition.country ?? '', edition.number)),
          text: view.t('edition.number', { number: edition.number }),
        },
      ]
    : []),
];

/** The page of an edition. */
export async function page(view: View, params: Params, platform: Kept): Promise<Html | undefined> {
  const edition = editionAt(view, params);
  if (!edition) return undefined;
  const { t } = view;
  const all = view.dataset.inCountry('edition', edition.country ?? '');
  const { snapshots } = platform;
  const held = new Set<string>();
  if (snapshots) for (const { sha256 } of edition.files) if (await snapshots.find(sha256)) held.add(sha256);
  const since = platform.changes && (await sinceEdition(platform, edition, view));
  const others = edition.languages.filter((language) => language !== view.language);
  return (
    <Page view={view} title={view.text(edition.title)} crumbs={crumbsOf(view)}>
      <div class="head">
        <p class="eyebrow">
          <Frozen view={view} edition={edition} /> {t('edition.number', { number: edition.number })}
        </p>
        <h1 class="long">{view.say(edition.title)}</h1>
        <p class="titles">
          {others.map((language) => (
            <span class="block" lang={language}>
              {typeof edition.title === 'string' ? '' : edition.title[language]}
            </span>
          ))}
        </p>
      </div>
      <EditionState view={view} edition={edition} successor={successorOf(all, edition)} />
      <div class="two">
        <div>
          <Files view={view} edition={edition} held={held} />
          <Errata view={view} edition={edition} />
          <Changed view={view} edition={edition} since={since} />
        </div>
        <aside>
          <Cite view={view} edition={edition} />
          <Facts view={view} edition={edition} />
        </aside>
      </div>
    </Page>
  );
}

const FILES = ['pdf', 'docx', 'html', 'json'] as const;

function Files({ view, edition, held }: { view: View; edition: Edition; held: ReadonlySet<string> }): Html {
  const { t } = view;
  const link = (language: Language, format: EditionFile['format']) => {
    const file = edition.files.find((one) => one.language === language && one.format === format);
    if (!file) return <span class="dim">–</span>;
    const name = t(`edition.format.${format}`);
    if (!held.has(file.sha256)) return <span class="dim">{t('edition.not-held', { name })}</span>;
    return (
      <a href={fileAddress(edition, file)} download="">
        <Icon name="i-down" /> {name}
        <span class="small dim"> {t('edition.size', { size: view.number(Math.ceil(file.size / 1024)) })}</span>
      </a>
    );
  };
  return (
    <section aria-labelledby="files-h">
      <h2 id="files-h">{t('edition.files')}</h2>
      <table {...roles.table} class="tbl stack">
        <caption class="vh">{t('edition.files')}</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHead}>{t('shell.language')}</th>
            {FILES.map((format) => (
              <th {...roles.columnHead}>{t(`edition.format.${format}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...roles.group}>
          {edition.languages.map((language) => (
            <tr {...roles.row}>
              <th {...roles.rowHead}>
                <LanguageName language={language} />
                <a
                  class="block"
                  href={view.link(`${editionPath(edition.country ?? '', edition.number)}/${language}`)}
                  hreflang={language}
                >
                  {t('edition.read')}
                  <span class="vh">
                    {' '}
                    <LanguageName language={language} />
                  </span>
                </a>
              </th>
              {FILES.map((format) => (
                <td {...roles.cell} data-l={t(`edition.format.${format}`)}>
                  {link(language, format)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Errata({ view, edition }: { view: View; edition: Edition }): Html | null {
  const { errata = [], languages, country = '', number } = edition;
  if (errata.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="errata-h">
      <h2 id="errata-h">{view.t('edition.errata')}</h2>
      <ol class="log">
        {errata.map(({ on, text, place, language }) => {
          const shown = language ?? languages.find((one) => one === view.language) ?? languages[0] ?? 'en';
          return (
            <li class="flag">
              <span>{view.date(on, 'short')}</span>
              <div>
                <p>{view.say(text)}</p>
                <p class="small">
                  {place !== undefined && (
                    <a href={view.link(`${editionPath(country, number)}/${shown}#${place.replace(/^#/, '')}`)}>
                      {view.t('edition.place')}
                    </a>
                  )}
                  {language && (
                    <>
                      {' '}
                      <LanguageName language={language} />
                    </>
                  )}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** How to cite it, in the language of the page where it was published in it. */
function Cite({ view, edition }: { view: View; edition: Edition }): Html {
  const { t } = view;
  const language = edition.languages.find((one) => one === view.language) ?? edition.languages[0] ?? 'en';
  const title =
    typeof edition.title === 'string' ? edition.title : (edition.title[language] ?? view.text(edition.title));
  const path = editionPath(edition.country ?? '', edition.number);
  const words = translate(language, 'report.cite-edition', {
    publisher: 'Dutybearer',
    year: edition.published.slice(0, 4),
    title,
    number: edition.number,
    date: formatDate(language, edition.asOf),
    address: edition.address,
  });
  return (
    <section class="citebox" aria-labelledby="cite-h">
      <h2 id="cite-h">{t('edition.cite')}</h2>
      <p class="spaced-s" lang={language === view.language ? undefined : language}>
        {words}
      </p>
      <h3>{t('edition.address')}</h3>
      <p class="address">
        <a href={path} data-address data-copy={t('share.copy')} data-copied={t('share.copied')}>
          {path}
        </a>
      </p>
    </section>
  );
}

function Facts({ view, edition }: { view: View; edition: Edition }): Html {
  const { t } = view;
  const moment = `${view.date(edition.knownAt.slice(0, 10))}, ${edition.knownAt.slice(11, 16)} UTC`;
  return (
    <>
      <dl class="kv spaced">
        <dt>{t('edition.as-of-label')}</dt>
        <dd>{view.date(edition.asOf)}</dd>
        <dt>{t('edition.known-at')}</dt>
        <dd>{moment}</dd>
        <dt>{t('edition.revision')}</dt>
        <dd class="num">{view.number(edition.revision)}</dd>
        <dt>{t('edition.program')}</dt>
        <dd class="num">{edition.program}</dd>
        <dt class="whole">{t('edition.hash')}</dt>
        <dd class="num hash whole">{edition.sha256.match(/.{8}/g)?.join(' ')}</dd>
      </dl>
      <details class="fingerprints spaced-s">
        <summary>{t('edition.hashes')}</summary>
        <ul class="hashes">
          {edition.files.map(({ language, format, sha256 }) => (
            <li>
              {language}.{format} <span class="num hash">{sha256.match(/.{8}/g)?.join(' ')}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Changed({ view, edition, since }: { view: View; edition: Edition; since: Since | undefined }): Html {
  const { t } = view;
  const living = <a href={view.link(`/country/${edition.country}`)}>{t('edition.living')}</a>;
  return (
    <section class="sec" aria-labelledby="since-h">
      <h2 id="since-h">{t('edition.since')}</h2>
      <p class="measure">
        <b>{t('edition.stays')}</b>{' '}
        {t(since ? 'edition.since-count' : 'edition.no-history', { n: since ? countOf(since) : 0 })} {living}
      </p>
      {since && <Groups view={view} since={since} />}
    </section>
  );
}

function Groups({ view, since }: { view: View; since: Since }): Html {
  const groups: readonly (readonly [keyof Since, readonly Html[]])[] = [
    ['statuses', since.statuses.map((change) => <StatusMove view={view} change={change} />)],
    ['periods', since.periods.map((change) => <StatusMove view={view} change={change} />)],
    ['provisions', since.provisions.map((change) => <ProvisionMove view={view} change={change} />)],
    [
      'recommendations',
      since.recommendations.map(({ record, before, after }) => (
        <>
          <span>
            <RecordLink view={view} id={record.id} />
          </span>
          <span>
            {before === undefined ? (
              <>
                {view.t('log.added')} <Status view={view} status={after} />
              </>
            ) : (
              <Move
                view={view}
                before={<Status view={view} status={before} />}
                after={<Status view={view} status={after} />}
              />
            )}
          </span>
        </>
      )),
    ],
    ['findings', since.findings.map((change) => <RecordMove view={view} change={change} />)],
    ['sources', since.sources.map((change) => <RecordMove view={view} change={change} />)],
    [
      'review',
      since.review.map((id) => (
        <span>
          <RecordLink view={view} id={id} />
        </span>
      )),
    ],
  ];
  return (
    <>
      {groups.map(
        ([name, items]) =>
          items.length > 0 && (
            <section class="since" aria-labelledby={`since-${name}`}>
              <h3 id={`since-${name}`}>
                {view.t(`edition.since.${name}`)} <span class="dim num">{view.number(items.length)}</span>
              </h3>
              <Folded view={view} items={items} />
            </section>
          ),
      )}
    </>
  );
}

function ProvisionMove({ view, change: { record, how, since } }: { view: View; change: ProvisionChange }): Html {
  return (
    <>
      <span>
        <RecordLink view={view} id={record.id} asWas />
      </span>
      <span class="small">
        {view.t(`edition.provision.${how}`)}
        {since !== undefined && <>, {view.periodText(since)}</>}
      </span>
    </>
  );
}

/** The text of an edition in one language, from the document that was frozen. */
export async function textPage(view: View, params: Params, { snapshots }: Kept): Promise<Html | undefined> {
  const edition = editionAt(view, params);
  const language = edition?.languages.find((one) => one === params.language);
  if (!edition || !language) return undefined;
  const text =
    snapshots &&
    (await editionText(snapshots, edition, language, {
      erratum: (on) => translate(language, 'edition.erratum', { date: formatDate(language, on) }),
      text: (words) => inLanguage(words, language).text,
    }));
  const all = view.dataset.inCountry('edition', edition.country ?? '');
  const path = editionPath(edition.country ?? '', edition.number);
  const title = typeof edition.title === 'string' ? edition.title : (edition.title[language] ?? '');
  return (
    <Page view={view} title={title} crumbs={crumbsOf(view, edition)}>
      <div class="edition-top">
        <p class="eyebrow">
          <Frozen view={view} edition={edition} />{' '}
          <a href={view.link(path)}>{view.t('edition.number', { number: edition.number })}</a>
        </p>
        <p class="small">
          {edition.languages
            .filter((one) => one !== language)
            .map((one) => (
              <a class="other" href={view.link(`${path}/${one}`)} hreflang={one}>
                <LanguageName language={one} />
              </a>
            ))}
        </p>
        <EditionState view={view} edition={edition} successor={successorOf(all, edition)} />
        <p class="call review">
          <b>{view.t('edition.stays')}</b> <a href={`${view.link(path)}#since-h`}>{view.t('edition.since')}</a>
        </p>
      </div>
      {text === undefined ? (
        <>
          <h1>{title}</h1>
          <p class="call">{view.t('edition.no-text')}</p>
        </>
      ) : (
        raw(text)
      )}
    </Page>
  );
}
