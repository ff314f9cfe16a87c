import { accountKindSchema } from '#shared/credit/ledger-entries.ts';
import { recordKindSchema } from '#shared/changes/record-edits.ts';
import { ENTITY_CLASS, type SyncClass } from '#shared/sync/classes.ts';
import { setLedgersThrough } from '../store/ledgers-through.ts';
import type { Writer } from '../store/till-tables.ts';
import { type PageView, ownViewOf } from './page-view.ts';
import { LEVEL_LISTS_KEY } from './apply-level-row.ts';
import { layOwnEdits } from './own-edits.ts';
import { readBase } from './read-base.ts';
import { sweepClass } from './resync.ts';

/** A class reached the head with this page: every row of it, moved or not, contains what the page says. */
export function completeClass(writer: Writer, name: SyncClass, view: PageView): void {
  if (view.resyncing.has(name)) sweepClass(writer, name, view);
  const before = view.marks.get(name);
  writer.sync.putMark({
    class: name,
    isComplete: true,
    completeThroughEpoch: view.page.appliedThrough?.epoch ?? null,
    completeThroughSeq: view.page.appliedThrough?.seq ?? 0,
    quarantined: view.page.quarantined,
    rowCount: before?.rowCount ?? 0,
  });
  if (name === 'levels') giveLists(writer, view);
  else settleBases(writer, name, view);
  if (name === 'customers') completeLedgers(writer, view);
}

/** The page's list holds for every level now, also for those that did not move. */
function giveLists(writer: Writer, view: PageView): void {
  if (writer.meta.get(LEVEL_LISTS_KEY) !== null) {
    writer.feed.clearLevelLists();
    writer.meta.remove(LEVEL_LISTS_KEY);
  }
  for (const [key, changeIds] of view.quarantinedByLevel) {
    const [variantId = '', batchId = ''] = key.split('/');
    writer.feed.setLevelList({ variantId, batchId }, changeIds);
    writer.meta.set(LEVEL_LISTS_KEY, '1');
  }
}

/** Every balance, moved or not, contains what the page says, but for what waits. */
function completeLedgers(writer: Writer, view: PageView): void {
  setLedgersThrough(writer, view.page.appliedThrough);
  writer.ledgers.clearLists();
  for (const [key, changeIds] of view.quarantinedByAccount) {
    const [kind = '', id = ''] = key.split('/');
    writer.ledgers.setList({ kind: accountKindSchema.parse(kind), id }, changeIds);
  }
}

/** Where the office took an own edit in and another one won, its row did not move: the own edit ends here. */
function settleBases(writer: Writer, name: SyncClass, view: PageView): void {
  const through = { ...view, marks: new Map() };
  for (const { kind, id } of writer.sync.bases()) {
    const known = recordKindSchema.safeParse(kind);
    if (!known.success || ENTITY_CLASS[known.data] !== name) continue;
    const office = readBase(writer, known.data, id);
    const here = writer.records.get(known.data, id);
    if (office === null || here === null) continue;
    const laid = layOwnEdits(office, here, ownViewOf(through, name));
    if (laid.isOverlaid) continue;
    writer.records.put(known.data, id, office);
    writer.sync.removeBase(kind, id);
    view.written.push({ kind: known.data, id });
  }
}
