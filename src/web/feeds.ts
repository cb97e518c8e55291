/**
 * Feeds: what changed, for readers who follow a country, an indicator, a law, a recommendation, or what needs review.
 * Always true: a feed is valid Atom (RFC 4287); an entry keeps its id for good, since that follows from the hash of the
 * revision, or from the mark, that it tells of; addresses are relative to the feed, which belongs to whoever serves it.
 */
import { createHash } from 'node:crypto';
import { type Act, type ActQuery, actsOn } from '../app/following.ts';
import type { Days, RecordChange, StatusChange } from '../core/editions/meaning.ts';
import { stale } from '../core/review.ts';
import { firstDay, isoDay } from '../core/time.ts';
import type { View } from './context.tsx';
import type { Kept } from './pages/edition.tsx';
import { stateName } from './states.ts';
import { statusText } from './ui/marks.tsx';
import { recordTitle, titleById } from './ui/records.tsx';

type Params = Record<string, string>;

/** An entry: `lines` are sentences of plain text. */
interface Entry {
  /** What its id follows from. */
  readonly key: string;
  readonly title: string;
  readonly updated: string;
  readonly href: string;
  readonly lines: readonly string[];
}

interface Feed {
  readonly title: string;
  /** Address of the page it belongs to. */
  readonly href: string;
  readonly entries: readonly Entry[];
}

type FeedFunction = (view: View, params: Params, platform: Kept) => Promise<Feed | undefined>;

/** Entries of a feed. */
const ENTRIES = 30;
/** Changes told in an entry. */
const TOLD = 20;

const logged =
  (
    about: (view: View, params: Params) => { title: string; href: string } | undefined,
    wanted: (view: View, params: Params) => Pick<ActQuery, 'isWanted' | 'select' | 'under'>,
  ): FeedFunction =>
  async (view, params, { changes, record }) => {
    const subject = about(view, params);
    if (!subject || !changes) return undefined;
    const { dataset, revision, today: day } = view;
    const query = { dataset, revision, day, limit: ENTRIES, ...wanted(view, params) };
    const { acts } = await actsOn({ changes, record }, query);
    return { ...subject, entries: acts.map((act) => entryOf(view, act)) };
  };

const under = (prefix: string): Pick<ActQuery, 'isWanted' | 'select' | 'under'> => {
  const isBelow = (id: string) => id === prefix || id.startsWith(`${prefix}/`);
  return { under: prefix, isWanted: ({ id }) => isBelow(id) };
};

const country: FeedFunction = logged(
  (view, params) =>
    view.dataset.get('country', params.country ?? '') && {
      title: view.t('feed.country', { country: stateName(view, params.country ?? '') }),
      href: view.link(`/country/${params.country}`),
    },
  (_, params) => {
    const code = params.country ?? '';
    const isOf = (id: string) => id === code || id.startsWith(`${code}/`);
    return {
      under: code,
      // Its statuses follow from the frameworks too.
      isWanted: ({ id, kind }) => isOf(id) || kind === 'framework',
      select: (act) => {
        const statuses = act.statuses.filter((change) => change.country === code);
        const changes = act.changes.filter(({ id }) => isOf(id));
        return statuses.length + changes.length > 0 ? { ...act, statuses, changes } : undefined;
      },
    };
  },
);

const indicator: FeedFunction = logged(
  (view, params) => {
    const found = view.dataset.indicator(`${params.framework}/${params.indicator}`);
    return found && view.dataset.get('country', params.country ?? '')
      ? {
          title: `${stateName(view, params.country ?? '')}: ${view.text(found.body.title)}`,
          href: view.indicatorLink(params.country ?? '', found.id),
        }
      : undefined;
  },
  (view, params) => {
    const id = `${params.framework}/${params.indicator}`;
    const questions = new Set(view.dataset.indicator(id)?.compiled.questions);
    const isOf = ({ before, after }: Pick<RecordChange, 'before' | 'after'>) =>
      [before, after].some(
        (record) =>
          (record?.kind === 'finding' && record.country === params.country && questions.has(record.question)) ||
          (record?.kind === 'override' && record.country === params.country && record.indicator === id),
      );
    return {
      under: `${params.country}/finding`,
      isWanted: (change) => isOf(change) || change.id === params.framework,
      select: (act) => {
        const statuses = act.statuses.filter((one) => one.indicator === id && one.country === params.country);
        const changes = act.changes.filter(isOf);
        return statuses.length + changes.length > 0 ? { ...act, statuses, changes } : undefined;
      },
    };
  },
);

const law: FeedFunction = logged(
  (view, params) => {
    const found = view.dataset.get('law', `${params.country}/law/${params.law}`);
    return found && { title: view.text(found.title), href: view.recordLink(found) };
  },
  (_, params) => under(`${params.country}/law/${params.law}`),
);

const recommendation: FeedFunction = logged(
  (view, params) => {
    const found = view.dataset.get('recommendation', `${params.country}/recommendation/${params.rest}`);
    return found && { title: recordTitle(view, found), href: view.recordLink(found) };
  },
  (_, params) => under(`${params.country}/recommendation/${params.rest}`),
);

const everything: FeedFunction = logged(
  (view) => ({ title: view.t('log.title'), href: view.link('/changes') }),
  () => ({}),
);

/** What needs review today: an entry comes when its mark does, and is dated like it. */
const review: FeedFunction = async (view, params) => {
  const code = params.country ?? '';
  if (!view.dataset.get('country', code)) return undefined;
  const marks = stale(view.dataset, code, view.today).toSorted((a, b) => firstDay(b.since) - firstDay(a.since));
  return {
    title: view.t('feed.review', { country: stateName(view, code) }),
    href: view.link(`/country/${code}/review`),
    entries: marks.slice(0, ENTRIES * 2).map((mark) => ({
      key: `review ${mark.record} ${mark.reason} ${mark.since} ${mark.cause}`,
      title: titleById(view, mark.record),
      updated: `${isoDay(firstDay(mark.since))}T00:00:00Z`,
      href: view.recordLink(mark.record),
      lines: [
        view.t(`review.${mark.reason}`, { date: view.date(mark.since), cause: titleById(view, mark.cause) }),
        ...mark.downstream.flatMap(({ kind, id }) => (kind === 'indicator' ? [titleById(view, id)] : [])),
      ],
    })),
  };
};

/** Every feed, by the address of its page without language. */
export const FEEDS: readonly (readonly [string, FeedFunction])[] = [
  ['/changes.atom', everything],
  ['/country/:country{[a-z]{3}\\.atom}', country],
  ['/country/:country{[a-z]{3}}/review.atom', review],
  ['/country/:country{[a-z]{3}}/:framework/:indicator{[^/]+\\.atom}', indicator],
  ['/law/:country{[a-z]{3}}/:law{[^/]+\\.atom}', law],
  ['/recommendation/:country{[a-z]{3}}/:rest{.+\\.atom}', recommendation],
];

/** A feed as Atom; undefined where there is nothing at the address. */
export async function feedOf(
  make: FeedFunction,
  view: View,
  params: Params,
  platform: Kept,
): Promise<string | undefined> {
  const feed = await make(view, params, platform);
  if (!feed) return undefined;
  // Two sites with records of their own have feeds of their own: what began the log tells them apart.
  const [begun] = (await platform.changes?.({ before: 2, limit: 1 })) ?? [];
  const origin = begun?.hash ?? '';
  const self = `/${view.language}${view.path}.atom`;
  const [newest] = feed.entries
    .map(({ updated }) => updated)
    .toSorted()
    .reverse();
  const entries = feed.entries.map(
    ({ key, title, updated, href, lines }) => `<entry>
<id>${urn(`${origin} ${self} ${key}`)}</id>
<title>${xml(title)}</title>
<updated>${updated}</updated>
<link rel="alternate" type="text/html" href="${xml(href)}"/>
<content type="text">${xml(lines.join('\n'))}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${view.language}">
<id>${urn(`${origin} ${self}`)}</id>
<title>${xml(`${feed.title} – Dutybearer`)}</title>
<updated>${newest ?? begun?.at ?? '1970-01-01T00:00:00Z'}</updated>
<author><name>Dutybearer</name></author>
<link rel="self" type="application/atom+xml" href="${xml(self)}"/>
<link rel="alternate" type="text/html" href="${xml(feed.href)}"/>
<rights>CC BY 4.0</rights>
${entries.join('\n')}${entries.length > 0 ? '\n' : ''}</feed>
`;
}

/** A name that follows from a text, as a UUID of version 8 (RFC 9562): the first bits of its SHA-256. */
function urn(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML: what XML 1.0 does not allow becomes a space. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replace(/[&<>"]/g, (one) => ESCAPES[one] ?? '');

/** An act as an entry: statuses first, then the records. */
function entryOf(view: View, act: Act): Entry {
  const { hash, at, reason, last, count, changes, statuses } = act;
  const lines = [...statuses.map((one) => statusLine(view, one)), ...changes.flatMap((one) => recordLine(view, one))];
  return {
    key: hash,
    title: reason,
    updated: at,
    href: `${view.link('/changes', { before: last + 1 })}#r${last}`,
    lines: [
      view.t('log.count', { n: count }),
      ...lines.slice(0, TOLD),
      ...(lines.length > TOLD ? [view.t('log.more', { n: lines.length - TOLD })] : []),
    ],
  };
}

function statusLine(view: View, { country, indicator, before, after, periods }: StatusChange): string {
  const framework = view.dataset.indicator(indicator)?.framework;
  const days = ({ from, to }: Days) => view.periodText(from, to);
  const name = `${stateName(view, country)}, ${titleById(view, indicator)}`;
  const [old, now] =
    before === after ? periods.map(days) : [before, after].map((one) => statusText(view, one, framework));
  return `${name}: ${old} → ${now}`;
}

function recordLine(view: View, { id, kind, how, meanings, before, after }: RecordChange): string[] {
  const told = meanings.filter((one) => one !== 'form');
  if (how === 'changed' && told.length === 0) return [];
  const record = view.dataset.find(id) ?? after ?? before;
  const words = how === 'changed' ? told.map((one) => view.t(`meaning.${one}`)).join(', ') : view.t(`log.${how}`);
  return [`${view.t(`kind.${kind}`)}: ${record ? recordTitle(view, record) : id} (${words})`];
}
