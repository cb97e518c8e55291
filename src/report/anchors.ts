/** The anchor of a work of the bibliography or of a term of the glossary. */
export const anchorOf = (kind: 'work' | 'term', id: string): string => `${kind}-${id.replaceAll('/', '-')}`;
