import type { z } from 'zod';
import type { journalRowSchema, listJournalEndpoint } from '#shared/api/audit-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { readTimeCursor, writeTimeCursor } from './time-cursor.ts';

type Shown = z.input<typeof journalRowSchema>;
type Row = Omit<Shown, 'at'> & { readonly at: Date };
type Query = z.output<typeof listJournalEndpoint.query>;

/** A page of what happened at the tills of a person's stores beside selling. */
export async function listJournal(
  tx: Tx,
  asked: { readonly businessId: Id; readonly storeIds: readonly Id[]; readonly query: Query },
): Promise<{ rows: Shown[]; total: number; nextCursor: string | null }> {
  const { businessId, query } = asked;
  const stores = query.storeId === undefined ? [...asked.storeIds] : [query.storeId];
  const [order, past] = query.sort === '-at' ? ['desc', '<'] : ['asc', '>'];
  const after = query.cursor === undefined ? null : readTimeCursor(query.cursor);
  const where = tx`
    ${stores.length === 0 ? tx`` : tx`and j.store_id = any(${stores}::uuid[])`}
    ${query.tillId === undefined ? tx`` : tx`and j.till_id = ${query.tillId}`}
    ${query.actorId === undefined ? tx`` : tx`and j.actor_id = ${query.actorId}`}
    ${query.subjectId === undefined ? tx`` : tx`and j.subject_id = ${query.subjectId}`}
    ${query.type === undefined ? tx`` : tx`and j.type = ${query.type}`}
    ${query.from === undefined ? tx`` : tx`and j.business_date >= ${query.from}`}
    ${query.to === undefined ? tx`` : tx`and j.business_date <= ${query.to}`}`;
  const rows = await tx<Row[]>`
    select j.id, j.type, j.store_id as "storeId", s.name as "storeName", j.till_id as "tillId",
      coalesce(t.name, s.name || ' web') as "tillName", j.actor_id as "actorId", u.full_name as "actorName", j.subject_id as "subjectId",
      j.occurred_at as at, j.business_date as "businessDate", j.details
    from till_journal j
    join stores s on s.business_id = j.business_id and s.id = j.store_id
    left join tills t on t.business_id = j.business_id and t.id = j.till_id
    left join users u on u.business_id = j.business_id and u.id = j.actor_id
    where j.business_id = ${businessId} ${where}
      ${after === null ? tx`` : tx`and (j.occurred_at, j.id) ${tx.unsafe(past ?? '<')} (${after.at}, ${after.id}::uuid)`}
    order by j.occurred_at ${tx.unsafe(order ?? 'desc')}, j.id ${tx.unsafe(order ?? 'desc')}
    limit ${query.limit} offset ${after === null ? (query.page - 1) * query.limit : 0}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from till_journal j where j.business_id = ${businessId} ${where}`;
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    total: count?.total ?? 0,
    nextCursor: last === undefined || rows.length < query.limit ? null : writeTimeCursor(last),
  };
}
