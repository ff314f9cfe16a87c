import type { Id } from '#shared/base/ids.ts';
import { NO_ID } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { FIGURE_COLUMNS } from './figures.ts';
import { SALES_ROLLUPS, type SalesRollup } from './rollup-deltas.ts';

/** A rollup as the facts say it should be: its keys, its sums, and the query that works them out. */
type Truth = {
  readonly table: string;
  readonly keys: readonly string[];
  readonly sums: readonly string[];
  readonly query: string;
};

/** Every line with what it adds, and whose sale it is. */
const LINES = `select o.store_id, o.business_date, o.local_hour, o.created_by as cashier_id, o.till_id, o.id as order_id, o.kind,
    coalesce(i.variant_id, '${NO_ID}') as variant_id, coalesce(i.category_id, '${NO_ID}') as category_id,
    i.quantity_milli < 0 as is_returned, round(i.quantity_milli * i.factor_milli / 1000.0)::bigint as units_milli,
    i.gross_minor, i.discount_minor, i.total_minor, i.tax_minor, i.cost_e4
  from sales_orders o join sales_order_items i on i.business_id = o.business_id and i.order_id = o.id where o.business_id = $1::uuid and o.status <> 'voided'`;

function salesTruth(table: SalesRollup): Truth {
  const key = SALES_ROLLUPS[table];
  const ofParts = table === 'rollup_sales_variant' || table === 'rollup_sales_category';
  const [sold, returned] = ofParts ? ['not is_returned', 'is_returned'] : [`kind <> 'refund'`, `kind = 'refund'`];
  return {
    table,
    keys: ['store_id', 'business_date', key],
    sums: FIGURE_COLUMNS,
    query: `select store_id, business_date, ${key},
      count(distinct order_id) filter (where ${sold}) as sale_count, count(distinct order_id) filter (where ${returned}) as refund_count,
      count(*) filter (where not is_returned) as line_count,
      coalesce(sum(units_milli) filter (where not is_returned), 0)::bigint as units_milli,
      coalesce(-sum(units_milli) filter (where is_returned), 0)::bigint as refund_units_milli,
      coalesce(sum(gross_minor) filter (where not is_returned), 0)::bigint as gross_minor,
      coalesce(sum(discount_minor) filter (where not is_returned), 0)::bigint as discount_minor,
      coalesce(-sum(total_minor) filter (where is_returned), 0)::bigint as refunds_minor,
      sum(total_minor)::bigint as net_minor, sum(tax_minor)::bigint as tax_minor, sum(cost_e4)::bigint as cost_e4
    from (${LINES}) line group by 1, 2, 3`,
  };
}

const TRUTHS: readonly Truth[] = [
  salesTruth('rollup_sales_hour'),
  salesTruth('rollup_sales_variant'),
  salesTruth('rollup_sales_category'),
  salesTruth('rollup_sales_cashier'),
  salesTruth('rollup_sales_till'),
  {
    table: 'rollup_sales_tender',
    keys: ['store_id', 'business_date', 'method'],
    sums: ['payment_count', 'amount_minor', 'pending_minor'],
    query: `select store_id, business_date, method, count(*) filter (where state in ('confirmed', 'pending')) as payment_count,
      coalesce(sum(amount_minor) filter (where state in ('confirmed', 'pending')), 0)::bigint as amount_minor,
      coalesce(sum(amount_minor) filter (where state = 'pending'), 0)::bigint as pending_minor
    from payments where business_id = $1::uuid and not is_void group by 1, 2, 3`,
  },
  {
    table: 'rollup_sales_tax',
    keys: ['store_id', 'business_date', 'tax_rate_id', 'rate_ppm', 'inclusive'],
    sums: ['name', 'base_minor', 'tax_minor'],
    query: `select o.store_id, o.business_date, t.tax_rate_id, t.rate_ppm, t.inclusive, max(t.name collate "C") as name,
      sum(t.base_minor)::bigint as base_minor, sum(t.tax_minor)::bigint as tax_minor
    from sales_orders o join sales_order_item_taxes t on t.business_id = o.business_id and t.order_id = o.id
    where o.business_id = $1::uuid and o.status <> 'voided' group by 1, 2, 3, 4, 5`,
  },
  {
    table: 'rollup_stock',
    keys: ['store_id', 'business_date', 'kind', 'reason'],
    sums: ['movement_count', 'quantity_milli', 'cost_e4'],
    query: `select store_id, business_date, kind, reason, count(*) as movement_count, sum(quantity_milli)::bigint as quantity_milli,
      sum(cost_e4)::bigint as cost_e4
    from (
      select store_id, business_date, kind collate "C" as kind, reason collate "C" as reason, quantity_milli,
        round(unit_cost_e4::numeric * quantity_milli / 1000) as cost_e4
      from stock_movements where business_id = $1::uuid and kind not in ('sale', 'refund', 'void')
      union all
      select o.store_id, o.business_date, 'return', 'not_restocked', round(i.quantity_milli * i.factor_milli / 1000.0), i.cost_e4
      from sales_orders o join sales_order_items i on i.business_id = o.business_id and i.order_id = o.id
      where o.business_id = $1::uuid and o.status <> 'voided' and i.quantity_milli < 0 and not i.is_restocked
    ) moved group by 1, 2, 3, 4`,
  },
  {
    table: 'rollup_expenses',
    keys: ['store_id', 'expense_date', 'category_id'],
    sums: ['expense_count', 'amount_minor'],
    query: `select store_id, expense_date, coalesce(category_id, '${NO_ID}') as category_id, count(*) as expense_count,
      sum(amount_minor)::bigint as amount_minor
    from expenses where business_id = $1::uuid and not is_removed group by 1, 2, 3`,
  },
];

/** A row of a rollup that isn't what the facts say. */
export type RollupDifference = {
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly kept: unknown;
  readonly true: unknown;
};

const DIFFERENCES_MAX = 1000;

/**
 * Works every rollup of a business out again from its facts, and says where it differs; there must be nothing.
 *
 * It shares no arithmetic with what keeps them: the sums are SQL over the facts.
 */
export async function compareRollups(tx: Tx, businessId: Id): Promise<RollupDifference[]> {
  const differences: RollupDifference[] = [];
  for (const { table, keys, sums, query } of TRUTHS) {
    const same = keys.map((key) => `k.${key} = t.${key}`).join(' and ');
    const values = (of: string): string => sums.map((sum) => `'${sum}', ${of}.${sum}`).join(', ');
    const rows = await tx.unsafe<{ key: Record<string, unknown>; kept: unknown; truth: unknown }[]>(
      `with t as (${query}), k as (select * from ${table} where business_id = $1::uuid)
       select json_build_object(${keys.map((key) => `'${key}', coalesce(k.${key}, t.${key})`).join(', ')}) as key,
         case when k.business_id is null then null else json_build_object(${values('k')}) end as kept, json_build_object(${values('t')}) as truth
       from k full join t on ${same}
       where (${sums.map((sum) => `k.${sum}`).join(', ')}) is distinct from (${sums.map((sum) => `t.${sum}`).join(', ')})
         -- A row of zeros is what a slice comes to when all of it was taken back, or nothing of it counts.
         and not (t.store_id is null and ${sums
           .filter((sum) => sum !== 'name')
           .map((sum) => `k.${sum} = 0`)
           .join(' and ')})
       limit ${DIFFERENCES_MAX}`,
      [businessId],
    );
    differences.push(...rows.map(({ key, kept, truth }) => ({ table, key, kept, true: truth })));
  }
  return differences;
}

/**
 * Puts every rollup of a business back to what its facts say, while tills go on pushing.
 *
 * Pushes wait at the rollups, which they write after their facts: each of them is either committed before the sums are
 * worked out, or adds its own after.
 */
export async function rebuildRollups(tx: Tx, businessId: Id, at: Date): Promise<void> {
  // In the order in which pushes write them, so that nobody waits in a circle.
  await tx.unsafe(`lock table ${TRUTHS.map(({ table }) => table).join(', ')} in share row exclusive mode`);
  for (const { table, keys, sums, query } of TRUTHS) {
    const columns = [...keys, ...sums].join(', ');
    await tx.unsafe(`delete from ${table} where business_id = $1::uuid`, [businessId]);
    await tx.unsafe(
      `insert into ${table} (business_id, ${columns}, created_at, updated_at)
       select $1::uuid, ${columns}, $2::timestamptz, $2::timestamptz from (${query}) truth`,
      [businessId, at],
    );
  }
}
