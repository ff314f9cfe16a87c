import { NO_ID } from '#shared/base/ids.ts';
import type { SyncWorld, TestBusiness } from '../../sync/support/sync-world.ts';

/**
 * A business with so many facts that the planner has something to choose from, written past the door by SQL: what they add up
 * to is no matter here, only how they are found. A second business has as many.
 */
export async function fillFacts(
  world: SyncWorld,
  { days, salesEachDay }: { readonly days: number; readonly salesEachDay: number },
): Promise<{ business: TestBusiness }> {
  const business = await world.addBusiness();
  const other = await world.addBusiness();
  for (const one of [business, other]) {
    await world.till(one);
    await fill(world, one, days, salesEachDay);
  }
  await world.root.unsafe('analyze');
  return { business };
}

async function fill(world: SyncWorld, of: TestBusiness, days: number, each: number): Promise<void> {
  const { root } = world;
  const { businessId, storeId, ownerId } = of;
  await root.unsafe(
    `with place as (select $1::uuid as business_id, $2::uuid as store_id, (select till_id from till_sync where business_id = $1::uuid and kind = 'till' limit 1) as till_id),
     made as (
       select d, s, gen_random_uuid() as id, date '2026-06-01' - d as day, timestamptz '2026-06-01 08:00Z' - make_interval(days => d, secs => -s) as at
         from generate_series(0, $3::integer - 1) d, generate_series(1, $4::integer) s
     ), orders as (
       insert into sales_orders (business_id, id, kind, order_number, store_id, till_id, cashier_name, business_date, local_hour, line_count, currency,
         gross_minor, subtotal_minor, tax_minor, discount_minor, rounding_minor, total_minor, paid_minor, balance_minor, payment_status, payment_method,
         status, notes, needs_review, review_reasons, created_by, occurred_at, offset_minutes, received_at, change_id, epoch_counter, seq, created_at, updated_at)
       select p.business_id, m.id, 'sale', 'N' || m.d || '-' || m.s, p.store_id, p.till_id, '', m.day, 9, 1, 'NGN', 100, 93, 7, 0, 0, 100, 100, 0, 'paid', 'cash',
         'completed', '', false, '{}', $5::uuid, m.at, 60, m.at, m.id, 1, 0, m.at, m.at from made m, place p returning id
     ), items as (
       insert into sales_order_items (business_id, order_id, id, position, variant_id, name, sku, unit, factor_milli, quantity_milli, unit_price_minor,
         unit_cost_e4, cost_e4, gross_minor, discount_minor, discount_reason, tax_minor, subtotal_minor, total_minor, batch_id, note, created_at, updated_at)
       select p.business_id, m.id, m.id, 0, null, '', '', 'piece', 1000, 1000, 100, 0, 0, 100, 0, '', 7, 93, 100, $6::uuid, '', m.at, m.at from made m, place p
     ), taxes as (
       insert into sales_order_item_taxes (business_id, order_id, line_id, position, tax_rate_id, name, rate_ppm, inclusive, base_minor, tax_minor, created_at, updated_at)
       select p.business_id, m.id, m.id, 0, $6::uuid, 'VAT', 75000, true, 93, 7, m.at, m.at from made m, place p
     ), paid as (
       insert into payments (business_id, id, order_id, store_id, till_id, taken_by, occurred_at, business_date, method, amount_minor, tendered_minor,
         change_minor, state, reference, settled_rank, created_at, updated_at)
       select p.business_id, m.id, m.id, p.store_id, p.till_id, $5::uuid, m.at, m.day, case m.s % 2 when 0 then 'cash' else 'card' end, 100, 100, 0,
         'confirmed', '', '', m.at, m.at from made m, place p
     ), moved as (
       insert into stock_movements (business_id, id, store_id, till_id, variant_id, batch_id, change_id, document_id, kind, quantity_milli, unit_cost_e4,
         reason, occurred_at, business_date, hlc, created_at, updated_at)
       select p.business_id, m.id, p.store_id, p.till_id, m.id, $6::uuid, m.id, m.id, 'sale', -1000, 0, '', m.at, m.day, '', m.at, m.at from made m, place p
     ), shift as (
       insert into shifts (business_id, id, store_id, till_id, business_date, opened_by, opened_at, closed_by, closed_at, float_minor, created_at, updated_at)
       select p.business_id, m.id, p.store_id, p.till_id, m.day, $5::uuid, m.at, $5::uuid, m.at, 0, m.at, m.at from made m, place p where m.s % 10 = 0
     ), cash as (
       insert into cash_movements (business_id, id, shift_id, store_id, till_id, kind, amount_minor, reason, created_by, occurred_at, business_date, created_at, updated_at)
       select p.business_id, m.id, m.id, p.store_id, p.till_id, 'in', 1, '', $5::uuid, m.at, m.day, m.at, m.at from made m, place p where m.s % 5 = 0
     ), counts as (
       insert into stock_counts (business_id, id, store_id, till_id, change_id, scope, state, note, counted_by, occurred_at, business_date, created_at, updated_at)
       select p.business_id, m.id, p.store_id, p.till_id, m.id, 'partial', 'closed', '', $5::uuid, m.at, m.day, m.at, m.at from made m, place p where m.s % 5 = 0
     ), sent as (
       insert into stock_transfers (business_id, id, from_store_id, to_store_id, till_id, change_id, state, note, sent_by, occurred_at, business_date, created_at, updated_at)
       select p.business_id, m.id, p.store_id, p.store_id, p.till_id, m.id, 'received', '', $5::uuid, m.at, m.day, m.at, m.at from made m, place p where m.s % 5 = 0
     ), sent_lines as (
       insert into stock_transfer_lines (business_id, transfer_id, id, position, variant_id, batch_id, unit_cost_e4, sent_milli, arrived_milli, returned_milli, lost_milli, created_at, updated_at)
       select p.business_id, m.id, m.id, 0, m.id, $6::uuid, 0, 1000, case m.d when 0 then 0 else 1000 end, 0, 0, m.at, m.at from made m, place p where m.s % 5 = 0
     ), counted as (
       insert into stock_count_lines (business_id, store_id, variant_id, batch_id, hlc, id, count_id, counted_milli, expected_milli, variance_milli, created_at, updated_at)
       select p.business_id, p.store_id, m.id, $6::uuid, '1', m.id, m.id, 0, 0, 1, m.at, m.at from made m, place p where m.s % 5 = 0
     )
     insert into till_journal (business_id, id, store_id, till_id, type, actor_id, occurred_at, business_date, details, created_at, updated_at)
     select p.business_id, m.id, p.store_id, p.till_id, 'drawer.opened', $5::uuid, m.at, m.day, '{}', m.at, m.at from made m, place p where m.s % 5 = 0`,
    [businessId, storeId, days, each, ownerId, NO_ID],
  );
}
