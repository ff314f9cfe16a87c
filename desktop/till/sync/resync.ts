import { type BusinessDate, businessDateAt, instantAt } from '#shared/base/time.ts';
import { recordKindSchema } from '#shared/changes/record-edits.ts';
import { ENTITY_CLASS, SYNC_CLASSES, type SyncClass } from '#shared/sync/classes.ts';
import { SALES_SENT_DAYS } from '#shared/sync/limits.ts';
import type { Writer } from '../store/till-tables.ts';
import { foldMarks } from './carry-included.ts';
import { OFFERS_KEY, startOffers } from './offers-state.ts';
import { isPending } from './own-edits.ts';
import { type PageView, ownViewOf } from './page-view.ts';
import { CURSOR_KEY, RESYNC_KEY, resyncingClasses } from '../store/resync-state.ts';

const DAY_MS = 86_400_000;

/**
 * The office can't go on from the cursor: everything is read anew, own facts first, while the till sells from what it has.
 *
 * New rows take the place of old ones as they come, and what did not come by the end of its class goes. Levels and balances are made to
 * say row by row what they contain, so that the mark of the whole class can end here. Waiting changes are never touched.
 */
export function beginResync(writer: Writer): void {
  for (const entity of Object.keys(ENTITY_CLASS)) writer.feed.forgetSeen(entity);
  writer.meta.set(RESYNC_KEY, JSON.stringify(SYNC_CLASSES));
  writer.meta.remove(CURSOR_KEY);
  if (writer.meta.get(OFFERS_KEY) !== null) startOffers(writer);
  foldMarks(writer);
  for (const mark of writer.sync.marks()) {
    writer.sync.putMark({ ...mark, completeThroughEpoch: null, completeThroughSeq: 0 });
  }
}

/**
 * The office came back from an older backup: before anything is read anew, the till gives back what that may lack
 * (`decisions/0008-…`).
 */
export function beginOffers(writer: Writer): void {
  startOffers(writer);
  beginResync(writer);
}

/** The end of a class that was read anew: what the office no longer has goes, own records on their way stay. */
export function sweepClass(writer: Writer, name: SyncClass, view: PageView): void {
  for (const kind of recordKindSchema.options) {
    if (ENTITY_CLASS[kind] !== name) continue;
    for (const id of writer.feed.unseenRecords(kind)) {
      const here = writer.records.get(kind, id);
      const own = ownViewOf(view, name);
      if (here === null || Object.values(here.ranks).some((rank) => isPending(rank, own))) continue;
      writer.records.put(kind, id, { ...here, isDeleted: true });
      writer.sync.removeBase(kind, id);
      view.written.push({ kind, id });
    }
  }
  if (name === 'customers') sweepBalances(writer);
  if (name === 'sales') writer.sales.forgetUnseenVoids(salesSentFrom(view.officeNowMs));
  if (name === 'levels') for (const key of writer.feed.unseenLevels()) writer.stock.removeLevel(key);
  for (const [entity, of] of Object.entries(ENTITY_CLASS)) if (of === name) writer.feed.forgetSeen(entity);
  const left = [...resyncingClasses(writer)].filter((known) => known !== name);
  if (left.length === 0) writer.meta.remove(RESYNC_KEY);
  else writer.meta.set(RESYNC_KEY, JSON.stringify(left));
}

/** Of what is older the office sends nothing, and so says nothing by that. */
function salesSentFrom(officeNowMs: number): BusinessDate {
  return businessDateAt(instantAt(officeNowMs - (SALES_SENT_DAYS - 1) * DAY_MS, 'UTC'), 0);
}

function sweepBalances(writer: Writer): void {
  for (const id of writer.ledgers.unseenBalances('customer', 'customer_balance'))
    writer.ledgers.removeBalance({ kind: 'customer', id });
  for (const id of writer.ledgers.unseenBalances('credit', 'credit')) {
    writer.ledgers.removeBalance({ kind: 'credit', id });
    writer.credits.remove(id);
  }
}
