import { type RowOf, insertOf } from '../../rows/insert-rows.ts';

const ENTRY = {
  id: 'uuid',
  kind: 'text',
  document_id: 'uuid',
  change_id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  amount_minor: 'bigint',
  occurred_at: 'timestamptz',
  business_date: 'date',
} as const;

export const INSERT_CUSTOMER_LEDGER = insertOf('customer_ledger', { customer_id: 'uuid', ...ENTRY });
export type CustomerLedgerRow = RowOf<typeof INSERT_CUSTOMER_LEDGER.columns>;

/** In the order of the customers, so that two tills never wait for each other in a circle. */
export const ADD_TO_CUSTOMER_BALANCES = insertOf(
  'customer_balances',
  { customer_id: 'uuid', balance_minor: 'bigint' },
  `order by r.customer_id on conflict (business_id, customer_id) do update
   set balance_minor = t.balance_minor + excluded.balance_minor, updated_at = excluded.updated_at`,
);

export const INSERT_CREDIT_LEDGER = insertOf('credit_ledger', { credit_id: 'uuid', ...ENTRY });
export type CreditLedgerRow = RowOf<typeof INSERT_CREDIT_LEDGER.columns>;

/** Who a credit is, said by whichever of its loadings comes first; one that was spent before it came is there without. */
export const OPEN_CREDITS = insertOf(
  'credits',
  { id: 'uuid', kind: 'text', code_hash: 'text', code_end: 'text', customer_id: 'uuid', balance_minor: 'bigint' },
  `order by r.id on conflict (business_id, id) do update set
   kind = coalesce(t.kind, excluded.kind), code_hash = coalesce(t.code_hash, excluded.code_hash),
   code_end = coalesce(t.code_end, excluded.code_end), customer_id = case when t.kind is null then excluded.customer_id else t.customer_id end,
   balance_minor = t.balance_minor + excluded.balance_minor, updated_at = excluded.updated_at`,
);
export type CreditRow = RowOf<typeof OPEN_CREDITS.columns>;
