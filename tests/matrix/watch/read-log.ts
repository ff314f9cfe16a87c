import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { WrittenChange } from '../check/history.ts';
import { movesOf, saleSchema } from './sale-parts.ts';

const rowSchema = z.object({ type: z.string(), body: z.string(), seq: z.number(), hash: z.string() });
const saleBodySchema = z.object({ payload: saleSchema });
const editBodySchema = z.object({
  payload: z.object({
    records: z.array(z.object({ id: z.string(), fields: z.object({ name: z.string().optional() }) })),
  }),
});

export type ReadLog = { readonly changes: readonly WrittenChange[]; readonly hashes: readonly string[] };

/** A till's log, in the order in which it was written. */
export function readLog(folder: string): ReadLog {
  const file = new Database(join(folder, 'till.db'), { readonly: true, fileMustExist: true });
  try {
    const rows = z
      .array(rowSchema)
      .parse(file.prepare('select type, body, seq, hash from change_log order by cast(epoch as integer), seq').all());
    return { changes: rows.map(changeOf), hashes: rows.map(({ seq, hash }) => `${seq} ${hash}`) };
  } finally {
    file.close();
  }
}

function changeOf({ type, body }: z.infer<typeof rowSchema>): WrittenChange {
  if (type === 'sale.completed' || type === 'sale.refunded') {
    const { payload } = saleBodySchema.parse(JSON.parse(body));
    const { saleId, refundOf, totalMinor } = payload;
    return { kind: 'sale', saleId, refundOf, totalMinor, moves: movesOf(payload) };
  }
  if (type !== 'customer.changed') return { kind: 'other' };
  const [edit] = editBodySchema.parse(JSON.parse(body)).payload.records;
  return edit?.fields.name === undefined
    ? { kind: 'other' }
    : { kind: 'edit', customerId: edit.id, value: edit.fields.name };
}

const identitySchema = z.object({ tillId: z.string() });

/** Who a till is, by its file. */
export function readTillId(folder: string): string {
  const file = new Database(join(folder, 'till.db'), { readonly: true, fileMustExist: true });
  try {
    const value = z.string().parse(file.prepare("select value from meta where key = 'identity'").pluck().get());
    return identitySchema.parse(JSON.parse(value)).tillId;
  } finally {
    file.close();
  }
}
