import type { Check } from './check.ts';

/** The changes of a business that were applied, each with its payload as it came. */
const APPLIED = (types: string): string => `
  select c.till_id, c.epoch_counter, c.seq, c.id, c.type, c.body::jsonb -> 'payload' as p
  from changes c where c.business_id = $1::uuid and c.outcome in ('applied', 'applied_for_review') and c.type in (${types})`;

/** Held against the words of the changes: no row without its change, no change without its rows. */
export const FACT_CHECKS: readonly Check[] = [
  {
    name: 'sale and its change',
    sql: `with said as materialized (${APPLIED(`'sale.completed', 'sale.refunded'`)}),
      truth as (
        select (p ->> 'saleId')::uuid as id, p ->> 'receiptNumber' as number, concat_ws(' / ',
          p ->> 'receiptNumber', p ->> 'totalMinor', p ->> 'taxMinor', jsonb_array_length(p -> 'lines') || ' lines',
          (select coalesce(sum((line ->> 'totalMinor')::bigint), 0) from jsonb_array_elements(p -> 'lines') line),
          jsonb_array_length(p -> 'payments') || ' payments',
          (select coalesce(sum((paid ->> 'amountMinor')::bigint), 0) from jsonb_array_elements(p -> 'payments') paid),
          (select count(*) || ' moves of ' || coalesce(-sum((move ->> 'quantityMilli')::bigint), 0)
            from jsonb_array_elements(p -> 'lines') line, jsonb_array_elements(line -> 'moves') move)) as words
        from said
      ), item as (
        select order_id, count(*) || ' lines / ' || sum(total_minor) as words from sales_order_items
        where business_id = $1::uuid group by 1
      ), paid as (
        select order_id, count(*) || ' payments / ' || sum(amount_minor) as words from payments
        where business_id = $1::uuid and received_id is null group by 1
      ), moved as (
        select change_id, count(*) || ' moves of ' || sum(quantity_milli) as words from stock_movements
        where business_id = $1::uuid group by 1
      ), kept as (
        select o.id, o.order_number as number, concat_ws(' / ', o.order_number, o.total_minor, o.tax_minor,
          coalesce(item.words, '0 lines / 0'), coalesce(paid.words, '0 payments / 0'), coalesce(moved.words, '0 moves of 0')) as words
        from sales_orders o left join item on item.order_id = o.id left join paid on paid.order_id = o.id
          left join moved on moved.change_id = o.change_id
        where o.business_id = $1::uuid
      )
      select 'sale ' || coalesce(k.number, t.number) || ' (' || id || ')' as subject, k.words as kept, t.words as truth
      from kept k full join truth t using (id) where k.words is distinct from t.words`,
  },
  {
    name: 'stock of a change',
    sql: `with said as materialized (${APPLIED(`'stock.adjusted', 'stock.received', 'stock.transferred', 'stock.transfer_received'`)}),
      truth as (
        select s.id, count(*) || ' moves of ' || sum(case s.type when 'stock.transferred' then -1 else 1 end * (line ->> 'quantityMilli')::bigint) as words
        from said s, jsonb_array_elements(s.p -> 'lines') line
        where s.type <> 'stock.transfer_received' or (line ->> 'quantityMilli')::bigint <> 0 group by s.id
      ), kept as (
        select change_id as id, count(*) || ' moves of ' || sum(quantity_milli) as words from stock_movements
        where business_id = $1::uuid and kind in ('adjust', 'receive', 'transfer_out', 'transfer_in') group by change_id
      )
      select 'change ' || id as subject, k.words as kept, t.words as truth
      from kept k full join truth t using (id) where k.words is distinct from t.words`,
  },
  {
    name: 'paper of goods received',
    sql: `with said as materialized (${APPLIED(`'stock.received'`)}),
      truth as (
        select (p ->> 'receiptId')::uuid as id, concat_ws(' / ', p ->> 'supplierId', jsonb_array_length(p -> 'lines') || ' lines',
          (select sum(round((line ->> 'quantityMilli')::numeric * (line ->> 'unitCostE4')::numeric / 10000000)) from jsonb_array_elements(p -> 'lines') line)) as words
        from said
      ), kept as (
        select id, concat_ws(' / ', supplier_id, line_count || ' lines', cost_minor) as words from stock_receipts where business_id = $1::uuid
      )
      select 'receipt ' || id as subject, k.words as kept, t.words as truth
      from kept k full join truth t using (id) where k.words is distinct from t.words`,
  },
  {
    name: 'goods on their way',
    sql: `with said as materialized (${APPLIED(`'stock.transferred', 'stock.transfer_received'`)}),
      sent as (
        select (s.p ->> 'transferId')::uuid as transfer_id, (line ->> 'id')::uuid as id, (line ->> 'quantityMilli')::bigint as milli, t.store_id
        from said s join changes t on t.business_id = $1::uuid and t.till_id = s.till_id and t.epoch_counter = s.epoch_counter and t.seq = s.seq, jsonb_array_elements(s.p -> 'lines') line where s.type = 'stock.transferred'
      ), came as (
        select (s.p ->> 'transferId')::uuid as transfer_id, (line ->> 'transferLineId')::uuid as id, t.store_id,
          (line ->> 'quantityMilli')::bigint as milli, (line ->> 'lostMilli')::bigint as lost
        from said s join changes t on t.business_id = $1::uuid and t.till_id = s.till_id and t.epoch_counter = s.epoch_counter and t.seq = s.seq, jsonb_array_elements(s.p -> 'lines') line where s.type = 'stock.transfer_received'
      ), truth as (
        select s.transfer_id, s.id, concat_ws(' / ', s.milli, coalesce(sum(c.milli) filter (where c.store_id <> s.store_id), 0),
          coalesce(sum(c.milli) filter (where c.store_id = s.store_id), 0), coalesce(sum(c.lost), 0)) as words
        from sent s left join came c on c.transfer_id = s.transfer_id and c.id = s.id group by s.transfer_id, s.id, s.milli, s.store_id
      ), kept as (
        select l.transfer_id, l.id, concat_ws(' / ', l.sent_milli, l.arrived_milli, l.returned_milli, l.lost_milli) as words
        from stock_transfer_lines l where l.business_id = $1::uuid
      )
      select 'transfer ' || transfer_id || ' line ' || id as subject, k.words as kept, t.words as truth
      from kept k full join truth t using (transfer_id, id) where k.words is distinct from t.words`,
  },
  {
    name: 'movement without a change',
    sql: `select 'movement ' || m.id as subject, 'change ' || m.change_id as kept, 'no such change' as truth
      from stock_movements m where m.business_id = $1::uuid and not exists (
        select from changes c where c.business_id = m.business_id and c.id = m.change_id
          and c.outcome in ('applied', 'applied_for_review'))`,
  },
  {
    name: 'cash of a drawer',
    sql: `with said as materialized (${APPLIED(`'cash.moved'`)}),
      truth as (select (p ->> 'cashMovementId')::uuid as id, p ->> 'kind' || ' ' || (p ->> 'amountMinor') as words from said),
      kept as (select id, kind || ' ' || amount_minor as words from cash_movements where business_id = $1::uuid)
      select 'cash movement ' || id as subject, k.words as kept, t.words as truth
      from kept k full join truth t using (id) where k.words is distinct from t.words`,
  },
  {
    name: 'expense and its changes',
    sql: `with said as materialized (
        select c.rank, c.type, c.body::jsonb -> 'payload' as p from changes c
        where c.business_id = $1::uuid and c.outcome in ('applied', 'applied_for_review')
          and c.type in ('expense.recorded', 'expense.corrected')
      ), last as (
        select distinct on (p ->> 'expenseId') (p ->> 'expenseId')::uuid as id, p from said order by p ->> 'expenseId', rank collate "C" desc
      ), truth as (
        select id, concat_ws(' / ', p ->> 'amountMinor', p ->> 'expenseDate', p ->> 'paymentMethod', p ->> 'categoryId',
          case when (p ->> 'isRemoved')::boolean then 'removed' end) as words
        from last where id in (select (p ->> 'expenseId')::uuid from said where type = 'expense.recorded')
      ), kept as (
        select id, concat_ws(' / ', amount_minor, expense_date, payment_method, category_id, case when is_removed then 'removed' end) as words
        from expenses where business_id = $1::uuid
      )
      select 'expense ' || id as subject, k.words as kept, t.words as truth
      from kept k full join truth t using (id) where k.words is distinct from t.words`,
  },
  {
    name: 'shift and its changes',
    sql: `with said as materialized (${APPLIED(`'shift.opened', 'shift.closed'`)}),
      truth as (
        select (p ->> 'shiftId')::uuid as id, concat_ws(' / ',
          'float ' || max(p ->> 'floatMinor') filter (where type = 'shift.opened'),
          'counted ' || max(p ->> 'countedMinor') filter (where type = 'shift.closed'),
          'expected ' || max(p ->> 'expectedMinor') filter (where type = 'shift.closed')) as words
        from said group by 1
      ), kept as (
        select id, concat_ws(' / ', 'float ' || float_minor, 'counted ' || counted_minor, 'expected ' || expected_minor) as words
        from shifts where business_id = $1::uuid
      )
      select 'shift ' || id as subject, k.words as kept, t.words as truth
      from kept k full join truth t using (id) where k.words is distinct from t.words`,
  },
  {
    name: 'void and its change',
    sql: `with said as materialized (${APPLIED(`'sale.voided'`)}),
      truth as (select distinct o.id, o.order_number from said join sales_orders o on o.business_id = $1::uuid and o.id = (p ->> 'saleId')::uuid),
      kept as (select id, order_number from sales_orders where business_id = $1::uuid and status = 'voided')
      select 'sale ' || coalesce(k.order_number, t.order_number) || ' (' || id || ')' as subject,
        case when k.id is null then 'stands' else 'voided' end as kept, case when t.id is null then 'stands' else 'voided' end as truth
      from kept k full join truth t using (id) where k.order_number is distinct from t.order_number`,
  },
  {
    name: 'payment of a voided sale',
    sql: `select 'payment ' || p.id as subject, case when p.is_void then 'counts nowhere' else 'counts' end as kept,
        'sale ' || o.order_number || ' is ' || o.status as truth
      from payments p join sales_orders o on o.business_id = p.business_id and o.id = p.order_id
      where p.business_id = $1::uuid and p.is_void <> (o.status = 'voided' and p.received_id is null)`,
  },
  {
    name: 'Z report',
    // Of what others did to a drawer, refunds at the office and voids, its till knew the first so many when it closed it.
    sql: `with paid as (
        select order_id, sum(amount_minor) as cash from payments
        where business_id = $1::uuid and method = 'cash' and received_id is null and shift_id is not null group by 1
      ), drawer as (
        select s.id, s.business_date, s.expected_minor, s.sale_count, s.refund_count,
          s.float_minor
          + coalesce((select sum(p.amount_minor) from payments p
              where p.business_id = $1::uuid and p.shift_id = s.id and p.method = 'cash' and p.till_id = s.till_id), 0)
          + coalesce((select sum(case when m.kind = 'in' then m.amount_minor else -m.amount_minor end)
              from cash_movements m where m.business_id = $1::uuid and m.shift_id = s.id), 0) as cash,
          (select count(*) from sales_orders o where o.business_id = $1::uuid and o.shift_id = s.id and o.till_id = s.till_id and o.kind <> 'refund') as sales,
          (select count(*) from sales_orders o where o.business_id = $1::uuid and o.shift_id = s.id and o.till_id = s.till_id and o.kind = 'refund') as refunds
        from shifts s where s.business_id = $1::uuid and s.closed_at is not null and s.opened_at is not null
          -- What is still on its way, or waits in quarantine, is in the till's own Z report alone.
          and not exists (select from sync_quarantine q where q.business_id = $1::uuid and q.till_id = s.till_id and q.state <> 'applied')
      ), other as (
        select s.id, o.received_at as at, coalesce(paid.cash, 0) as cash, (o.kind <> 'refund')::integer as sales, (o.kind = 'refund')::integer as refunds
        from shifts s join sales_orders o on o.business_id = s.business_id and o.shift_id = s.id and o.till_id <> s.till_id
          left join paid on paid.order_id = o.id where s.business_id = $1::uuid
        union all
        select s.id, o.voided_at, -coalesce(paid.cash, 0), -(o.kind <> 'refund')::integer, -(o.kind = 'refund')::integer
        from shifts s join sales_orders o on o.business_id = s.business_id and o.shift_id = s.id and o.status = 'voided'
          left join paid on paid.order_id = o.id where s.business_id = $1::uuid
      ), known as (
        select id, sum(cash) over first_ones as cash, sum(sales) over first_ones as sales, sum(refunds) over first_ones as refunds
        from other window first_ones as (partition by id order by at rows unbounded preceding)
      )
      select 'shift ' || id || ' of ' || business_date as subject,
        concat_ws(' / ', 'expected ' || expected_minor, sale_count || ' sales', refund_count || ' refunds') as kept,
        concat_ws(' / ', 'expected ' || cash, sales || ' sales', refunds || ' refunds') as truth
      from drawer d where (expected_minor, sale_count, refund_count) is distinct from (cash, sales, refunds)
        and not exists (select from known k where k.id = d.id
          and (d.expected_minor, d.sale_count, d.refund_count) = (d.cash + k.cash, d.sales + k.sales, d.refunds + k.refunds))`,
  },
  {
    name: 'receipt number',
    sql: `select order_number as subject, count(*) || ' sales' as kept, 'one sale, or a case' as truth
      from sales_orders o where business_id = $1::uuid and not exists (
        select from sync_cases c where c.business_id = o.business_id and c.kind = 'duplicate_receipt' and c.entity_id = o.order_number)
      group by order_number having count(*) > 1`,
  },
  {
    name: 'receipt series',
    sql: `with given as (
        select till_id, substring(order_number from '-([A-Z]{1,4})-\\d{1,12}$') as series,
          max(substring(order_number from '-[A-Z]{1,4}-(\\d{1,12})$')::bigint) as counter
        from sales_orders where business_id = $1::uuid and order_number ~ '-[A-Z]{1,4}-\\d{1,12}$' group by 1, 2
      )
      select g.till_id || ' series ' || g.series as subject, coalesce(r.counter, 0)::text as kept, 'at least ' || g.counter as truth
      from given g left join receipt_series r on r.business_id = $1::uuid and r.till_id = g.till_id and r.series = g.series
      where coalesce(r.counter, 0) < g.counter`,
  },
];
