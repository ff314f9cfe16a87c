import type { Id } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { EndOfDay } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import type { SalesScope } from './sales-slices.ts';

type ShiftRow = {
  readonly shiftId: Id;
  readonly storeId: Id;
  readonly storeName: string;
  readonly tillId: Id;
  readonly tillName: string;
  readonly openedBy: string | null;
  readonly closedBy: string | null;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly floatMinor: Minor | null;
  readonly cashInMinor: Minor;
  readonly cashOutMinor: Minor;
  readonly expectedMinor: Minor | null;
  readonly countedMinor: Minor | null;
  readonly varianceMinor: Minor | null;
  readonly cashMinor: Minor;
  readonly firstSeenAt: Date;
};

/** The drawers of a day. An open one's expected sum is worked out from what has arrived. */
export async function dayShifts(tx: Tx, scope: SalesScope): Promise<EndOfDay['shifts']> {
  const rows = await tx<ShiftRow[]>`
    select h.id as "shiftId", h.store_id as "storeId", s.name as "storeName", h.till_id as "tillId", coalesce(t.name, '') as "tillName",
           uo.full_name as "openedBy", uc.full_name as "closedBy", h.opened_at as "openedAt", h.closed_at as "closedAt", h.float_minor as "floatMinor",
           h.expected_minor as "expectedMinor", h.counted_minor as "countedMinor", h.variance_minor as "varianceMinor", h.created_at as "firstSeenAt",
           coalesce((select sum(m.amount_minor) from cash_movements m where m.business_id = h.business_id and m.shift_id = h.id and m.kind = 'in'), 0)::bigint as "cashInMinor",
           coalesce((select sum(m.amount_minor) from cash_movements m where m.business_id = h.business_id and m.shift_id = h.id and m.kind <> 'in'), 0)::bigint as "cashOutMinor",
           coalesce((select sum(p.amount_minor) from payments p where p.business_id = h.business_id and p.shift_id = h.id and p.method = 'cash'), 0)::bigint as "cashMinor"
      from shifts h
      join stores s on s.business_id = h.business_id and s.id = h.store_id
      left join tills t on t.business_id = h.business_id and t.id = h.till_id
      left join users uo on uo.business_id = h.business_id and uo.id = h.opened_by
      left join users uc on uc.business_id = h.business_id and uc.id = h.closed_by
     where h.business_id = ${scope.businessId} and h.business_date between ${scope.range.from} and ${scope.range.to}
       and (${scope.storeIds.length === 0} or h.store_id = any(${[...scope.storeIds]}::uuid[]))
     order by h.closed_at desc nulls first, h.id`;
  return rows.map(drawerLine);
}

function drawerLine(row: ShiftRow): EndOfDay['shifts'][number] {
  const { cashMinor, firstSeenAt, openedAt, closedAt, floatMinor, openedBy, ...kept } = row;
  const soFar = (floatMinor ?? 0) + cashMinor + row.cashInMinor - row.cashOutMinor;
  return {
    ...kept,
    openedBy: openedBy ?? '',
    openedAt: (openedAt ?? firstSeenAt).toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    floatMinor: minor(floatMinor ?? 0),
    expectedMinor: row.expectedMinor ?? minor(soFar),
  };
}
