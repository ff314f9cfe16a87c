import type { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import type { getQuarantinedEndpoint, listCasesEndpoint, listQuarantineEndpoint } from '../sync-endpoints.ts';
import { type ListOrder, type PageFound, pageMeta, pageParts } from '../web-edits/cursor-page.ts';
import { casesSeen } from './cases-seen.ts';

type Listed = z.infer<(typeof listQuarantineEndpoint)['answer']>[number];
type Quarantined = z.infer<(typeof getQuarantinedEndpoint)['answer']>;
type Case = z.infer<(typeof listCasesEndpoint)['answer']>[number];
type Page<Row> = { data: Row[]; meta: PageFound };
/** A store beyond somebody's limits is as good as not there; empty: all stores. */
type Asker = { readonly businessId: Id; readonly storeIds: readonly Id[] };

type ListedRow = Omit<Listed, 'receivedAt' | 'settledAt'> & { received_at: Date; settled_at: Date | null };

const LISTED = `q.id, q.till_id as "tillId", coalesce(t.name, '') as "tillName", e.epoch, q.seq, q.change_id as "changeId", q.type, q.reason,
  q.detail, q.state, q.tries, q.created_at as received_at, q.settled_by as "settledBy", u.full_name as "settledByName", q.settled_at,
  q.settled_reason as "settledReason"`;
const BESIDE = `join till_epochs e on e.business_id = q.business_id and e.till_id = q.till_id and e.counter = q.epoch_counter
  join till_sync w on w.business_id = q.business_id and w.till_id = q.till_id
  left join tills t on t.business_id = q.business_id and t.id = q.till_id
  left join users u on u.business_id = q.business_id and u.id = q.settled_by`;

const QUARANTINE_ORDERS = {
  '-receivedAt': { column: 'q.created_at', by: 'time', isDown: true },
  receivedAt: { column: 'q.created_at', by: 'time', isDown: false },
} as const satisfies Record<string, ListOrder>;
const CASE_ORDERS = {
  '-openedAt': { column: 'c.created_at', by: 'time', isDown: true },
  openedAt: { column: 'c.created_at', by: 'time', isDown: false },
} as const satisfies Record<string, ListOrder>;

/** What is in quarantine, without its text. */
export async function readQuarantine(
  tx: Tx,
  asker: Asker,
  query: z.infer<(typeof listQuarantineEndpoint)['query']>,
): Promise<Page<Listed>> {
  const where = tx`q.state = ${query.state}
    ${asker.storeIds.length === 0 ? tx`` : tx`and w.store_id = any(${[...asker.storeIds]}::uuid[])`}
    ${query.tillId === undefined ? tx`` : tx`and q.till_id = ${query.tillId}`}
    ${query.type === undefined ? tx`` : tx`and q.type = ${query.type}`}
    ${query.reason === undefined ? tx`` : tx`and q.reason = ${query.reason}`}`;
  const { after, orderBy, offset } = pageParts(tx, QUARANTINE_ORDERS[query.sort], query, 'q.id');
  const rows = await tx<ListedRow[]>`
    select ${tx.unsafe(LISTED)} from sync_quarantine q ${tx.unsafe(BESIDE)}
    where q.business_id = ${asker.businessId} and ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from sync_quarantine q
    join till_sync w on w.business_id = q.business_id and w.till_id = q.till_id
    where q.business_id = ${asker.businessId} and ${where}`;
  const meta = pageMeta(query, { rows, total: count?.total }, ({ received_at }) => received_at);
  return { data: rows.map(toListed), meta };
}

/** One change in quarantine, with its text as far as it is one. */
export async function readQuarantined(tx: Tx, asker: Asker, id: Id): Promise<Quarantined | undefined> {
  const [row] = await tx<(ListedRow & { raw: Uint8Array })[]>`
    select ${tx.unsafe(LISTED)}, q.raw from sync_quarantine q ${tx.unsafe(BESIDE)}
    where q.business_id = ${asker.businessId} and q.id = ${id}
      ${asker.storeIds.length === 0 ? tx`` : tx`and w.store_id = any(${[...asker.storeIds]}::uuid[])`}`;
  if (row === undefined) return undefined;
  const { raw, ...listed } = row;
  return { ...toListed(listed), raw: new TextDecoder().decode(raw) };
}

function toListed({ received_at, settled_at, ...row }: ListedRow): Listed {
  return { ...row, receivedAt: received_at.toISOString(), settledAt: settled_at?.toISOString() ?? null };
}

type CaseRow = Omit<Case, 'openedAt' | 'settledAt'> & { opened_at: Date; settled_at: Date | null };

/** The cases that somebody may see. */
export async function readCases(
  tx: Tx,
  asker: Asker,
  query: z.infer<(typeof listCasesEndpoint)['query']>,
): Promise<Page<Case>> {
  const { businessId } = asker;
  const where = tx`c.state = ${query.state} ${casesSeen(tx, asker)}
    ${query.kind === undefined ? tx`` : tx`and c.kind = ${query.kind}`}
    ${query.entityId === undefined ? tx`` : tx`and c.entity_id = ${query.entityId}`}`;
  const { after, orderBy, offset } = pageParts(tx, CASE_ORDERS[query.sort], query, 'c.id');
  const rows = await tx<CaseRow[]>`
    select c.id, c.kind, c.entity, c.entity_id as "entityId", c.values, c.state, c.created_at as opened_at,
      c.settled_by as "settledBy", u.full_name as "settledByName", c.settled_at, c.settled_reason as "settledReason"
    from sync_cases c left join users u on u.business_id = c.business_id and u.id = c.settled_by
    where c.business_id = ${businessId} and ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from sync_cases c where c.business_id = ${businessId} and ${where}`;
  const data = rows.map(({ opened_at, settled_at, ...row }) => ({
    ...row,
    openedAt: opened_at.toISOString(),
    settledAt: settled_at?.toISOString() ?? null,
  }));
  return { data, meta: pageMeta(query, { rows, total: count?.total }, ({ opened_at }) => opened_at) };
}
