import type { Ack } from '#shared/sync/push.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { LockedTill } from '../till/locked-till.ts';

/** A change that the server has, and what it answers for it now. */
export type KnownChange = { readonly hash: string; readonly bodyHash: string; readonly outcome: Ack['outcome'] };

type Row = { seq: number; id: string | null; hash: string; body_hash: string; waits: boolean };

/** A change waits if it is in quarantine itself, or repeats one that is. */
const WAITS = `(exists (select from sync_quarantine q where q.business_id = c.business_id and q.state = 'waiting'
    and q.till_id = c.till_id and q.epoch_counter = c.epoch_counter and q.seq = c.seq)
  or (c.outcome = 'duplicate' and exists (
    select from sync_quarantine q join changes o on o.business_id = q.business_id and o.till_id = q.till_id
      and o.epoch_counter = q.epoch_counter and o.seq = q.seq
    where q.business_id = c.business_id and q.state = 'waiting' and q.change_id = c.id and o.body_hash = c.body_hash)))`;

/** What stands at these places of the till's epoch. */
export async function changesAt(
  tx: Tx,
  till: LockedTill,
  range: { counter: number; from: number; to: number },
): Promise<Map<number, KnownChange>> {
  if (range.to < range.from) return new Map();
  const rows = await tx.unsafe<Row[]>(
    `select c.seq, c.id, encode(c.hash, 'hex') as hash, encode(c.body_hash, 'hex') as body_hash, ${WAITS} as waits
     from changes c where c.business_id = $1 and c.till_id = $2 and c.epoch_counter = $3 and c.seq between $4 and $5`,
    [till.businessId, till.tillId, range.counter, range.from, range.to],
    { prepare: true },
  );
  return new Map(rows.map((row) => [row.seq, knownOf(row)]));
}

/** What the business has under these ids, from whichever till or epoch; on demand only what is applied. */
export async function changesById(
  tx: Tx,
  businessId: string,
  ids: readonly string[],
  { exceptWaiting = false } = {},
): Promise<Map<string, KnownChange>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.unsafe<Row[]>(
    `select c.seq, c.id, encode(c.hash, 'hex') as hash, encode(c.body_hash, 'hex') as body_hash, ${WAITS} as waits
     from changes c where c.business_id = $1 and c.id = any($2::uuid[]) and ($3::boolean or c.outcome in ('applied', 'applied_for_review')) order by c.created_at, c.epoch_counter, c.seq`,
    [businessId, arrayLiteral(ids), !exceptWaiting],
    { prepare: true },
  );
  const known = new Map<string, KnownChange>();
  for (const row of rows) if (row.id !== null && !known.has(row.id)) known.set(row.id, knownOf(row));
  return known;
}

function knownOf(row: Row): KnownChange {
  return { hash: row.hash, bodyHash: row.body_hash, outcome: row.waits ? 'quarantined' : 'duplicate' };
}
