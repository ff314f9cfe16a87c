import type { z } from 'zod';
import type { TillRow, listTillsEndpoint, tillStateSchema } from '#shared/api/store-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';

type State = z.infer<typeof tillStateSchema>;
type Row = Omit<State, 'lastSeenAt'> & { readonly lastSeenAt: Date | null };

type Query = z.output<typeof listTillsEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  code: 't.code, t.id',
  '-code': 't.code desc, t.id desc',
  name: 'lower(t.name), t.id',
  '-name': 'lower(t.name) desc, t.id desc',
};

/** A page of the tills of a store. */
export async function listTills(
  tx: Tx,
  businessId: Id,
  { storeId, query }: { readonly storeId: Id; readonly query: Query },
): Promise<{ rows: State[]; total: number }> {
  const { q, sort, page, limit } = query;
  const found = q === undefined ? tx`` : tx`and (t.name ilike ${anywhere(q)} or t.code ilike ${anywhere(q)})`;
  const which = tx`and t.store_id = ${storeId} ${found}`;
  const rows = await tillStates(
    tx,
    businessId,
    tx`${which} order by ${tx.unsafe(ORDERS[sort])} limit ${limit} offset ${(page - 1) * limit}`,
  );
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from tills t where t.business_id = ${businessId} and not t.is_deleted ${which}`;
  return { rows, total: count?.total ?? 0 };
}

/** How one till is. @throws {Fault} `not_found`, also for a till of a store beyond the caller's limits */
export async function readTill(tx: Tx, session: Session, id: Id): Promise<State> {
  const [found] = await tillStates(tx, session.businessId, tx`and t.id = ${id}`);
  if (found === undefined) throw new Fault('not_found', 'There is no such till.');
  requireStore(session, found.storeId);
  return found;
}

/** What an edit of a till is compared by: its record, without what changes with each contact. */
export function tillVersion({ id, name, code, status, storeId }: TillRow): unknown {
  return { id, name, code, status, storeId };
}

async function tillStates(tx: Tx, businessId: Id, which: ReturnType<Tx['unsafe']> | ReturnType<Tx>): Promise<State[]> {
  const rows = await tx<Row[]>`
    select t.id, t.store_id as "storeId", t.name, t.code, t.status, s.last_seen_at as "lastSeenAt",
      coalesce(s.waiting_known, 0) as "waitingKnown", nullif(s.app_version, '') as "appVersion",
      coalesce(s.clock_ahead_ms, 0) as "clockAheadMs", s.clone_found_at is not null as "isCloned",
      e.series, coalesce(e.last_seq, 0) as "lastSeq",
      (select count(*) from sync_quarantine q
        where q.business_id = t.business_id and q.till_id = t.id and q.state = 'waiting') as quarantined
    from tills t
    left join till_sync s on s.business_id = t.business_id and s.till_id = t.id
    left join till_epochs e on e.business_id = s.business_id and e.till_id = s.till_id and e.counter = s.epoch_counter
    where t.business_id = ${businessId} and not t.is_deleted and t.store_id is not null ${which}`;
  return rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt?.toISOString() ?? null }));
}
