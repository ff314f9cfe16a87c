import { minor } from '#shared/base/money.ts';
import type { EndOfDay } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import type { DayPlace } from './day-places.ts';
import { ordersIn, partsOf } from './fact-lines.ts';
import type { SalesScope } from './sales-scope.ts';

export type Taxes = EndOfDay['total']['taxes'];
export type DayTax = DayPlace & Taxes[number];

/** The day's taxes by rate, till and shift, from its lines. */
export async function dayTaxes(tx: Tx, scope: SalesScope): Promise<readonly DayTax[]> {
  return tx<DayTax[]>`
    select o.till_id as "tillId", o.store_id as "storeId", o.shift_id as "shiftId", max(t.name collate "C") as name, t.rate_ppm as "ratePpm",
           sum(t.base_minor)::bigint as "baseMinor", sum(t.tax_minor)::bigint as "taxMinor"
      from sales_orders o cross join ${partsOf(tx, 'sales_order_item_taxes')} t
     where o.business_id = ${scope.businessId} and ${ordersIn(tx, scope)}
     group by o.till_id, o.store_id, o.shift_id, t.tax_rate_id, t.rate_ppm
     order by t.rate_ppm desc, name, o.till_id, o.shift_id`;
}

/** Adds the same rates of several tills up. */
export function joinTaxes(rows: readonly Taxes[number][]): Taxes {
  const byRate = new Map<string, Taxes[number]>();
  for (const { name, ratePpm, baseMinor, taxMinor } of rows) {
    const key = `${ratePpm} ${name}`;
    const sum = byRate.get(key);
    byRate.set(key, {
      name,
      ratePpm,
      baseMinor: minor((sum?.baseMinor ?? 0) + baseMinor),
      taxMinor: minor((sum?.taxMinor ?? 0) + taxMinor),
    });
  }
  return [...byRate.values()];
}
