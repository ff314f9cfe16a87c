import type { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { drawerLineSchema } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

export type DrawerLine = z.output<typeof drawerLineSchema>;

type ShiftRow = Omit<DrawerLine, 'openedBy' | 'openedAt' | 'closedAt' | 'floatMinor'> & {
  readonly openedBy: string | null;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly floatMinor: Minor | null;
  readonly cashMinor: Minor;
  readonly firstSeenAt: Date;
};

/** Which drawers beside those of the range: shifts that a sale of the range belongs to, and only those of a person. */
export type DrawerChoice = { readonly shiftIds?: readonly Id[]; readonly limit: number; readonly offset?: number };

/** The drawers of a range, open ones first, then those closed last. An open one's expected sum is worked out from what has arrived. */
export async function drawerLines(tx: Tx, scope: SalesScope, choice: DrawerChoice): Promise<readonly DrawerLine[]> {
  const rows = await tx<ShiftRow[]>`
    select h.id as "shiftId", h.store_id as "storeId", s.name as "storeName", h.till_id as "tillId", coalesce(t.name, '') as "tillName",
           h.business_date as "businessDate", uo.full_name as "openedBy", uc.full_name as "closedBy", h.opened_at as "openedAt",
           h.closed_at as "closedAt", h.float_minor as "floatMinor", h.expected_minor as "expectedMinor", h.counted_minor as "countedMinor",
           h.variance_minor as "varianceMinor", h.variance_reason as "varianceReason", h.created_at as "firstSeenAt",
           coalesce((select sum(m.amount_minor) from cash_movements m where m.business_id = h.business_id and m.shift_id = h.id and m.kind = 'in'), 0)::bigint as "cashInMinor",
           coalesce((select sum(m.amount_minor) from cash_movements m where m.business_id = h.business_id and m.shift_id = h.id and m.kind <> 'in'), 0)::bigint as "cashOutMinor",
           coalesce((select sum(p.amount_minor) from payments p where p.business_id = h.business_id and p.shift_id = h.id and p.method = 'cash' and not p.is_void), 0)::bigint as "cashMinor"
      from shifts h
      join stores s on s.business_id = h.business_id and s.id = h.store_id
      left join tills t on t.business_id = h.business_id and t.id = h.till_id
      left join users uo on uo.business_id = h.business_id and uo.id = h.opened_by
      left join users uc on uc.business_id = h.business_id and uc.id = h.closed_by
     where h.business_id = ${scope.businessId} and ${choosing(tx, scope, choice.shiftIds ?? [])}
     order by h.closed_at desc nulls first, h.id limit ${choice.limit} offset ${choice.offset ?? 0}`;
  return rows.map(drawerLine);
}

/** How many drawers the range has, and what they were off by in all. */
export async function drawerTotals(
  tx: Tx,
  scope: SalesScope,
): Promise<{ count: number; openCount: number; overMinor: Minor; shortMinor: Minor; varianceMinor: Minor }> {
  const [row] = await tx<{ count: number; openCount: number; overMinor: number; shortMinor: number }[]>`
    select count(*)::bigint as count, count(*) filter (where h.closed_at is null)::bigint as "openCount",
           coalesce(sum(greatest(h.variance_minor, 0)), 0)::bigint as "overMinor",
           coalesce(-sum(least(h.variance_minor, 0)), 0)::bigint as "shortMinor"
      from shifts h where h.business_id = ${scope.businessId} and ${choosing(tx, scope, [])}`;
  const { count = 0, openCount = 0, overMinor = 0, shortMinor = 0 } = row ?? {};
  return {
    count,
    openCount,
    overMinor: minor(overMinor),
    shortMinor: minor(shortMinor),
    varianceMinor: minor(overMinor - shortMinor),
  };
}

function choosing(tx: Tx, scope: SalesScope, shiftIds: readonly Id[]) {
  return tx`((${inScope(tx, scope, 'h')}
      ${scope.cashierId === undefined ? tx`` : tx`and (h.opened_by = ${scope.cashierId} or h.closed_by = ${scope.cashierId})`})
      ${shiftIds.length === 0 ? tx`` : tx`or h.id = any(${[...shiftIds]}::uuid[])`})`;
}

function drawerLine(row: ShiftRow): DrawerLine {
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
