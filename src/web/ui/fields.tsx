/**
 * A record shown field by field from the schema of its kind: what has no page of its own is shown here, whole.
 * Labels are messages where there is one, else the description that the schema gives the field.
 */
import { z } from 'zod';
import type { Localised } from '../../core/localised.ts';
import { type AnyRecord, type Citation, KINDS } from '../../core/model/index.ts';
import { isPartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import { answerText } from './evidence.tsx';
import { observedText } from './figures.tsx';
import { Sources, Status } from './marks.tsx';
import { RecordLink } from './records.tsx';
import { topicText } from './section-statistics.tsx';

export type Schema = z.core.$ZodType;

/** What a schema says of a field beside its type: a reference, a format, a description. */
export function metaOf(schema: Schema): { ref?: string; format?: string; description?: string } {
  return (z.globalRegistry.get(schema) ?? {}) as { ref?: string; format?: string; description?: string };
}

/** The schema inside "optional", with the description that stands on either. */
export function unwrapped(schema: Schema): { inner: Schema; description: string | undefined } {
  const { description } = metaOf(schema);
  const { def } = schema._zod as unknown as { def: { type: string; innerType?: Schema } };
  if (def.type !== 'optional' || !def.innerType) return { inner: schema, description };
  const deeper = unwrapped(def.innerType);
  return { inner: deeper.inner, description: description ?? deeper.description };
}

/** The label of a field: a message, else its description in English, else its name. */
export function FieldLabel({
  view,
  name,
  description,
}: {
  view: View;
  name: string;
  description: string | undefined;
}): Html {
  const key = `field.${name}`;
  if (hasMessage(key)) return <>{view.t(key)}</>;
  const words = description?.replace(/[.:;].*$/s, '') ?? name;
  return <span lang={view.language === 'en' ? undefined : 'en'}>{words}</span>;
}

/** Every field that a record has, in the order of its schema. */
export function Fields({
  view,
  record,
  except = [],
}: {
  view: View;
  record: AnyRecord;
  except?: readonly string[];
}): Html {
  return (
    <Mapping
      view={view}
      shape={KINDS[record.kind].body.shape}
      value={record as unknown as Record<string, unknown>}
      record={record}
      except={except}
    />
  );
}

interface MappingProps {
  readonly view: View;
  readonly shape: Readonly<Record<string, Schema>>;
  readonly value: Readonly<Record<string, unknown>>;
  readonly record: AnyRecord;
  readonly except?: readonly string[];
}

function Mapping({ view, shape, value, record, except = [] }: MappingProps): Html {
  return (
    <dl class="kv fields">
      {Object.entries(shape).map(([name, schema]) => {
        const content = value[name];
        if (content === undefined || except.includes(name) || (Array.isArray(content) && content.length === 0))
          return null;
        const { inner, description } = unwrapped(schema);
        return (
          <>
            <dt>
              <FieldLabel view={view} name={name} description={description} />
            </dt>
            <dd>
              <Value view={view} name={name} schema={inner} value={content} record={record} />
            </dd>
          </>
        );
      })}
    </dl>
  );
}

interface ValueProps {
  readonly view: View;
  readonly name: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly record: AnyRecord;
}

export function Value({ view, name, schema, value, record }: ValueProps): Html {
  const { ref, format } = metaOf(schema);
  const { def } = schema._zod as unknown as { def: { type: string; element?: Schema; shape?: Record<string, Schema> } };
  if (name === 'citations')
    return (
      <Sources
        view={view}
        citations={value as Citation[]}
        besides={'provisions' in record ? record.provisions : undefined}
      />
    );
  if (ref) return <RecordLink view={view} id={String(value)} />;
  if (format === 'localised') return view.say(value as Localised);
  if (format === 'partial-date') return <>{view.date(String(value))}</>;
  if (format === 'observed-period') return <>{observedText(view, String(value))}</>;
  if (Array.isArray(value)) {
    const element = def.element && unwrapped(def.element).inner;
    return element ? (
      <Items view={view} name={name} schema={element} value={value} record={record} />
    ) : (
      <>{value.map(String).join(', ')}</>
    );
  }
  if (value !== null && typeof value === 'object') {
    return def.shape ? (
      <Mapping view={view} shape={def.shape} value={value as Record<string, unknown>} record={record} />
    ) : (
      <>
        {view.plain(
          Object.entries(value)
            .map(
              ([key, inner]) =>
                `${topicText(view, key)}: ${typeof inner === 'number' ? view.number(inner) : String(inner)}`,
            )
            .join('; '),
        )}
      </>
    );
  }
  return <Scalar view={view} name={name} value={value} record={record} />;
}

function Items({ view, name, schema, value, record }: ValueProps & { value: readonly unknown[] }): Html {
  const simple = value.every((item) => typeof item === 'string' && metaOf(schema).ref === undefined);
  if (simple && metaOf(schema).format === undefined)
    return (
      <>
        {value.map((item, index) => (
          <>
            {index > 0 && ', '}
            {wordsOf(view, String(item))}
          </>
        ))}
      </>
    );
  return (
    <ul class="items">
      {value.map((item) => (
        <li>
          <Value view={view} name={name} schema={schema} value={item} record={record} />
        </li>
      ))}
    </ul>
  );
}

/** A code of the schema in words, where there is a message for it; else as the record holds it. */
function wordsOf(view: View, code: string): Html {
  const key = [`value.${code}`, `topic.${code}`].find(hasMessage);
  return key ? <>{view.t(key)}</> : view.plain(code);
}

function Scalar({ view, name, value, record }: Omit<ValueProps, 'schema'>): Html {
  if (record.kind === 'finding' && name === 'value')
    return <b>{answerText(view, view.dataset.get('question', record.question), record.value)}</b>;
  if ((record.kind === 'override' || record.kind === 'published-status') && name === 'status')
    return (
      <Status view={view} status={String(value)} framework={view.dataset.indicator(record.indicator)?.framework} />
    );
  if (name === 'status' && record.kind === 'recommendation') return <Status view={view} status={String(value)} />;
  if (typeof value === 'boolean') return <>{view.t(value ? 'answer.yes' : 'answer.no')}</>;
  if (typeof value === 'number') return <>{/year|number/i.test(name) ? String(value) : view.number(value)}</>;
  const text = String(value);
  if (/^https?:\/\//.test(text)) {
    return (
      <a href={text} rel="noreferrer nofollow external">
        {text}
      </a>
    );
  }
  if (name === 'country') return <RecordLink view={view} id={text} />;
  return isPartialDate(text) && text.length > 4 ? <>{view.date(text)}</> : wordsOf(view, text);
}
