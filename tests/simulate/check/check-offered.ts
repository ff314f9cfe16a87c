import { isOutOfTouch } from './out-of-touch.ts';
import type { FinalState, HeldRecord, OfficeDisk } from './final-state.ts';
import { waitingEdits } from './waiting-edits.ts';

/** Stands for every field that has no rank of its own beside it. */
const EVERY_FIELD = '*';

/**
 * What a till had from the office outlives a restore of the office: each field is there as it was or as somebody wrote it
 * later, and nothing is gone. Nobody deletes a record in these worlds.
 */
export function checkOffered(state: FinalState): string[] {
  const wrong: string[] = [];
  const hears = new Set(state.tills.filter((till) => !isOutOfTouch(state, till)).map(({ name }) => name));
  const waits = new Map(state.tills.map((till) => [till.name, waitingEdits(state, till)]));
  for (const [table, records] of Object.entries(state.held)) {
    const rows = rowsOf(state.office, table);
    for (const record of records) {
      if (!hears.has(record.till)) continue;
      const row = rows.get(record.id);
      // Made by the till while it was switched off: it waits for somebody's word, and is not lost.
      if (row === undefined && waits.get(record.till)?.has(record.id) === true) continue;
      if (row === undefined || row.isDeleted) wrong.push(`I7 ${record.till} had one of ${table} that the office lost`);
      else
        for (const field of older(record, row.ranks))
          wrong.push(`I7 ${record.till} had a later ${field} of one of ${table} than the office has`);
    }
  }
  return wrong;
}

type Ranks = Readonly<Record<string, string>>;

function rowsOf({ records }: OfficeDisk, table: string): ReadonlyMap<string, { isDeleted: boolean; ranks: Ranks }> {
  const found = Object.entries(records).find(([name]) => name === table)?.[1] ?? [];
  return new Map(
    found.map((row) => [
      String(row['id']),
      { isDeleted: row['is_deleted'] === true, ranks: ranksOf(row['field_ranks']) },
    ]),
  );
}

function ranksOf(value: unknown): Ranks {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([field, rank]) => [field, String(rank)]));
}

/** Fields that stand at the office as they were before the till's; those that the till wrote itself travel in its log. */
function older({ ranks, tillId }: HeldRecord, there: Ranks): string[] {
  const own = tillId.replaceAll('-', '');
  const fields = new Set([...Object.keys(there), ...Object.keys(ranks)]);
  fields.delete(EVERY_FIELD);
  return [...fields].filter((field) => {
    const rank = ranks[field] ?? (field === 'isDeleted' ? undefined : ranks[EVERY_FIELD]);
    return rank !== undefined && !rank.endsWith(own) && rank > (there[field] ?? '');
  });
}
