import type { Tx } from '#server/store/pool.ts';
import { openCases } from '../apply/open-cases.ts';
import type { ApplyContext, Incoming } from '../apply/incoming.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { insertOf, runRows } from '../rows/insert-rows.ts';

const RAISE = insertOf(
  'receipt_series',
  { till_id: 'uuid', series: 'text', counter: 'bigint' },
  `order by r.series on conflict (business_id, till_id, series) do update
   set counter = greatest(t.counter, excluded.counter), updated_at = excluded.updated_at`,
);

/** `STORE-TILL-SERIES-000123`: the series and how far it was counted. */
export function readReceiptNumber(number: string): { readonly series: string; readonly counter: number } | null {
  const found = /-([A-Z]{1,4})-(\d{1,12})$/.exec(number);
  return found === null ? null : { series: found[1] ?? '', counter: Number(found[2]) };
}

/** Remembers how far each receipt series was counted, and makes a case of a number that stands twice: a copied machine. */
export async function noteReceipts(tx: Tx, context: ApplyContext, batch: readonly Incoming[]): Promise<void> {
  const highest = new Map<string, number>();
  const numbers: string[] = [];
  for (const { change } of batch) {
    if (change.type !== 'sale.completed' && change.type !== 'sale.refunded') continue;
    numbers.push(change.payload.receiptNumber);
    const read = readReceiptNumber(change.payload.receiptNumber);
    if (read !== null) highest.set(read.series, Math.max(highest.get(read.series) ?? 0, read.counter));
  }
  if (numbers.length === 0) return;
  await runRows(
    tx,
    context,
    RAISE,
    [...highest].map(([series, counter]) => ({ till_id: context.tillId, series, counter })),
  );
  const doubled = await tx.unsafe<{ order_number: string; ids: string[] }[]>(
    `select order_number, array_agg(id::text order by id) as ids from sales_orders
     where business_id = $1::uuid and order_number = any($2::text[]) group by 1 having count(*) > 1`,
    [context.businessId, arrayLiteral(numbers)],
    { prepare: true },
  );
  await openCases(
    tx,
    context,
    doubled.map(({ order_number, ids }) => ({
      kind: 'duplicate_receipt',
      entity: 'sale',
      entityId: order_number,
      values: { orderNumber: order_number, ids },
    })),
  );
}
