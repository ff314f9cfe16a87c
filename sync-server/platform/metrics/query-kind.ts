const KINDS = new Set(['select', 'insert', 'update', 'delete', 'with']);

/** The first word of a query where it is one of few, so that a label stays one of few. */
export function queryKind(text: string): string {
  const word = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  return KINDS.has(word) ? word : 'other';
}
