import { addDays } from '#shared/base/add-days.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import type { Column, Value } from './export-columns.ts';
import { ordersIn } from './fact-lines.ts';
import type { SalesScope } from './sales-scope.ts';

const ROWS_A_PAGE = 1000;

export const SALES_COLUMNS: readonly Column[] = [
  { header: 'Receipt', kind: 'text' },
  { header: 'Day', kind: 'text' },
  { header: 'Time', kind: 'text' },
  { header: 'Store', kind: 'text' },
  { header: 'Till', kind: 'text' },
  { header: 'Cashier', kind: 'text' },
  { header: 'Customer', kind: 'text' },
  { header: 'Kind', kind: 'text' },
  { header: 'Lines', kind: 'count' },
  { header: 'Without tax', kind: 'money' },
  { header: 'Discount', kind: 'money' },
  { header: 'Tax', kind: 'money' },
  { header: 'Total', kind: 'money' },
  { header: 'Paid', kind: 'text' },
  { header: 'By', kind: 'text' },
];

type Row = Record<'number' | 'day' | 'time' | 'store' | 'till' | 'cashier' | 'kind' | 'paid' | 'method', string> & {
  readonly id: Id;
  readonly occurredAt: Date;
  readonly customer: string | null;
} & Record<'lines' | 'net' | 'discount' | 'tax' | 'total', number>;

/**
 * Every sale of a range, one row each, day by day and page by page: a year of them never stands in memory, and no transaction
 * is open while a slow line takes the file.
 *
 * @param read does some reading in a transaction of its own
 */
export async function* salesRows(
  read: (work: (tx: Tx) => Promise<readonly Row[]>) => Promise<readonly Row[]>,
  scope: SalesScope,
): AsyncGenerator<readonly Value[]> {
  for (let day = scope.range.from; day <= scope.range.to; day = addDays(day, 1)) {
    let after: Row | undefined;
    do {
      const last: Row | undefined = after;
      const page: readonly Row[] = await read((tx) => pageOf(tx, { ...scope, range: { from: day, to: day } }, last));
      for (const row of page) yield valuesOf(row);
      after = page.length < ROWS_A_PAGE ? undefined : page.at(-1);
    } while (after !== undefined);
  }
}

/** Some sales of one day, after the last one of the page before. */
function pageOf(tx: Tx, scope: SalesScope, after: Row | undefined): Promise<Row[]> {
  const beyond = after === undefined ? tx`` : tx`and (o.occurred_at, o.id) > (${after.occurredAt}, ${after.id}::uuid)`;
  return tx<Row[]>`
    select o.id, o.occurred_at, o.order_number as number, o.business_date::text as day,
           to_char((o.occurred_at + make_interval(mins => o.offset_minutes)) at time zone 'UTC', 'HH24:MI') as time, s.name as store,
           coalesce(t.name, s.name || ' web') as till, o.cashier_name as cashier, o.customer_name as customer, o.kind, o.line_count as lines,
           o.subtotal_minor as net, o.discount_minor as discount, o.tax_minor as tax, o.total_minor as total,
           o.payment_status as paid, o.payment_method as method
      from sales_orders o
      join stores s on s.business_id = o.business_id and s.id = o.store_id
      left join tills t on t.business_id = o.business_id and t.id = o.till_id
     where o.business_id = ${scope.businessId} and ${ordersIn(tx, scope)} ${beyond}
     order by o.occurred_at, o.id limit ${ROWS_A_PAGE}`;
}

function valuesOf(row: Row): Value[] {
  return [
    row.number,
    row.day,
    row.time,
    row.store,
    row.till,
    row.cashier,
    row.customer,
    row.kind,
    row.lines,
    row.net,
    row.discount,
    row.tax,
    row.total,
    row.paid,
    row.method,
  ];
}
