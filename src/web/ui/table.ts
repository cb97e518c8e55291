/**
 * Roles of the parts of a table. On a narrow screen tables are stacked with `display: block`, and browsers then no
 * longer tell screen readers that they are tables, unless the roles are written out.
 */
export const table = { role: 'table' } as const;
export const group = { role: 'rowgroup' } as const;
export const row = { role: 'row' } as const;
export const columnHead = { role: 'columnheader', scope: 'col' } as const;
export const rowHead = { role: 'rowheader', scope: 'row' } as const;
export const cell = { role: 'cell' } as const;
