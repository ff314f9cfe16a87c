import type { Head } from './head-file.ts';
import type { Reader } from './till-tables.ts';

/** Says where the database itself stands, to be held against the head beside it. */
export function databaseHead(reader: Reader): Head | null {
  const current = reader.meta.epoch();
  if (current === null) return null;
  const { epoch, series } = current;
  return { epoch, seq: reader.changes.head(epoch)?.seq ?? 0, series, counter: reader.meta.receiptCounter(series) };
}
