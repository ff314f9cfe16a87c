import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import type { Rank } from '#shared/sync/rank.ts';
import { indexRecords } from './index-record.ts';
import type { Writer } from './till-tables.ts';

/**
 * Lays own edits over the records that the till shows.
 *
 * The office's row is put aside first, once, so that a pull can lay what is still waiting over its newer state.
 */
export function applyOwnEdits(writer: Writer, edits: readonly RecordEdit[], rank: Rank): void {
  for (const edit of edits) {
    const shown = writer.records.get(edit.kind, edit.id);
    if (shown !== null && writer.sync.base(edit.kind, edit.id) === null) {
      writer.sync.putBase({
        kind: edit.kind,
        id: edit.id,
        fields: JSON.stringify(shown.fields),
        ranks: JSON.stringify(shown.ranks),
        includedEpoch: shown.includedEpoch,
        includedSeq: shown.includedSeq,
        isDeleted: shown.isDeleted,
      });
    }
    const fields = { ...shown?.fields, ...edit.fields };
    // A first edit that doesn't carry every field belongs to a record that this till hasn't seen yet: it waits in the log.
    if (!RECORD_KINDS[edit.kind].safeParse(fields).success) continue;
    const ranks = { ...shown?.ranks };
    for (const key of Object.keys(edit.fields)) ranks[key] = rank;
    writer.records.put(edit.kind, edit.id, {
      fields,
      ranks,
      includedEpoch: shown?.includedEpoch ?? null,
      includedSeq: shown?.includedSeq ?? 0,
      isDeleted: edit.op === 'delete',
    });
  }
  indexRecords(writer, edits);
}
