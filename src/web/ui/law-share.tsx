/**
 * How to cite and take away a page of the law: its permanent address at the day shown, the files it comes as, and the
 * same for machines (schema.org Legislation, JSON-LD).
 */
import { raw } from 'hono/html';
import { legislation } from '../../app/law.ts';
import { addressOf } from '../../core/address.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import { isoDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';

/** The address of a law or a provision as it stood on the day shown, without language: it shows the same for good. */
export function permanentAddress(view: View, record: Law | Provision): string {
  return `${addressOf(record)}@${view.asOf ?? isoDay(view.today) ?? ''}`;
}

/** The one address of the page for search engines: with its day where the reader chose one. */
export function canonicalAddress(view: View, record: Law | Provision): string {
  const day = view.asOf === undefined ? '' : `@${view.asOf}`;
  return `/${view.language}${addressOf(record)}${day}`;
}

export interface File {
  /** Address of the page with the suffix of the file. */
  readonly href: string;
  readonly name: string;
}

/** The file of a page, as of the day shown: its address with a suffix. */
export function fileAt(view: View, path: string, suffix: string): string {
  return view.link(`${path}.${suffix}`);
}

/** The address to copy and the files. */
export function Share({ view, address, files }: { view: View; address: string; files: readonly File[] }): Html {
  return (
    <section class="citebox" aria-labelledby="cite-h">
      <h2 id="cite-h">{view.t('share.title')}</h2>
      <p class="address">
        <a href={address} data-address data-copy={view.t('share.copy')} data-copied={view.t('share.copied')}>
          {address}
        </a>
      </p>
      <p class="hint">{view.t('share.lead', { date: view.dayText(view.day) })}</p>
      {files.length > 0 && (
        <>
          <h3>{view.t('share.files')}</h3>
          <ul>
            {files.map(({ href, name }) => (
              <li>
                <a href={href} download="">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/**
 * The page for machines: a block of data, which browsers do not run (HTML, 4.12.1) and the content security policy does
 * not concern. Every “<” is escaped, so that no text of the record can end the block.
 */
export function Metadata({ view, record }: { view: View; record: Law | Provision }): Html {
  const data = JSON.stringify(legislation(view.dataset, record, view.day, '')).replaceAll('<', '\\u003c');
  return <script type="application/ld+json">{raw(data)}</script>;
}
