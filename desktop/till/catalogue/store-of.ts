import type { Reader } from '../store/till-tables.ts';

/** The store that this till stands in; empty for a till that belongs to nobody. */
export function storeOf(reader: Reader): string {
  return reader.meta.identity()?.storeId ?? '';
}
