import type { Tx } from '#server/store/pool.ts';
import { type Columns, type RowStatement, type Stamp, insertOf, runRows } from '../../rows/insert-rows.ts';
import { FIGURE_COLUMNS } from './figures.ts';
import { type RollupDeltas, SALES_ROLLUPS, type SalesRollup } from './rollup-deltas.ts';

const FIGURES = {
  sale_count: 'bigint',
  refund_count: 'bigint',
  line_count: 'bigint',
  units_milli: 'bigint',
  refund_units_milli: 'bigint',
  gross_minor: 'bigint',
  discount_minor: 'bigint',
  refunds_minor: 'bigint',
  net_minor: 'bigint',
  tax_minor: 'bigint',
  cost_e4: 'bigint',
} as const;

/** Adds on conflict, in key order, so that two tills of a store never wait for each other in a circle. */
function adding<const Of extends Columns>(
  table: string,
  columns: Of,
  {
    keys,
    sums,
    more = '',
  }: { readonly keys: readonly string[]; readonly sums: readonly string[]; readonly more?: string },
): RowStatement<Of> {
  const added = sums.map((sum) => `${sum} = t.${sum} + excluded.${sum}`).join(', ');
  return insertOf(
    table,
    columns,
    `order by ${keys.map((key) => `r.${key}`).join(', ')}
     on conflict (business_id, ${keys.join(', ')}) do update set ${added}${more}, updated_at = excluded.updated_at`,
  );
}

const keyed = <const Key extends Columns>(
  table: SalesRollup,
  key: Key,
): RowStatement<{ store_id: 'uuid'; business_date: 'date' } & Key & typeof FIGURES> =>
  adding(
    table,
    { store_id: 'uuid', business_date: 'date', ...key, ...FIGURES },
    { keys: ['store_id', 'business_date', SALES_ROLLUPS[table]], sums: FIGURE_COLUMNS },
  );

const ADD_HOURS = keyed('rollup_sales_hour', { local_hour: 'integer' });
const ADD_VARIANTS = keyed('rollup_sales_variant', { variant_id: 'uuid' });
const ADD_CATEGORIES = keyed('rollup_sales_category', { category_id: 'uuid' });
const ADD_CASHIERS = keyed('rollup_sales_cashier', { cashier_id: 'uuid' });
const ADD_TILLS = keyed('rollup_sales_till', { till_id: 'uuid' });

const ADD_TENDERS = adding(
  'rollup_sales_tender',
  {
    store_id: 'uuid',
    business_date: 'date',
    method: 'text',
    payment_count: 'bigint',
    amount_minor: 'bigint',
    pending_minor: 'bigint',
  },
  { keys: ['store_id', 'business_date', 'method'], sums: ['payment_count', 'amount_minor', 'pending_minor'] },
);

const ADD_TAXES = adding(
  'rollup_sales_tax',
  {
    store_id: 'uuid',
    business_date: 'date',
    tax_rate_id: 'uuid',
    rate_ppm: 'integer',
    inclusive: 'boolean',
    name: 'text',
    base_minor: 'bigint',
    tax_minor: 'bigint',
  },
  {
    keys: ['store_id', 'business_date', 'tax_rate_id', 'rate_ppm', 'inclusive'],
    sums: ['base_minor', 'tax_minor'],
    more: ', name = greatest(t.name, excluded.name)',
  },
);

const ADD_STOCK = adding(
  'rollup_stock',
  {
    store_id: 'uuid',
    business_date: 'date',
    kind: 'text',
    reason: 'text',
    movement_count: 'bigint',
    quantity_milli: 'bigint',
    cost_e4: 'bigint',
  },
  {
    keys: ['store_id', 'business_date', 'kind', 'reason'],
    sums: ['movement_count', 'quantity_milli', 'cost_e4'],
  },
);

const ADD_EXPENSES = adding(
  'rollup_expenses',
  {
    store_id: 'uuid',
    expense_date: 'date',
    category_id: 'uuid',
    expense_count: 'bigint',
    amount_minor: 'bigint',
  },
  { keys: ['store_id', 'expense_date', 'category_id'], sums: ['expense_count', 'amount_minor'] },
);

function addSales(tx: Tx, stamp: Stamp, deltas: RollupDeltas): Promise<void>[] {
  const rows = (rollup: SalesRollup) =>
    [...deltas.sales[rollup].values()].map((delta) => ({
      store_id: delta.storeId,
      business_date: delta.businessDate,
      key: delta.key,
      ...delta.figures,
    }));
  return [
    runRows(
      tx,
      stamp,
      ADD_HOURS,
      rows('rollup_sales_hour').map((row) => ({ ...row, local_hour: Number(row.key) })),
    ),
    runRows(
      tx,
      stamp,
      ADD_VARIANTS,
      rows('rollup_sales_variant').map((row) => ({ ...row, variant_id: row.key })),
    ),
    runRows(
      tx,
      stamp,
      ADD_CATEGORIES,
      rows('rollup_sales_category').map((row) => ({ ...row, category_id: row.key })),
    ),
    runRows(
      tx,
      stamp,
      ADD_CASHIERS,
      rows('rollup_sales_cashier').map((row) => ({ ...row, cashier_id: row.key })),
    ),
    runRows(
      tx,
      stamp,
      ADD_TILLS,
      rows('rollup_sales_till').map((row) => ({ ...row, till_id: row.key })),
    ),
  ];
}

/** Moves every rollup by what the batch adds: one statement for each table, always in the same order. */
export async function writeRollups(tx: Tx, stamp: Stamp, deltas: RollupDeltas): Promise<void> {
  await Promise.all([
    ...addSales(tx, stamp, deltas),
    runRows(
      tx,
      stamp,
      ADD_TENDERS,
      [...deltas.tenders.values()].map((delta) => ({
        store_id: delta.storeId,
        business_date: delta.businessDate,
        method: delta.method,
        payment_count: delta.paymentCount,
        amount_minor: delta.amountMinor,
        pending_minor: delta.pendingMinor,
      })),
    ),
    runRows(
      tx,
      stamp,
      ADD_TAXES,
      [...deltas.taxes.values()].map((delta) => ({
        store_id: delta.storeId,
        business_date: delta.businessDate,
        tax_rate_id: delta.taxRateId,
        rate_ppm: delta.ratePpm,
        inclusive: delta.inclusive,
        name: delta.name,
        base_minor: delta.baseMinor,
        tax_minor: delta.taxMinor,
      })),
    ),
    runRows(
      tx,
      stamp,
      ADD_STOCK,
      [...deltas.stock.values()].map((delta) => ({
        store_id: delta.storeId,
        business_date: delta.businessDate,
        kind: delta.kind,
        reason: delta.reason,
        movement_count: delta.movementCount,
        quantity_milli: delta.quantityMilli,
        cost_e4: delta.costE4,
      })),
    ),
    runRows(
      tx,
      stamp,
      ADD_EXPENSES,
      [...deltas.expenses.values()].map((delta) => ({
        store_id: delta.storeId,
        expense_date: delta.expenseDate,
        category_id: delta.categoryId,
        expense_count: delta.expenseCount,
        amount_minor: delta.amountMinor,
      })),
    ),
  ]);
}
