/**
 * The reading page: one document in one file, with its candidates, notes, tables and issues linked to one another.
 * Always true: the page asks nobody for anything, and its content security policy sees to that; the words of the document
 * reach it only as text; without its script every step is still there as a link.
 */
import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { CANDIDATE_KINDS } from '../../app/drafts.ts';
import type { IngestedFile } from '../../app/ingest.ts';
import type { Weight } from '../../core/crosscheck/weight.ts';
import type { Dataset } from '../../core/dataset.ts';
import type { Block, Candidate, Reference } from '../../core/document.ts';
import { inLanguage, type Language } from '../../core/localised.ts';
import type { BuiltFiles } from '../assets.ts';
import type { Html } from '../context.tsx';
import { formatDate, translate, type Values } from '../i18n.ts';
import { Covers, type Labels, type Numbered, Pieces, tableNumber } from './text.tsx';
import { understood } from './understood.ts';

export interface ReaderInput {
  readonly ingested: IngestedFile;
  readonly dataset: Dataset;
  /** Of the page; the document keeps its own. */
  readonly language: Language;
  readonly assets: BuiltFiles;
}

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** What the parts of the page share. */
interface Sheet extends ReaderInput {
  readonly t: (key: string, values?: Values) => string;
  readonly labels: Labels;
  readonly covers: Covers;
  /** Gravest first; numbered in that order. */
  readonly issues: readonly Numbered[];
  readonly tables: ReadonlyMap<string, Table>;
  /** Labels of notes by their ids. */
  readonly noteLabels: ReadonlyMap<string, string>;
  /** What the sources weigh, by section; of the whole under “document”. */
  readonly weights: ReadonlyMap<string, Weight>;
}

interface Table {
  readonly block: Block;
  readonly number: number;
  readonly title: string;
}

/** The whole page as text. */
export async function readerPage(input: ReaderInput): Promise<string> {
  const { ingested, language, assets } = input;
  const { document, candidates } = ingested;
  const t = (key: string, values?: Values) => translate(language, key, values);
  const issues = SEVERITIES.flatMap((severity) => ingested.issues.filter((issue) => issue.severity === severity)).map(
    (issue, index) => ({ number: index + 1, issue }),
  );
  const tables = tablesOf(input, t);
  const byNumber = new Map<string, string>();
  for (const { block, title } of tables.values()) {
    const number = tableNumber(title);
    if (number !== undefined && !byNumber.has(number)) byNumber.set(number, block.id);
  }
  const sheet: Sheet = {
    ...input,
    t,
    issues,
    tables,
    weights: new Map(ingested.weights.map((weight) => [weight.id, weight] as const)),
    noteLabels: new Map(document.notes.map(({ id, label }) => [id, label] as const)),
    covers: new Covers(document, candidates, issues, byNumber),
    labels: {
      candidate: (number) => t('reading.candidate', { number }),
      issue: (number) => t('reading.issue', { number }),
      note: (label) => t('reading.note', { label }),
      back: (label, place) => t('reading.note-back', { label, place }),
    },
  };
  const body = await rendered(<Body sheet={sheet} />);
  const style = styleFor(body, assets);
  const script = textOf(assets, 'reader.js');
  const title = document.title ?? document.name;
  const head = await rendered(
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy(style, script)} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <meta name="robots" content="noindex" />
      <title>{`${title} – Dutybearer`}</title>
      <style>{raw(style)}</style>
    </head>,
  );
  return `<!doctype html>\n<html lang="${language}">${head}<body class="reader">${body}<script>${script}</script></body></html>\n`;
}

const rendered = async (html: Html): Promise<string> => String(await html);

/** Only the page's own style and script run, and nothing is fetched from anywhere. */
function policy(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; font-src data:; base-uri 'none'; form-action 'none'`;
}

function textOf({ names, files }: BuiltFiles, name: string): string {
  return bytesOf({ names, files }, names[name] ?? '').toString('utf8');
}

function bytesOf({ files }: Pick<BuiltFiles, 'names' | 'files'>, address: string): Buffer {
  const content = files.get(address);
  if (!content) throw new Error(`The build has no file for ${address || 'a part of the reading page'}.`);
  return Buffer.from(content.identity);
}

/** The stylesheet of the site, with those fonts in it whose letters the page has. */
function styleFor(body: string, assets: BuiltFiles): string {
  const letters = new Set([...body].map((letter) => letter.codePointAt(0) ?? 0));
  return textOf(assets, 'style.css').replace(/@font-face\s*\{[^}]*\}/g, (face) => {
    const [, address = ''] = /url\("?([^")]+)"?\)/.exec(face) ?? [];
    const [, ranges = ''] = /unicode-range:([^;}]+)/.exec(face) ?? [];
    if (!isNeeded(letters, ranges)) return '';
    const data = bytesOf(assets, address).toString('base64');
    return face.replace(/url\("?[^")]+"?\)/, () => `url(data:font/woff2;base64,${data})`);
  });
}

function isNeeded(letters: ReadonlySet<number>, ranges: string): boolean {
  return ranges.split(',').some((range) => {
    const [, from = '', to] = /U\+([0-9A-F?]+)(?:-([0-9A-F]+))?/i.exec(range) ?? [];
    const low = Number.parseInt(from.replaceAll('?', '0'), 16);
    const high = Number.parseInt(to ?? from.replaceAll('?', 'F'), 16);
    for (const letter of letters) if (low <= letter && letter <= high) return true;
    return false;
  });
}

/** The tables by the ids of their blocks. */
function tablesOf({ ingested: { document } }: ReaderInput, t: Sheet['t']): Map<string, Table> {
  const { blocks, text } = document;
  const tables = new Map<string, Table>();
  for (const [index, block] of blocks.entries()) {
    if (!block.rows) continue;
    const number = tables.size + 1;
    const caption = [blocks[index - 1], blocks[index + 1]]
      .flatMap((near) => (near && !near.rows ? { kind: near.kind, words: text.slice(near.start, near.end) } : []))
      .find(({ kind, words }) => kind === 'caption' || tableNumber(words) !== undefined);
    const title = caption?.words ?? t('reading.table', { number });
    tables.set(block.id, { block, number, title });
  }
  return tables;
}

function Body({ sheet }: { sheet: Sheet }): Html {
  const { t, ingested } = sheet;
  const { document } = ingested;
  return (
    <>
      <svg class="sprite" aria-hidden="true" focusable="false">
        <symbol id="i-back" viewBox="0 0 16 16">
          <path d="M8 14V3M3.5 7.5 8 3l4.5 4.5" />
        </symbol>
      </svg>
      <a class="skip" href="#doc">
        {t('reading.skip')}
      </a>
      <main class="rd">
        <section class="rd-doc" aria-labelledby="doc-h" data-passages>
          <header class="rd-h">
            <div>
              <h1 id="doc-h" lang={document.language}>
                {document.title ?? document.name}
              </h1>
              <p class="small dim">
                <Origin sheet={sheet} />
              </p>
            </div>
            <a class="btn quiet slim to-index" href="#index">
              {t('reading.index')}
            </a>
            <Steps sheet={sheet} />
          </header>
          <div class="rd-notices">
            <WeightLine sheet={sheet} of="document" />
          </div>
          <Notices sheet={sheet} />
          <div class="doc" id="doc" lang={document.language} tabindex={-1}>
            <Blocks sheet={sheet} />
          </div>
        </section>
        <section class="rd-index" id="index" aria-labelledby="index-h" tabindex={-1}>
          <div class="rd-h">
            <h2 id="index-h">{t('reading.index')}</h2>
            <a class="small" href="#doc-h">
              {t('reading.to-text')}
            </a>
          </div>
          <IndexParts sheet={sheet} />
        </section>
      </main>
    </>
  );
}

function Origin({ sheet: { ingested, language, dataset, t } }: { sheet: Sheet }): Html {
  const { document, source } = ingested;
  const known = dataset.get('source', source.id);
  const parts = [
    document.publisher,
    document.date && formatDate(language, document.date),
    known ? t('reading.on-record', { id: source.id }) : t('reading.not-on-record'),
    t('reading.fingerprint', { hash: document.sha256.slice(0, 12) }),
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

/** What the sources of a section weigh, in a line; nothing where it cites none, or all that the document cites. */
function WeightLine({ sheet, of }: { sheet: Sheet; of: string | undefined }): Html | null {
  const { weights, language, t } = sheet;
  const weight = of === undefined ? undefined : weights.get(of);
  if (!weight || weight.places === 0) return null;
  if (of !== 'document' && weight.places === weights.get('document')?.places) return null;
  const { places, works, independent, largest, age, dated, oldest = '', newest = '' } = weight;
  const years =
    oldest.slice(0, 4) === newest.slice(0, 4) ? oldest.slice(0, 4) : `${oldest.slice(0, 4)}–${newest.slice(0, 4)}`;
  const name = largest && inLanguage(largest.name, language).text;
  return (
    <p class="weight small dim" lang={language}>
      {[
        t('reading.weight', { places, works, independent }),
        independent === 1
          ? t('reading.weight-one', { origin: name ?? '' })
          : largest && t('reading.weight-most', { origin: name ?? '', n: Math.round(largest.share * 100) }),
        age !== undefined && t('reading.weight-age', { n: age, dated, years }),
      ]
        .filter(Boolean)
        .join(' ')}
    </p>
  );
}

/** Shown by the script alone, which makes them work. */
function Steps({ sheet: { t } }: { sheet: Sheet }): Html {
  const Step = ({ of, by, letter }: { of: string; by: number; letter: string }) => (
    <button class="btn quiet slim" type="button" data-step={of} data-by={by}>
      {t(by < 0 ? 'reading.previous' : 'reading.next')} <kbd>{letter}</kbd>
    </button>
  );
  return (
    <div class="steps" hidden data-steps>
      <p class="small">
        <span class="dim">{t('reading.candidates')}</span> <output data-at="hn" />
        <Step of="hn" by={-1} letter="K" />
        <Step of="hn" by={1} letter="J" />
      </p>
      <p class="small">
        <span class="dim">{t('reading.issues')}</span> <output data-at="xn" />
        <Step of="xn" by={-1} letter="P" />
        <Step of="xn" by={1} letter="N" />
      </p>
      <label class="pick small">
        <input type="checkbox" checked data-keys />
        {t('reading.keys')}
      </label>
    </div>
  );
}

function Notices({ sheet: { ingested, t } }: { sheet: Sheet }): Html | null {
  const exposes = ingested.issues.some(({ code }) => code === 'identity-exposed');
  const { notices, left } = ingested;
  if (!exposes && notices.length === 0 && left.length === 0) return null;
  return (
    <div class="rd-notices">
      {exposes && (
        <div class="call review">
          <p>
            <b>{t('reading.identity')}</b> {t('reading.identity-do')}
          </p>
        </div>
      )}
      {(notices.length > 0 || left.length > 0) && (
        <div class="call">
          <ul>
            {notices.map((notice) => (
              <li lang="en">{notice}</li>
            ))}
            {left.map(({ what, count }) => (
              <li>
                {t('reading.left-out')} <span lang="en">{what}</span> ({count})
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Blocks({ sheet }: { sheet: Sheet }): Html {
  const { document } = sheet.ingested;
  const out: Child[] = [];
  let items: Child[] = [];
  let page: string | undefined;
  const close = () => {
    if (items.length > 0) out.push(<ul class="rd-items">{items}</ul>);
    items = [];
  };
  const sections = new Map(document.sections.map((section) => [section.start, section.id] as const));
  for (const [index, block] of document.blocks.entries()) {
    const isNewPage = block.page !== undefined && block.page !== page;
    page = block.page ?? page;
    const turn = isNewPage ? (
      <span class="pg small dimmer" lang={sheet.language}>
        {sheet.t('reading.page', { page: page ?? '' })}
      </span>
    ) : null;
    const isItem = block.kind === 'list-item';
    if (!isItem) close();
    const row = (
      <>
        {turn}
        <BlockText sheet={sheet} block={block} index={index} section={sections.get(block.start)} />
        <Margin sheet={sheet} index={index} />
        {block.kind === 'heading' && <WeightLine sheet={sheet} of={sections.get(block.start)} />}
      </>
    );
    if (isItem) items.push(<li class={`row l${Math.min(block.level ?? 1, 4)}`}>{row}</li>);
    else out.push(<div class={block.kind === 'note' ? 'row entry' : 'row'}>{row}</div>);
  }
  close();
  return <>{out}</>;
}

interface BlockProps {
  readonly sheet: Sheet;
  readonly block: Block;
  readonly index: number;
  readonly section: string | undefined;
}

function BlockText({ sheet, block, index, section }: BlockProps): Html {
  const { covers, labels, ingested } = sheet;
  const { text } = ingested.document;
  const piece = (range: { start: number; end: number }) => (
    <Pieces text={text} range={range} covers={covers.of(index)} calls={covers.calls} labels={labels} />
  );
  const words = piece(block);
  switch (block.kind) {
    case 'heading': {
      const id = section;
      switch (Math.min(block.level ?? 1, 5)) {
        case 1:
          return <h2 id={id}>{words}</h2>;
        case 2:
          return <h3 id={id}>{words}</h3>;
        case 3:
          return <h4 id={id}>{words}</h4>;
        case 4:
          return <h5 id={id}>{words}</h5>;
        default:
          return <h6 id={id}>{words}</h6>;
      }
    }
    case 'table':
      return block.rows ? <TableBlock sheet={sheet} block={block} piece={piece} /> : <p>{words}</p>;
    case 'caption':
      return <p class="cap">{words}</p>;
    case 'list-item':
      return (
        <p class={/^\s*(?:[-–—•*·▪◦]|\(?[\p{L}\d]{1,4}[.)])/u.test(text.slice(block.start, block.end)) ? 'own' : 'dot'}>
          {words}
        </p>
      );
    case 'paragraph':
    case 'note':
      return <p>{words}</p>;
  }
}

function TableBlock({
  sheet,
  block,
  piece,
}: {
  sheet: Sheet;
  block: Block;
  piece: (range: { start: number; end: number }) => Html;
}): Html {
  const { tables, t, language } = sheet;
  const table = tables.get(block.id);
  const heads = block.rows?.slice(0, block.headerRows ?? 0) ?? [];
  const rows = block.rows?.slice(heads.length) ?? [];
  return (
    <div class="table" id={block.id}>
      <a class="small" lang={language} href={`#i-${block.id}`}>
        {t('reading.table', { number: table?.number ?? 0 })}
      </a>
      {/* A table that is wider than the page is moved with the keyboard too. */}
      <section class="scroll" tabindex={0} aria-label={table?.title}>
        <table class="tbl">
          {heads.length > 0 && (
            <thead>
              {heads.map((row) => (
                <tr>{row.map((cell) => (cell.end > cell.start ? <th scope="col">{piece(cell)}</th> : <td />))}</tr>
              ))}
            </thead>
          )}
          <tbody>
            {rows.map((row) => (
              <tr>
                {row.map((cell) => (
                  <td>{piece(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** What disagrees in a block, beside it: in full at the first of its places, by its number at the others. */
function Margin({ sheet, index }: { sheet: Sheet; index: number }): Html | null {
  const { covers, language, t } = sheet;
  const found = covers.issuesIn(index);
  if (found.length === 0) return null;
  return (
    <div class="margin" lang={language} role="note" aria-label={t('reading.margin')}>
      {found.map(({ issue: { number, issue }, isFirst }) => (
        <p class={`x ${issue.severity}`}>
          <a href={`#x${number}`}>
            {`≠${number} `}
            <b>{t(`reading.severity.${issue.severity}`)}</b>
          </a>{' '}
          {isFirst ? issue.message[language] : t('reading.also-here')}
        </p>
      ))}
    </div>
  );
}

function IndexParts({ sheet }: { sheet: Sheet }): Html {
  const { t, ingested, issues, tables } = sheet;
  const { document, candidates } = ingested;
  const works = Map.groupBy(document.references, ({ work }) => work);
  const parts: readonly (readonly [id: string, title: string, count: number, content: () => Child])[] = [
    ['issues', t('reading.issues'), issues.length, () => <Issues sheet={sheet} />],
    ['candidates', t('reading.candidates'), candidates.length, () => <Candidates sheet={sheet} />],
    ['contents', t('reading.sections'), document.sections.length, () => <Contents sheet={sheet} />],
    ['tables', t('reading.tables'), tables.size, () => <Tables sheet={sheet} />],
    ['works', t('reading.works'), works.size, () => <Works sheet={sheet} works={works} />],
  ];
  const shown = parts.filter(([, , count]) => count > 0);
  return (
    <>
      <nav class="rd-jump small" aria-label={t('reading.index')}>
        <ul>
          {shown.map(([id, title, count]) => (
            <li>
              <a href={`#p-${id}`}>
                {title} <span class="num dim">{count}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {shown.map(([id, title, , content]) => (
        <section class="part" id={`p-${id}`} aria-labelledby={`h-${id}`}>
          <h2 id={`h-${id}`}>{title}</h2>
          {content()}
        </section>
      ))}
      {issues.length === 0 && <p class="small dim part">{t('reading.no-issues')}</p>}
      {candidates.length === 0 && <p class="small dim part">{t('reading.no-candidates')}</p>}
    </>
  );
}

function Contents({ sheet: { ingested } }: { sheet: Sheet }): Html {
  return (
    <ol class="rd-contents" lang={ingested.document.language}>
      {ingested.document.sections.map(({ id, title, level }) => (
        <li class={`l${Math.min(level, 4)}`}>
          <a href={`#${id}`}>{title}</a>
        </li>
      ))}
    </ol>
  );
}

function Issues({ sheet }: { sheet: Sheet }): Html {
  const { issues, t, language } = sheet;
  return (
    <>
      {SEVERITIES.map((severity) => {
        const own = issues.filter(({ issue }) => issue.severity === severity);
        if (own.length === 0) return null;
        return (
          <>
            <h3>
              {t(`reading.severity.${severity}.many`)} <span class="num dim">{own.length}</span>
            </h3>
            <ol class="rd-entries">
              {own.map(({ number, issue }) => (
                <li id={`x${number}`}>
                  <p>
                    <b class="no">{`≠${number}`}</b> {issue.message[language]} <code class="dimmer">{issue.code}</code>
                  </p>
                  <ul class="places">
                    {issue.places.map((place, at) =>
                      'anchor' in place ? (
                        <li>
                          <a href={`#x${number}-${at + 1}`} lang={sheet.ingested.document.language}>
                            {quoted(place.anchor.exact, language)}
                          </a>
                        </li>
                      ) : (
                        <li>
                          {t('reading.record')} <code>{place.record}</code>
                          {place.path && place.path.length > 0 ? ` ${place.path.join('.')}` : ''}
                        </li>
                      ),
                    )}
                  </ul>
                </li>
              ))}
            </ol>
          </>
        );
      })}
    </>
  );
}

function Candidates({ sheet }: { sheet: Sheet }): Html {
  const { ingested, t } = sheet;
  const numbered = ingested.candidates.map((candidate, index) => ({ candidate, number: index + 1 }));
  return (
    <>
      <p class="small dim">{t('reading.candidates-lead')}</p>
      {CANDIDATE_KINDS.map((kind) => {
        const own = numbered.filter(({ candidate }) => candidate.kind === kind);
        if (own.length === 0) return null;
        return (
          <>
            <h3 id={`k-${kind}-h`}>
              {t(`reading.kind.${kind}`)} <span class="num dim">{own.length}</span>
            </h3>
            <label class="pick small dim">
              <input type="checkbox" id={`k-${kind}`} checked aria-describedby={`k-${kind}-h`} />
              {t('reading.highlight')}
            </label>
            <ol class="rd-entries">
              {own.map(({ candidate, number }) => (
                <CandidateEntry sheet={sheet} candidate={candidate} number={number} />
              ))}
            </ol>
          </>
        );
      })}
    </>
  );
}

function CandidateEntry({ sheet, candidate, number }: { sheet: Sheet; candidate: Candidate; number: number }): Html {
  const { t, language, ingested, noteLabels } = sheet;
  const { id, place, certainty, certaintyWord, notes, draft } = candidate;
  const line = understood(candidate, language);
  return (
    <li id={`i-${id}`}>
      <p>
        <a href={`#${id}`}>
          <b class="no">{number}</b> <span lang={ingested.document.language}>{quoted(place.exact, language)}</span>
        </a>
      </p>
      {line !== '' && <p class="small">{line}</p>}
      <p class="small dim">
        {certainty !== 'stated' && (
          <>
            {t(`reading.certainty.${certainty}`)}
            {certaintyWord !== undefined && (
              <>
                : <span lang={ingested.document.language}>{quoted(certaintyWord, language)}</span>
              </>
            )}
            {'. '}
          </>
        )}
        {notes.map((note) => (
          <>
            <a href={`#${note}`}>{t('reading.note', { label: noteLabels.get(note) ?? '' })}</a>{' '}
          </>
        ))}
        {draft && (
          <>
            {t('reading.draft')} <code>{draft.id}</code>
          </>
        )}
      </p>
    </li>
  );
}

function Tables({ sheet: { tables, ingested } }: { sheet: Sheet }): Html {
  return (
    <ol class="rd-entries">
      {[...tables.values()].map(({ block, title }) => (
        <li id={`i-${block.id}`}>
          <a href={`#${block.id}`} lang={ingested.document.language}>
            {title}
          </a>
        </li>
      ))}
    </ol>
  );
}

/** Shown of the places of one work. */
const PLACES = 40;

function Works({ sheet, works }: { sheet: Sheet; works: ReadonlyMap<string, readonly Reference[]> }): Html {
  const { t, ingested, dataset, language, noteLabels } = sheet;
  const { document } = ingested;
  return (
    <>
      <p class="small dim">{t('reading.weight-how')}</p>
      <ol class="rd-entries">
        {[...works.values()].map((places) => {
          const best = places.find(({ title }) => title !== undefined) ?? places[0];
          if (!best) return null;
          const title = best.title ?? document.text.slice(best.start, best.end);
          const url = places.find((place) => place.url !== undefined)?.url;
          const source = places.find((place) => place.source)?.source;
          const record = source && dataset.get('source', source.id);
          const notes = [...new Set(places.flatMap(({ note }) => note ?? []))];
          return (
            <li>
              <p>
                <span lang={document.language}>{[best.author, short(title)].filter(Boolean).join(': ')}</span>
                {best.date && ` (${formatDate(language, best.date)})`}
              </p>
              {url !== undefined && isWebAddress(url) && (
                <p class="small url">
                  <a href={url} rel="noreferrer noopener nofollow">
                    {url}
                  </a>
                </p>
              )}
              <p class="small dim">
                {t('reading.cited', { count: places.length })}{' '}
                {notes.slice(0, PLACES).map((note) => (
                  <>
                    <a href={`#${note}`} aria-label={t('reading.note', { label: noteLabels.get(note) ?? '' })}>
                      {noteLabels.get(note)}
                    </a>{' '}
                  </>
                ))}
                {record && (
                  <>
                    {t('reading.on-record-as')} <code>{record.id}</code>{' '}
                    <span lang={inLanguage(record.title, language).language}>
                      {inLanguage(record.title, language).text}
                    </span>
                  </>
                )}
              </p>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** Nothing but a web address becomes a link: a document may hold anything. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

const LONGEST = 220;

function short(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).replace(/\s\S*$/u, '')} …` : line;
}

function quoted(text: string, language: Language): string {
  return language === 'en' ? `“${short(text)}”` : `«${short(text)}»`;
}
