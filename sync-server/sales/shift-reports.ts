import type { z } from 'zod';
import type { ShiftReportAnswer, ShiftRow, listShiftsEndpoint } from '#shared/api/shift-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { type ShiftFacts, shiftReport } from '#shared/drawer/shift-report.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ListOrder, nextCursor, pageParts } from '../sync/web-edits/cursor-page.ts';

type Query = z.output<typeof listShiftsEndpoint.query>;
type Row = Omit<ShiftRow, 'openedAt' | 'closedAt'> & {
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly sortAt: Date;
};

/** Word of the closing may come first: then it stands where it was first heard of. */
const SORT_AT = 'coalesce(h.opened_at, h.created_at)';
const ORDERS: Readonly<Record<Query['sort'], ListOrder>> = {
  '-openedAt': { column: SORT_AT, by: 'time', isDown: true },
  openedAt: { column: SORT_AT, by: 'time', isDown: false },
};
const COLUMNS = `h.id, h.store_id as "storeId", s.name as "storeName", h.till_id as "tillId", coalesce(t.name, '') as "tillName",
  h.business_date as "businessDate", h.opened_at as "openedAt", h.opened_by as "openedById", coalesce(uo.full_name, '') as "openedByName",
  h.closed_at as "closedAt", h.closed_by as "closedById", uc.full_name as "closedByName", coalesce(h.float_minor, 0) as "floatMinor",
  h.expected_minor as "expectedMinor", h.counted_minor as "countedMinor", h.variance_minor as "varianceMinor",
  coalesce(h.variance_reason, '') as "varianceReason", ${SORT_AT} as "sortAt"`;
const FROM = `shifts h
  join stores s on s.business_id = h.business_id and s.id = h.store_id
  left join tills t on t.business_id = h.business_id and t.id = h.till_id
  left join users uo on uo.business_id = h.business_id and uo.id = h.opened_by
  left join users uc on uc.business_id = h.business_id and uc.id = h.closed_by`;

export type ShiftsPage = { readonly rows: ShiftRow[]; readonly total: number; readonly nextCursor: string | null };

/** A page of drawers. */
export async function listShifts(tx: Tx, session: Session, query: Query): Promise<ShiftsPage> {
  const stores = query.storeId === undefined ? session.storeIds : [query.storeId];
  const where = tx`h.business_id = ${session.businessId}
    ${stores.length === 0 ? tx`` : tx`and h.store_id = any(${stores}::uuid[])`}
    ${query.tillId === undefined ? tx`` : tx`and h.till_id = ${query.tillId}`}
    ${query.openedById === undefined ? tx`` : tx`and h.opened_by = ${query.openedById}`}
    ${query.isOpen === undefined ? tx`` : query.isOpen ? tx`and h.closed_at is null` : tx`and h.closed_at is not null`}
    ${query.hasVariance === undefined ? tx`` : query.hasVariance ? tx`and h.variance_minor <> 0` : tx`and coalesce(h.variance_minor, 0) = 0`}
    ${query.from === undefined ? tx`` : tx`and h.business_date >= ${query.from}`}
    ${query.to === undefined ? tx`` : tx`and h.business_date <= ${query.to}`}`;
  const { after, orderBy, offset } = pageParts(tx, ORDERS[query.sort], query, 'h.id');
  const rows = await tx<
    Row[]
  >`select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(FROM)} where h.business_id = ${session.businessId} and ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<{ total: number }[]>`
    select count(*) as total from shifts h where h.business_id = ${session.businessId} and ${where}`;
  const cursor = nextCursor(rows, query, (row) => row.sortAt.getTime());
  return { rows: rows.map(shown), total: count?.total ?? 0, nextCursor: cursor };
}

/**
 * The Z report of a drawer, or of an open one what it says so far: from the facts that arrived, by the till's own maths.
 *
 * @throws {Fault} `not_found`, also for a drawer of a store beyond the caller's limits
 */
export async function readShift(tx: Tx, session: Session, id: Id): Promise<ShiftReportAnswer> {
  const { businessId } = session;
  const [row] = await tx<(Row & { counted: ShiftReportAnswer['counted'] | null; currency: string })[]>`
    select ${tx.unsafe(COLUMNS)}, h.counted, (select currency from businesses b where b.business_id = h.business_id) as currency
    from ${tx.unsafe(FROM)} where h.business_id = ${businessId} and h.id = ${id}`;
  if (row === undefined) throw new Fault('not_found', 'There is no such shift. It may not have arrived yet.');
  requireStore(session, row.storeId);
  const { expectedMinor: expectedSoFarMinor, tenders, ...sums } = shiftReport(await factsOf(tx, businessId, row));
  return {
    ...shown(row),
    ...sums,
    tenders: [...tenders],
    expectedSoFarMinor,
    currency: row.currency,
    counted: row.counted ?? [],
    cashMovements: await cashMovementsOf(tx, businessId, id),
  };
}

/** What happened in the shift, in sums: totals as they were paid, cash rounding included, and tenders in order of first use. */
async function factsOf(tx: Tx, businessId: Id, shift: Row): Promise<ShiftFacts> {
  const sales = await tx<ShiftFacts['sales'][number][]>`
    select kind, count(*) as count, sum(total_minor + rounding_minor)::bigint as "totalMinor",
      sum(discount_minor)::bigint as "discountMinor", sum(tax_minor)::bigint as "taxMinor"
    from sales_orders where business_id = ${businessId} and shift_id = ${shift.id} and status <> 'voided' group by kind`;
  const payments = await tx<ShiftFacts['payments'][number][]>`
    select method, state, count(*) as count, sum(amount_minor)::bigint as "amountMinor"
    from payments where business_id = ${businessId} and shift_id = ${shift.id} and not is_void
    group by method, state order by min(occurred_at), method, state`;
  const movements = await tx<ShiftFacts['movements'][number][]>`
    select kind, sum(amount_minor)::bigint as "amountMinor" from cash_movements
    where business_id = ${businessId} and shift_id = ${shift.id} group by kind`;
  return { floatMinor: minor(shift.floatMinor), sales, payments, movements };
}

type MovementRow = Omit<ShiftReportAnswer['cashMovements'][number], 'occurredAt'> & { readonly occurredAt: Date };
const MOVEMENTS_MAX = 1000;

async function cashMovementsOf(tx: Tx, businessId: Id, shiftId: Id): Promise<ShiftReportAnswer['cashMovements']> {
  const rows = await tx<MovementRow[]>`
    select m.id, m.kind, m.amount_minor as "amountMinor", m.reason, coalesce(u.full_name, '') as "byName", m.occurred_at as "occurredAt"
    from cash_movements m left join users u on u.business_id = m.business_id and u.id = m.created_by
    where m.business_id = ${businessId} and m.shift_id = ${shiftId} order by m.occurred_at, m.id limit ${MOVEMENTS_MAX}`;
  return rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
}

function shown({ sortAt: _sorts, ...row }: Row): ShiftRow {
  return { ...row, openedAt: row.openedAt?.toISOString() ?? null, closedAt: row.closedAt?.toISOString() ?? null };
}
