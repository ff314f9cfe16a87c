import type { ShiftsReport } from '#shared/api/money-reports.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { Tx } from '#server/store/pool.ts';
import { drawerLines, drawerTotals } from './drawer-lines.ts';
import { type Asked, rangeHead, scopeOf } from './range-head.ts';

type Query = { from: string; to: string; cashierId?: Id | undefined; page: number; limit: number };
type Sold = {
  readonly shiftId: Id;
  readonly saleCount: number;
  readonly refundCount: number;
  readonly totalMinor: number;
};

/** What was sold at each of some drawers, whichever day it fell on: a Z follows its shift. */
async function soldIn(tx: Tx, businessId: Id, shiftIds: readonly Id[]): Promise<ReadonlyMap<Id, Sold>> {
  const rows = await tx<Sold[]>`
    select o.shift_id as "shiftId", count(*) filter (where o.kind <> 'refund')::bigint as "saleCount",
           count(*) filter (where o.kind = 'refund')::bigint as "refundCount", sum(o.total_minor)::bigint as "totalMinor"
      from sales_orders o
     where o.business_id = ${businessId} and o.shift_id = any(${[...shiftIds]}::uuid[]) and o.status <> 'voided'
     group by 1`;
  return new Map(rows.map((row) => [row.shiftId, row]));
}

/** The drawers of a range of days, with what was sold at each and what they were off by. */
export async function shiftsReport(tx: Tx, asked: Asked<Query>): Promise<ShiftsReport> {
  const { page, limit } = asked.query;
  const scope = scopeOf(asked);
  const drawers = await drawerLines(tx, scope, { limit, offset: (page - 1) * limit });
  const sold = await soldIn(
    tx,
    scope.businessId,
    drawers.map(({ shiftId }) => shiftId),
  );
  return {
    ...(await rangeHead(tx, asked)),
    total: await drawerTotals(tx, scope),
    page,
    limit,
    rows: drawers.map((drawer) => {
      const { saleCount = 0, refundCount = 0, totalMinor = 0 } = sold.get(drawer.shiftId) ?? {};
      return { ...drawer, saleCount, refundCount, totalMinor: minor(totalMinor) };
    }),
  };
}
