/** Facts about one thing as names and values: those without a value are left out. */
import type { Child } from 'hono/jsx';
import type { Html } from '../context.tsx';

export type Fact = readonly [name: Child, value: Child | undefined];

export function Facts({ facts, children }: { facts: readonly Fact[]; children?: Child }): Html {
  return (
    <dl class="kv">
      {facts.map(
        ([name, value]) =>
          value && (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ),
      )}
      {children}
    </dl>
  );
}
