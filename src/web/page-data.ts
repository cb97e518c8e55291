/**
 * Pages as data: what a page shows, as JSON, as a table where it is one, and as linked data. The files of pages that
 * have forms of their own (laws, treaties, figures, recommendations, comparisons) are in downloads.ts, and come first.
 * Always true: records leave as core/publication.ts lets them, counted from today whatever the day shown.
 */
import {
  assessmentJsonLd,
  type Cell,
  csv,
  LICENCE,
  type Place,
  pageJsonLd,
  recordJsonLd,
  rowOf,
  tableOf,
} from '../app/open-data.ts';
import { addressOf } from '../core/address.ts';
import { assess, history } from '../core/assess.ts';
import type { Indicator } from '../core/dataset.ts';
import type { AnyRecord, KindName } from '../core/model/index.ts';
import { published } from '../core/publication.ts';
import { isoDay } from '../core/time.ts';
import type { View } from './context.tsx';
import type { Download, DownloadFunction } from './download.ts';
import { SECTIONS, type Section, sectionRecords } from './pages/country-section.tsx';

const CSV = 'text/csv; charset=utf-8; header=present';
const JSON_LD = 'application/ld+json';

type Row = Readonly<Record<string, Cell>>;

/** What a page holds: how its files are called, and each form it has. */
interface PageData {
  readonly stem: string;
  readonly json: () => object;
  readonly table?: () => readonly Row[];
  /** Columns of the table, for a table without rows. */
  readonly columns?: readonly string[];
  readonly linked: (place: Place) => object;
}

type Make = (view: View, params: Readonly<Record<string, string>>) => PageData | undefined;

/** The site as descriptions need it: permanent addresses, with the day and the moment that the view shows. */
export function placeOf(view: View): Place {
  return {
    dataset: view.dataset,
    address: view.permanent,
    page: (id) => {
      const record = view.dataset.find(id);
      return view.permanent(record ? addressOf(record).replace(/#.*$/, '') : `/record/${id}`);
    },
    on: isoDay(view.day) ?? '',
    at: view.at,
  };
}

const stateOf = (view: View) => ({
  asOf: isoDay(view.day),
  knownAt: view.at ?? null,
  revision: view.revision,
  permanent: view.permanent(view.path),
  licence: LICENCE.path,
});

const safe = (view: View) => (record: AnyRecord) => published(record, view.today);

/** The forms that a page has, as files beside its address. */
function distributions(view: View) {
  const types = { csv: 'text/csv', json: 'application/json', jsonld: JSON_LD } as const;
  return (Object.keys(types) as (keyof typeof types)[])
    .filter((suffix) => view.files.includes(suffix))
    .map((suffix) => ({
      address: view.permanent(`/${view.language}${view.path}.${suffix}`),
      mediaType: types[suffix],
    }));
}

const described = (view: View, name: string, about: string, country?: string) => (place: Place) =>
  pageJsonLd(place, view.path, { name, about, files: distributions(view), country });

/** Records as one table: every column of their kinds. */
function recordRows(view: View, records: readonly AnyRecord[]): Row[] {
  return records.map((record) => {
    const { columns } = tableOf(record.kind);
    const row = rowOf(record.kind, published(record, view.today));
    return { kind: record.kind, ...Object.fromEntries(columns.map(({ name }, n) => [name, row[n]])) };
  });
}

const columnsOf = (kinds: readonly KindName[]): string[] => [
  ...new Set(['kind', ...kinds.flatMap((kind) => tableOf(kind).columns.map(({ name }) => name))]),
];

function statusOf(view: View, country: string, indicator: Indicator) {
  const { status, computed, override, from, to } = assess(view.dataset, country, indicator, view.day);
  return {
    country,
    indicator: indicator.id,
    title: view.text(indicator.body.title),
    status,
    computed,
    override,
    from,
    to,
  };
}

const flatStatus = (status: ReturnType<typeof statusOf>): Row => ({
  ...status,
  override: status.override?.id,
  from: status.from ?? undefined,
  to: status.to ?? undefined,
});

const STATUS_COLUMNS = ['country', 'indicator', 'title', 'status', 'computed', 'override', 'from', 'to'];

/** A list of records of some kinds, as a page shows it. */
function listed(
  view: View,
  name: string,
  about: string,
  kinds: readonly KindName[],
  records: readonly AnyRecord[],
  country?: string,
): PageData {
  return {
    stem: view.path.slice(1).replaceAll('/', '-'),
    json: () => ({ ...stateOf(view), country, records: records.map(safe(view)) }),
    table: () => recordRows(view, records),
    columns: columnsOf(kinds),
    linked: described(view, name, about, country),
  };
}

const all = <K extends KindName>(view: View, kind: K): readonly AnyRecord[] =>
  view.dataset.all(kind) as unknown as readonly AnyRecord[];

const country: Make = (view, params) => {
  const record = view.dataset.get('country', params.country ?? '');
  if (!record) return undefined;
  const statuses = () => view.dataset.indicators().map((indicator) => statusOf(view, record.id, indicator));
  const name = view.text(record.name);
  return {
    stem: record.id,
    json: () => ({
      ...stateOf(view),
      country: record,
      statuses: statuses(),
      records: Object.fromEntries(
        SECTIONS.map((section) => [section, sectionRecords(view, record.id, section).length]),
      ),
    }),
    table: () => statuses().map(flatStatus),
    columns: STATUS_COLUMNS,
    linked: described(view, name, view.t('data.about-country', { country: name }), record.id),
  };
};

const section =
  (name: Section): Make =>
  (view, params) => {
    const record = view.dataset.get('country', params.country ?? '');
    if (!record) return undefined;
    const records = sectionRecords(view, record.id, name);
    const title = `${view.t(`section.${name}`)}, ${view.text(record.name)}`;
    return listed(view, title, title, [...new Set(records.map(({ kind }) => kind))], records, record.id);
  };

const assessment: Make = (view, params) => {
  const indicator = view.dataset.indicator(`${params.framework}/${params.indicator}`);
  const state = view.dataset.get('country', params.country ?? '');
  if (!indicator || !state || indicator.framework.about === 'plan') return undefined;
  const result = assess(view.dataset, state.id, indicator, view.day);
  const spans = history(view.dataset, state.id, indicator);
  const periods = spans.map(({ from, to, ...span }) => ({ from: isoDay(from), to: isoDay(to), ...span }));
  return {
    stem: `${state.id}-${indicator.id.replace('/', '-')}`,
    json: () => {
      const findings = result.explanation.evidence.flatMap((one) => one.findings);
      return {
        ...stateOf(view),
        assessment: result,
        history: periods,
        findings: findings.flatMap((id) => view.dataset.find(id) ?? []).map(safe(view)),
      };
    },
    table: () =>
      periods.map(({ from, to, status, computed, override }) => ({
        country: state.id,
        indicator: indicator.id,
        from,
        to,
        status,
        computed,
        override,
      })),
    columns: ['country', 'indicator', 'from', 'to', 'status', 'computed', 'override'],
    linked: (place) => assessmentJsonLd(place, indicator, result, spans),
  };
};

const framework: Make = (view, params) => {
  const record = view.dataset.get('framework', params.framework ?? '');
  if (!record) return undefined;
  return {
    stem: record.id,
    json: () => ({ ...stateOf(view), record }),
    table: () =>
      record.indicators.map(({ id, title, question, group }) => ({
        indicator: `${record.id}/${id}`,
        title: view.text(title),
        question: question && view.text(question),
        group: group && view.text(group),
      })),
    columns: ['indicator', 'title', 'question', 'group'],
    linked: (place) => recordJsonLd(place, record),
  };
};

const everywhere: Make = (view, params) => {
  const indicator = view.dataset.indicator(`${params.framework}/${params.indicator}`);
  if (!indicator) return undefined;
  const statuses = () =>
    indicator.framework.about === 'plan'
      ? []
      : view.dataset.assessedCountries().map((state) => statusOf(view, state, indicator));
  const name = view.text(indicator.body.title);
  return {
    stem: indicator.id.replace('/', '-'),
    json: () => ({ ...stateOf(view), indicator: { ...indicator.body, id: indicator.id }, statuses: statuses() }),
    table: () => statuses().map(flatStatus),
    columns: STATUS_COLUMNS,
    linked: described(view, name, view.text(indicator.body.rationale)),
  };
};

/** A record by its id, or by what its page makes of it. */
const one =
  (idOf: (params: Readonly<Record<string, string>>) => string): Make =>
  (view, params) => {
    const record = view.dataset.find(idOf(params));
    if (!record) return undefined;
    const referredToBy = () => [...new Set(view.dataset.backlinks(record.id).map((link) => link.record.id))].sort();
    return {
      stem: record.id.replaceAll('/', '-'),
      json: () => ({ ...stateOf(view), record: safe(view)(record), referredToBy: referredToBy() }),
      table: () => recordRows(view, [record]),
      columns: columnsOf([record.kind]),
      linked: (place) => recordJsonLd(place, published(record, view.today)),
    };
  };

const wholeKind =
  (kind: KindName, title: string): Make =>
  (view) =>
    listed(view, view.t(title), view.t(title), [kind], all(view, kind));

const law: Make = (view, { country: state, law: slug }) => {
  const record = view.dataset.get('law', `${state}/law/${slug}`);
  if (!record) return undefined;
  const provisions = view.dataset.inCountry('provision', state ?? '').filter((each) => each.law === record.id);
  return {
    stem: record.id.replaceAll('/', '-'),
    json: () => ({ ...stateOf(view), record, provisions }),
    table: () => recordRows(view, provisions),
    columns: columnsOf(['provision']),
    linked: (place) => recordJsonLd(place, record),
  };
};

/** Pages by their address, and the forms they have beside those in downloads.ts. */
const DATA: readonly (readonly [path: string, forms: string, make: Make])[] = [
  ['/countries', 'json csv jsonld', wholeKind('country', 'nav.countries')],
  ['/frameworks', 'json csv jsonld', wholeKind('framework', 'nav.frameworks')],
  ['/glossary', 'json csv jsonld', wholeKind('term', 'nav.glossary')],
  ['/instruments', 'json jsonld', wholeKind('instrument', 'instruments.title')],
  ['/country/:country', 'json csv jsonld', country],
  ...SECTIONS.map((name) => [`/country/:country/${name}`, 'json csv jsonld', section(name)] as const),
  ['/country/:country/:framework/:indicator', 'json csv jsonld', assessment],
  ['/framework/:framework', 'json csv jsonld', framework],
  ['/framework/:framework/:indicator', 'json csv jsonld', everywhere],
  ['/law/:country/:law', 'json csv', law],
  ['/law/:country/:law/:number', 'json', one((of) => `${of.country}/law/${of.law}/${of.number}`)],
  ['/instrument/:instrument', 'json csv jsonld', one(({ instrument = '' }) => instrument)],
  ['/series/:country/:series', 'json csv jsonld', one((of) => `${of.country}/series/${of.series}`)],
  ['/recommendation/:country/:rest{.+}', 'json jsonld', one((of) => `${of.country}/recommendation/${of.rest}`)],
  ['/plan/:id{.+}', 'json jsonld', one(({ id = '' }) => id)],
  ['/question/:id{.+}', 'json jsonld', one(({ id = '' }) => id)],
  ['/source/:id{.+}', 'json jsonld', one(({ id = '' }) => id)],
  ['/record/:id{.+}', 'json jsonld', one(({ id = '' }) => id)],
];

function fileOf(view: View, data: PageData, suffix: string): Download {
  const name = `${data.stem}-${view.asOf ?? isoDay(view.today) ?? ''}.${suffix}`;
  const indented = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  switch (suffix) {
    case 'json':
      return { mediaType: 'application/json', body: indented(data.json()), name };
    case 'csv': {
      const { table = () => [], columns = [] } = data;
      const rows = table().map((row) => [...columns.map((column) => row[column]), 'CC BY 4.0']);
      return { mediaType: CSV, body: `\uFEFF${csv([...columns, 'licence'], rows)}`, name };
    }
    default:
      return { mediaType: JSON_LD, body: indented(data.linked(placeOf(view))), name };
  }
}

/** The files of pages, as downloads.ts has them. */
export const PAGE_DATA: readonly (readonly [path: string, suffix: string, download: DownloadFunction])[] = DATA.flatMap(
  ([path, forms, make]) =>
    forms.split(' ').map((suffix) => {
      const download: DownloadFunction = (view, params) => {
        const data = make(view, params);
        return data && fileOf(view, data, suffix);
      };
      return [path, suffix, download] as const;
    }),
);
