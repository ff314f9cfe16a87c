import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { EndOfDay } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import type { SalesScope } from './sales-slices.ts';

export type Tenders = EndOfDay['total']['tenders'];
type TenderRow = Tenders[number] & { readonly key: Id };

/** How the day was paid, by till: money that was declined or never found is not in it. */
export async function dayTenders(
  tx: Tx,
  scope: SalesScope,
): Promise<readonly (TenderRow & { readonly storeId: Id })[]> {
  return tx<(TenderRow & { readonly storeId: Id })[]>`
    select till_id as key, store_id as "storeId", method, sum(amount_minor)::bigint as "amountMinor", count(*)::bigint as count,
           coalesce(sum(amount_minor) filter (where state = 'pending'), 0)::bigint as "pendingMinor"
      from payments
     where business_id = ${scope.businessId} and business_date between ${scope.range.from} and ${scope.range.to}
       and (${scope.storeIds.length === 0} or store_id = any(${[...scope.storeIds]}::uuid[])) and state in ('confirmed', 'pending')
     group by till_id, store_id, method
     order by method, till_id`;
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
