import type { Check } from './check.ts';

/** What counts as money: it came, or is promised, and is not owed. */
const MONEY = (payment: string): string =>
  `${payment}.method <> 'credit' and ${payment}.state in ('confirmed', 'pending')`;

/** Payments without goods, and what they and sales on account make of a customer's debt and of a sale's balance. */
export const LEDGER_CHECKS: readonly Check[] = [
  {
    name: 'money received and its change',
    sql: `with truth as (
        select (c.body::jsonb #>> '{payload,receivedId}')::uuid as id, concat_ws(' / ', c.body::jsonb #>> '{payload,saleId}',
          c.body::jsonb #>> '{payload,customerId}', c.body::jsonb #>> '{payload,shiftId}',
          jsonb_array_length(c.body::jsonb #> '{payload,payments}') || ' payments of ' ||
          (select sum((paid ->> 'amountMinor')::bigint) from jsonb_array_elements(c.body::jsonb #> '{payload,payments}') paid)) as words
        from changes c where c.business_id = $1::uuid and c.outcome in ('applied', 'applied_for_review') and c.type = 'payment.received'
        union all
        select (c.body::jsonb #>> '{payload,loadId}')::uuid, concat_ws(' / ', c.body::jsonb #>> '{payload,shiftId}',
          jsonb_array_length(c.body::jsonb #> '{payload,payments}') || ' payments of ' ||
          (select sum((paid ->> 'amountMinor')::bigint) from jsonb_array_elements(c.body::jsonb #> '{payload,payments}') paid))
        from changes c where c.business_id = $1::uuid and c.outcome in ('applied', 'applied_for_review') and c.type = 'credit.loaded'
          and jsonb_array_length(c.body::jsonb #> '{payload,payments}') > 0
      ), kept as (
        select received_id as id, concat_ws(' / ', order_id, customer_id, shift_id, count(*) || ' payments of ' || sum(amount_minor)) as words
        from payments where business_id = $1::uuid and received_id is not null group by received_id, order_id, customer_id, shift_id
      )
      select 'received ' || id as subject, k.words as kept, t.words as truth
      from kept k full join truth t using (id) where k.words is distinct from t.words`,
  },
  {
    name: 'debt of a customer',
    sql: `with truth as (
        select customer_id, sum(case when received_id is null then case when method = 'credit' then amount_minor else 0 end
          when ${MONEY('p')} then -amount_minor else 0 end)::bigint as balance
        from payments p where business_id = $1::uuid and customer_id is not null and not is_void group by 1
      ), entered as (
        select customer_id, sum(amount_minor)::bigint as balance from customer_ledger where business_id = $1::uuid group by 1
      ), kept as (select customer_id, balance_minor as balance from customer_balances where business_id = $1::uuid)
      select 'customer ' || customer_id as subject, coalesce(k.balance, 0) || ', in the ledger ' || coalesce(e.balance, 0) as kept,
        coalesce(t.balance, 0) || ', in the ledger ' || coalesce(t.balance, 0) as truth
      from truth t full join entered e using (customer_id) full join kept k using (customer_id)
      where coalesce(k.balance, 0) <> coalesce(t.balance, 0) or coalesce(e.balance, 0) <> coalesce(t.balance, 0)`,
  },
  {
    name: 'credit',
    sql: `with put as (
        select (c.body::jsonb #>> '{payload,creditId}')::uuid as id, sum((c.body::jsonb #>> '{payload,amountMinor}')::bigint)::bigint as amount,
          min(c.body::jsonb #>> '{payload,codeHash}') as code
        from changes c where c.business_id = $1::uuid and c.outcome in ('applied', 'applied_for_review') and c.type = 'credit.loaded' group by 1
      ), spent as (
        select reference::uuid as id, sum(amount_minor)::bigint as amount from payments p
        where business_id = $1::uuid and not is_void and method in ('gift_card', 'store_credit') and ${MONEY('p')}
          and reference ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' group by 1
      ), entered as (
        select credit_id as id, sum(amount_minor)::bigint as amount from credit_ledger where business_id = $1::uuid group by 1
      ), truth as (
        select id, coalesce(put.amount, 0) - coalesce(spent.amount, 0) as amount, put.code from put full join spent using (id)
      ), kept as (select id, balance_minor as amount, code_hash as code from credits where business_id = $1::uuid)
      select 'credit ' || id as subject, concat_ws(' / ', k.amount, 'in the ledger ' || coalesce(e.amount, 0), k.code) as kept,
        concat_ws(' / ', t.amount, 'in the ledger ' || t.amount, t.code) as truth
      from truth t full join kept k using (id) left join entered e using (id)
      where (k.amount, coalesce(e.amount, 0), k.code) is distinct from (t.amount, t.amount, t.code)`,
  },
  {
    name: 'paid of a sale',
    sql: `with truth as (
        select o.id, o.order_number, o.payment_status, o.paid_minor, o.balance_minor, o.total_minor + o.rounding_minor as due,
          bool_or(p.state = 'pending') as has_pending, coalesce(sum(p.amount_minor) filter (where ${MONEY('p')}), 0)::bigint as came
        from sales_orders o join payments p on p.business_id = o.business_id and p.order_id = o.id
        where o.business_id = $1::uuid and o.status <> 'voided' group by o.business_id, o.id
        -- What stands on a sale as it came is its till's own word; what came later is worked out.
        having bool_or(p.received_id is not null or p.settled_rank <> '')
      ), worked as (
        select *, concat_ws(' / ', came, due - came, case when payment_status = 'refunded' then 'refunded'
          when has_pending then 'pending' when came < due then 'partial' else 'paid' end) as truth,
          concat_ws(' / ', paid_minor, balance_minor, payment_status) as kept
        from truth
      )
      select 'sale ' || order_number || ' (' || id || ')' as subject, kept, truth from worked where kept <> truth`,
  },
];
