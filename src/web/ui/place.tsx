/** A place in a record: the names on the way to it, and what stands there where it is short enough to quote. */
import { z } from 'zod';
import type { Path } from '../../core/errors.ts';
import { LANGUAGES } from '../../core/localised.ts';
import { type AnyRecord, KINDS } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { FieldLabel, metaOf, type Schema, unwrapped, Value } from './fields.tsx';
import { observedText } from './figures.tsx';
import { RecordLink } from './records.tsx';

/** More characters than this are cut: a quotation is for finding the place, not for reading it. */
const LONGEST = 240;

const PLAIN = z.string();

interface PlaceProps {
  readonly view: View;
  readonly record: AnyRecord;
  readonly path: Path;
  /** Whether to leave the words themselves out. */
  readonly wordless?: boolean;
}

/** The names on the way, such as "Observations, 2018, Value", and after them the value. */
export function PlaceIn({ view, record, path, wordless = false }: PlaceProps): Html {
  const { steps, value, schema, name } = walk(view, record, path);
  return (
    <>
      {steps.map((step, index) => (
        <>
          {index > 0 && ' › '}
          {step}
        </>
      ))}
      {!wordless && schema && isShort(value) && (
        <>
          {steps.length > 0 && ': '}
          {Array.isArray(value) ? (
            value.map((item, index) => (
              <>
                {index > 0 && ', '}
                {view.dataset.find(String(item)) ? <RecordLink view={view} id={String(item)} asWas /> : String(item)}
              </>
            ))
          ) : typeof value === 'string' && isProse(schema, value) ? (
            <q class="quote">{cut(value)}</q>
          ) : (
            <b>
              <Value view={view} name={name} schema={schema} value={value} record={record} />
            </b>
          )}
        </>
      )}
    </>
  );
}

function walk(view: View, record: AnyRecord, path: Path) {
  const steps: (Html | string)[] = [];
  let schema: Schema | undefined = KINDS[record.kind].body;
  let value: unknown = record;
  let name = '';
  for (const key of path) {
    const def = schema?._zod.def as { element?: Schema; shape?: Record<string, Schema> } | undefined;
    value = (value as Record<string | number, unknown> | undefined)?.[key];
    const next: Schema | undefined = typeof key === 'number' ? def?.element : def?.shape?.[key];
    const within = next && unwrapped(next);
    if (typeof key === 'number') steps.push(itemName(view, value, key));
    // The language of a text is told by the text.
    else if (!(LANGUAGES as readonly string[]).includes(key)) {
      steps.push(
        key === 'value' && record.kind !== 'finding' ? (
          view.t('check.value')
        ) : (
          <FieldLabel view={view} name={key} description={within?.description} />
        ),
      );
    }
    if (typeof key === 'string') name = key;
    schema = within?.inner;
  }
  // Words in one language of a text have no schema of their own.
  if (!schema && typeof value === 'string') schema = PLAIN;
  return { steps, value, schema, name };
}

/** One of several by what sets it apart, else by its number. */
function itemName(view: View, item: unknown, index: number): string {
  const of = (item ?? {}) as Record<string, unknown>;
  if (typeof of.period === 'string') return observedText(view, of.period);
  if (typeof of.date === 'string') return view.date(of.date);
  if (typeof of.from === 'string') return view.periodText(of.from, typeof of.to === 'string' ? of.to : undefined);
  return view.t('check.nth', { n: index + 1 });
}

const isProse = (schema: Schema, value: string) =>
  !metaOf(schema).ref && !metaOf(schema).format && /\s/u.test(value) && value.length > 12;

const cut = (value: string) => (value.length > LONGEST ? `${value.slice(0, LONGEST)} …` : value);

function isShort(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length <= 8 && value.every((item) => typeof item !== 'object');
  return typeof value !== 'object' || 'en' in value || 'ru' in value || 'kk' in value;
}
