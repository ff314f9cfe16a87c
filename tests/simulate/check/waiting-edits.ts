import { z } from 'zod';
import type { FinalState, RecordRow, TillDisk } from './final-state.ts';

const bodySchema = z.object({
  payload: z.object({
    records: z.array(z.object({ kind: z.string(), id: z.string(), fields: z.record(z.string(), z.unknown()) })),
  }),
});

/** What a till wrote of its records and what waits at the office for somebody's word: by record, each column's values. */
export type WaitingEdits = ReadonlyMap<string, ReadonlyMap<string, readonly unknown[]>>;

/** The edits of a till that are in quarantine: they are laid over the office's records there, and there alone. */
export function waitingEdits({ office }: FinalState, { tillId }: TillDisk): WaitingEdits {
  const edits = new Map<string, Map<string, unknown[]>>();
  for (const { till_id, state, type, raw } of office.rows.sync_quarantine) {
    if (till_id !== tillId || state !== 'waiting' || !type.endsWith('.changed')) continue;
    const body: unknown = JSON.parse(Buffer.from(raw.slice(2), 'hex').toString('utf8'));
    for (const { id, fields } of bodySchema.parse(body).payload.records) {
      const columns = edits.get(id) ?? new Map<string, unknown[]>();
      for (const [field, value] of Object.entries(fields)) {
        const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
        columns.set(column, [...(columns.get(column) ?? []), value]);
      }
      edits.set(id, columns);
    }
  }
  return edits;
}

export function waitsFor(edits: WaitingEdits, row: RecordRow): ReadonlyMap<string, readonly unknown[]> {
  return edits.get(String(row['id'])) ?? new Map();
}
