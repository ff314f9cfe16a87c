import type { SyncClass } from '#shared/sync/classes.ts';
import type { Tx } from '#server/store/pool.ts';
import { feedRowsOfClass } from './feed-rows-of-class.ts';
import { isOfRecords, loadRecordPart } from './load-record-part.ts';
import { loadRows } from './load-rows.ts';
import type { PagePart, Place, PullView } from './pull-view.ts';

/** The next rows of a class. */
export async function loadPart(tx: Tx, view: PullView, name: SyncClass, from: Place): Promise<PagePart> {
  if (isOfRecords(name)) return loadRecordPart(tx, view, name, from);
  const rows = await feedRowsOfClass(tx, view, name, from);
  const texts = rows.length === 0 ? [] : await loadRows(tx, view, rows);
  return {
    texts,
    rows: rows.length,
    bytes: texts.reduce((sum, text) => sum + text.length, 0),
    position: rows.at(-1)?.feedSeq ?? from.position,
  };
}
