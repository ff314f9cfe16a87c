import { type RowOf, insertOf } from '../../rows/insert-rows.ts';

export const INSERT_CUSTOMER_LEDGER = insertOf('customer_ledger', {
  id: 'uuid',
  customer_id: 'uuid',
  kind: 'text',
  document_id: 'uuid',
  change_id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  amount_minor: 'bigint',
  occurred_at: 'timestamptz',
  business_date: 'date',
});
export type CustomerLedgerRow = RowOf<typeof INSERT_CUSTOMER_LEDGER.columns>;

/** In the order of the customers, so that two tills never wait for each other in a circle. */
export const ADD_TO_CUSTOMER_BALANCES = insertOf(
  'customer_balances',
  { customer_id: 'uuid', balance_minor: 'bigint' },
  `order by r.customer_id on conflict (business_id, customer_id) do update
   set balance_minor = t.balance_minor + excluded.balance_minor, updated_at = excluded.updated_at`,
);
