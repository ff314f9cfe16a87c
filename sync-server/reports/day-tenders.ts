import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { EndOfDay } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import type { DayPlace } from './day-places.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

export type Tenders = EndOfDay['total']['tenders'];
export type DayTender = DayPlace & Tenders[number];

/** How the day was paid, by till and shift: money that was declined or never found is not in it. */
export async function dayTenders(tx: Tx, scope: SalesScope): Promise<readonly DayTender[]> {
  return tx<(DayTender & { shiftId: Id | null })[]>`
    select p.till_id as "tillId", p.store_id as "storeId", p.shift_id as "shiftId", p.method,
           sum(p.amount_minor)::bigint as "amountMinor", count(*)::bigint as count,
           coalesce(sum(p.amount_minor) filter (where p.state = 'pending'), 0)::bigint as "pendingMinor"
      from payments p
     where p.business_id = ${scope.businessId} and ${inScope(tx, scope, 'p')} and p.state in ('confirmed', 'pending') and not p.is_void
     group by p.till_id, p.store_id, p.shift_id, p.method
     order by p.method, p.till_id, p.shift_id`;
}

/** Adds the same methods of several tills up. */
export function joinTenders(rows: readonly Tenders[number][]): Tenders {
  const byMethod = new Map<string, Tenders[number]>();
  for (const { method, amountMinor, count, pendingMinor } of rows) {
    const sum = byMethod.get(method);
    byMethod.set(method, {
      method,
      amountMinor: minor((sum?.amountMinor ?? 0) + amountMinor),
      count: (sum?.count ?? 0) + count,
      pendingMinor: minor((sum?.pendingMinor ?? 0) + pendingMinor),
    });
  }
  return [...byMethod.values()];
}
