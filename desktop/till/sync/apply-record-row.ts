import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { RECORD_KINDS, type RecordKind } from '#shared/changes/record-kinds.ts';
import { ENTITY_CLASS } from '#shared/sync/classes.ts';
import { unfoldRanks } from '#shared/sync/shared-rank.ts';
import type { StoredRecord } from '../store/tables/records.ts';
import type { Writer } from '../store/till-tables.ts';
import { type PageView, type ParkReason, ownViewOf } from './page-view.ts';
import { layOwnEdits, tillMark } from './own-edits.ts';

type RecordRow = { readonly kind: RecordKind; readonly id: Id; readonly op: 'put' | 'delete'; readonly data: unknown };

/** Writes the office's record, with the own edits that it can't contain yet laid over it. */
export function applyRecordRow(writer: Writer, row: RecordRow, view: PageView): ParkReason | null {
  if (row.op === 'delete') {
    removeRecord(writer, row, view);
    return null;
  }
  const office = readOfficeRecord(row, view);
  if (office === null) return 'unreadable';
  // Reading a record whole is dear; only one that this till ever wrote can hold an own edit.
  const ranks = writer.feed.ranksText(row.kind, row.id);
  const here = ranks?.includes(tillMark(view.tillId)) === true ? writer.records.get(row.kind, row.id) : null;
  if (here === null) {
    writer.records.put(row.kind, row.id, office);
  } else {
    const each = { ...office, ranks: unfoldRanks(office.ranks, Object.keys(office.fields)) };
    const laid = layOwnEdits(each, here, ownViewOf(view, ENTITY_CLASS[row.kind]));
    writer.records.put(row.kind, row.id, laid.record);
    if (laid.isOverlaid) putBase(writer, row, each);
    else writer.sync.removeBase(row.kind, row.id);
  }
  view.written.push({ kind: row.kind, id: row.id });
  return null;
}

/** Not shared's own schema: what the fields hold is checked once, by their kind, and a filling till reads a hundred thousand. */
const rowSchema = z.object({ fields: z.record(z.string(), z.unknown()), ranks: z.record(z.string(), z.string()) });

function readOfficeRecord(row: RecordRow, view: PageView): StoredRecord | null {
  const parsed = rowSchema.safeParse(row.data);
  if (!parsed.success) return null;
  const fields = RECORD_KINDS[row.kind].safeParse(parsed.data.fields);
  if (!fields.success) return null;
  const applied = view.page.appliedThrough;
  return {
    fields: fields.data,
    ranks: parsed.data.ranks,
    includedEpoch: applied?.epoch ?? null,
    includedSeq: applied?.seq ?? 0,
    isDeleted: false,
  };
}

/** A tombstone: the record goes from lists, and stays readable for the sales that name it. */
function removeRecord(writer: Writer, row: RecordRow, view: PageView): void {
  const here = writer.records.get(row.kind, row.id);
  writer.sync.removeBase(row.kind, row.id);
  if (here === null) return;
  const applied = view.page.appliedThrough;
  writer.records.put(row.kind, row.id, {
    ...here,
    isDeleted: true,
    includedEpoch: applied?.epoch ?? null,
    includedSeq: applied?.seq ?? 0,
  });
  view.written.push({ kind: row.kind, id: row.id });
}

/** Keeps the office's row beside the overlaid one, for when the own edits are known to be in it, or dismissed. */
function putBase(writer: Writer, row: RecordRow, office: StoredRecord): void {
  writer.sync.putBase({
    kind: row.kind,
    id: row.id,
    fields: JSON.stringify(office.fields),
    ranks: JSON.stringify(office.ranks),
    includedEpoch: office.includedEpoch,
    includedSeq: office.includedSeq,
    isDeleted: office.isDeleted,
  });
}
