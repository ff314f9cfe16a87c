import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';

const logRowSchema = z.object({
  epoch: z.string(),
  seq: z.number(),
  id: z.string(),
  type: z.string(),
  entityId: z.string(),
  hlc: z.string(),
  body: z.string(),
  bodyHash: z.string(),
  hash: z.string(),
  state: z.string(),
});
const idsSchema = z.looseObject({ id: z.string() });

/** The parts of a change that rows must follow from, by the words of the contract. */
export const bodySchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  entityId: z.string(),
  hlc: z.string(),
  payload: z.looseObject({
    saleId: z.string().optional(),
    receiptNumber: z.string().optional(),
    totalMinor: z.number().optional(),
    shiftId: z.string().nullable().optional(),
    cashMovementId: z.string().optional(),
    payments: z.array(idsSchema).optional(),
    lines: z.array(z.looseObject({ id: z.string().optional(), moves: z.array(idsSchema).optional() })).optional(),
  }),
});

export type LoggedChange = z.infer<typeof logRowSchema> & { readonly parsed: z.infer<typeof bodySchema> };

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Reads the change log of one epoch and says what is wrong with it: gaps, a broken chain, a clock that went back. */
export function readLog(
  db: Database.Database,
  till: { readonly tillId: string; readonly epoch: string },
  said: string[],
): LoggedChange[] {
  const rows = db
    .prepare(
      'SELECT epoch, seq, id, type, entity_id AS entityId, hlc, body, body_hash AS bodyHash, hash, state FROM change_log ORDER BY seq',
    )
    .all()
    .map((row) => logRowSchema.parse(row));
  let hash = sha256(`${till.tillId}\n${till.epoch}\n`);
  let hlc = '';
  return rows.map((row, place) => {
    if (row.epoch !== till.epoch) said.push(`change ${row.seq} is of epoch ${row.epoch}`);
    if (row.seq !== place + 1) said.push(`change ${place + 1} is missing: ${row.seq} stands there`);
    if (sha256(row.body) !== row.bodyHash) said.push(`change ${row.seq} has another body than it says`);
    hash = sha256(`${hash}\n${row.epoch}\n${row.seq}\n${row.bodyHash}`);
    if (row.hash !== hash) said.push(`the chain breaks at change ${row.seq}`);
    if (row.hlc <= hlc) said.push(`the clock of change ${row.seq} does not come after the one before`);
    ({ hlc } = row);
    const parsed = bodySchema.parse(JSON.parse(row.body));
    if (parsed.id !== row.id || parsed.type !== row.type || parsed.entityId !== row.entityId || parsed.hlc !== row.hlc)
      said.push(`change ${row.seq} says something else in its columns than in its body`);
    return { ...row, parsed };
  });
}
