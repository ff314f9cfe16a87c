import { NO_ID } from '#shared/base/ids.ts';
import type { Pool } from '#server/store/pool.ts';

export const LINES_A_SALE = 5;
export const SALES_A_DAY = 274;
export const LINES_A_DAY = LINES_A_SALE * SALES_A_DAY;

/** Whose history is written. */
export type HistoryOf = {
  readonly businessId: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly ownerId: string;
  readonly variantIds: readonly string[];
  /** The last day of it. */
  readonly lastDay: string;
};

/** The facts of a day as its till would have sent them; what a sale moved on the shelf is left out, which no report of sales reads. */
const SQL = `
  with made as materialized (
    select uuidv7() as id, uuidv7() as payment_id, d, s, $5::date - d as day,
      ($5::date - d)::timestamp at time zone 'UTC' + make_interval(hours => 8, secs => s * 100) as at, 8 + s * 100 / 3600 as hour
    from generate_series($6::integer, $7::integer - 1) d, generate_series(1, ${SALES_A_DAY}) s
  ), lines as materialized (
    select m.*, l, uuidv7() as line_id, ($8::uuid[])[1 + (m.s * 7 + l * 31 + m.d) % cardinality($8::uuid[])] as variant_id,
      1075 * (1 + (m.s + l) % 9) as total, 75 * (1 + (m.s + l) % 9) as tax
    from made m, generate_series(0, ${LINES_A_SALE - 1}) l
  ), sums as (
    select id, sum(total) as total, sum(tax) as tax from lines group by id
  ), orders as (
    insert into sales_orders (business_id, id, kind, order_number, store_id, till_id, cashier_name, business_date, local_hour, line_count, currency,
      gross_minor, subtotal_minor, tax_minor, discount_minor, rounding_minor, total_minor, paid_minor, balance_minor, payment_status, payment_method,
      status, notes, needs_review, review_reasons, created_by, occurred_at, offset_minutes, received_at, change_id, epoch_counter, seq, created_at, updated_at)
    select $1::uuid, m.id, 'sale', 'N' || m.d || '-' || m.s, $2::uuid, $3::uuid, '', m.day, m.hour, ${LINES_A_SALE}, 'NGN',
      u.total, u.total - u.tax, u.tax, 0, 0, u.total, u.total, 0, 'paid', case m.s % 3 when 0 then 'card' else 'cash' end,
      'completed', '', false, '{}', $4::uuid, m.at, 60, m.at, m.id, 1, m.d * 1000 + m.s, m.at, m.at
    from made m join sums u using (id)
  ), paid as (
    insert into payments (business_id, id, order_id, store_id, till_id, taken_by, occurred_at, business_date, method, amount_minor, tendered_minor,
      change_minor, state, reference, settled_rank, created_at, updated_at)
    select $1::uuid, m.payment_id, m.id, $2::uuid, $3::uuid, $4::uuid, m.at, m.day, case m.s % 3 when 0 then 'card' else 'cash' end, u.total, u.total,
      0, 'confirmed', '', '', m.at, m.at from made m join sums u using (id)
  ), taxes as (
    insert into sales_order_item_taxes (business_id, order_id, line_id, position, tax_rate_id, name, rate_ppm, inclusive, base_minor, tax_minor, created_at, updated_at)
    select $1::uuid, id, line_id, 0, '${NO_ID}', 'VAT', 75000, true, total - tax, tax, at, at from lines
  ), shift as (
    insert into shifts (business_id, id, store_id, till_id, business_date, opened_by, opened_at, closed_by, closed_at, float_minor, counted_minor,
      expected_minor, variance_minor, created_at, updated_at)
    select $1::uuid, uuidv7(), $2::uuid, $3::uuid, day, $4::uuid, at, $4::uuid, at + interval '8 hours', 0, 0, 0, 0, at, at from made where s = 1
  ), spent as (
    insert into expenses (business_id, id, store_id, till_id, change_id, amount_minor, description, expense_date, payment_method, is_removed, said_rank,
      created_by, occurred_at, created_at, updated_at)
    select $1::uuid, uuidv7(), $2::uuid, $3::uuid, id, 5000, 'Diesel', day, 'cash', false, '', $4::uuid, at, at, at from made where s = 1
  )
  insert into sales_order_items (business_id, order_id, id, position, variant_id, name, sku, unit, factor_milli, quantity_milli, unit_price_minor,
    unit_cost_e4, cost_e4, gross_minor, discount_minor, discount_reason, tax_minor, subtotal_minor, total_minor, batch_id, note, created_at, updated_at)
  select $1::uuid, id, line_id, l, variant_id, 'Good', '', 'piece', 1000, 1000, total, 5000000, 5000000, total, 0, '', tax, total - tax, total,
    '${NO_ID}', '', at, at from lines`;

const DAYS_AT_ONCE = 73;

/**
 * Lets a shop have traded on more days before: as many sales each day, from `fromDay` to `toDay` days before the last.
 *
 * In place of pushes, which take hours for so many; checks of references are left out, since all that is pointed at is there.
 */
export async function writeHistory(root: Pool, of: HistoryOf, fromDay: number, toDay: number): Promise<void> {
  for (let from = fromDay; from < toDay; from += DAYS_AT_ONCE)
    await root.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`set local synchronous_commit = off`;
      const to = Math.min(from + DAYS_AT_ONCE, toDay);
      const { businessId, storeId, tillId, ownerId, lastDay, variantIds } = of;
      await tx.unsafe(SQL, [businessId, storeId, tillId, ownerId, lastDay, from, to, [...variantIds]]);
    });
}
