/** Addresses of records on the site: the one table that pages, the API and reports read. */
import type { AnyRecord } from './model/index.ts';

/** The address of a record's page, without language. */
export function addressOf(record: AnyRecord): string {
  const [country = '', , ...rest] = record.id.split('/');
  switch (record.kind) {
    case 'country':
      return `/country/${record.id}`;
    case 'law':
    case 'provision':
      return `/law/${country}/${rest.join('/')}`;
    case 'question':
    case 'source':
    case 'framework':
    case 'instrument':
    case 'plan':
      return `/${record.kind}/${record.id}`;
    case 'series':
    case 'recommendation':
    case 'edition':
      return `/${record.kind}/${country}/${rest.join('/')}`;
    case 'term':
      return `/glossary#${record.id.replaceAll('/', '-')}`;
    default:
      return `/record/${record.id}`;
  }
}
