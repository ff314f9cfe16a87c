import type { Sql } from 'postgres';
import { z } from 'zod';
import type { Sighting } from '../check/history.ts';
import { saleSchema } from './sale-parts.ts';

const whole = z.coerce.number().int();
const headSchema = z.object({ till: z.string(), count: whole });
const orderSchema = z.object({
  id: z.string(),
  lineCount: whole,
  totalMinor: whole,
  lines: whole,
  linesMinor: whole,
  paid: z.string(),
  moved: z.string(),
  body: z.string(),
});
const rowOf = z.object({ id: z.string(), text: z.string() });
const levelSchema = z.object({ variantId: z.string(), milli: whole });
const sumSchema = z.object({ counted: whole, orders: whole });
const bodySchema = z.object({ payload: saleSchema });

/** Looks into the office's database past its program, in one snapshot, and remembers what was there the last time. */
export type OfficeWatch = () => Promise<Sighting>;

export function watchOffice(sql: Sql, nameOf: (tillId: string) => string | null): OfficeWatch {
  const seen = new Set<string>();
  return () => sql.begin('isolation level repeatable read read only', (tx) => lookInto(tx, seen, nameOf));
}

type Snapshot = Pick<Sql, 'unsafe'>;

async function lookInto(tx: Snapshot, seen: Set<string>, nameOf: (tillId: string) => string | null): Promise<Sighting> {
  const all = async <Schema extends z.ZodType>(
    schema: Schema,
    text: string,
    given: string[] = [],
  ): Promise<z.infer<Schema>[]> => z.array(schema).parse(await tx.unsafe(text, given));
  const heads = await all(headSchema, 'select till_id as till, count(*) as count from changes group by till_id');
  const now = new Set((await all(z.object({ id: z.string() }), 'select id from sales_orders')).map(({ id }) => id));
  const came = [...now].filter((id) => !seen.has(id));
  const went = [...seen].filter((id) => !now.has(id));
  for (const id of came) seen.add(id);
  for (const id of went) seen.delete(id);
  const orders = came.length === 0 ? [] : await all(orderSchema, ORDERS, [`{${came.join(',')}}`]);
  const levels = await all(
    levelSchema,
    'select variant_id as "variantId", sum(quantity_milli) as milli from inventory group by variant_id',
  );
  const customers = await all(rowOf, 'select id, name as text from customers where not is_deleted');
  const sums = await all(sumSchema, SUMS);
  return {
    reader: 'office',
    heads: headsByName(heads, nameOf),
    came,
    went,
    torn: [...orders.flatMap(tornParts), ...sums.flatMap(tornSums)],
    shown: Object.fromEntries(levels.map(({ variantId, milli }) => [variantId, milli])),
    customers: Object.fromEntries(customers.map(({ id, text }) => [id, text])),
    answered: 0,
  };
}

function headsByName(
  heads: readonly z.infer<typeof headSchema>[],
  nameOf: (tillId: string) => string | null,
): Record<string, number> {
  const byName: Record<string, number> = {};
  for (const { till, count } of heads) {
    const name = nameOf(till);
    if (name !== null) byName[name] = count;
  }
  return byName;
}

const ORDERS = `select o.id, o.line_count as "lineCount", o.total_minor as "totalMinor", c.body,
  (select count(*) from sales_order_items i where i.business_id = o.business_id and i.order_id = o.id) as lines,
  (select coalesce(sum(i.total_minor), 0) from sales_order_items i where i.business_id = o.business_id and i.order_id = o.id) as "linesMinor",
  (select coalesce(string_agg(p.id || ':' || p.amount_minor, ' ' order by p.id), '') from payments p where p.business_id = o.business_id and p.order_id = o.id) as paid,
  (select coalesce(string_agg(m.variant_id || ':' || m.quantity_milli, ' ' order by m.variant_id, m.quantity_milli), '') from stock_movements m
     where m.business_id = o.business_id and m.change_id = o.change_id) as moved
  from sales_orders o join changes c on c.business_id = o.business_id and c.till_id = o.till_id and c.epoch_counter = o.epoch_counter and c.seq = o.seq
  where o.id = any($1::uuid[])`;

const SUMS = `select coalesce((select sum(sale_count + refund_count) from rollup_sales_till), 0) as counted,
  (select count(*) from sales_orders) as orders`;

function tornParts(order: z.infer<typeof orderSchema>): string[] {
  const { payload } = bodySchema.parse(JSON.parse(order.body));
  const paid = payload.payments.map(({ id, amountMinor }) => `${id}:${amountMinor}`).toSorted();
  const moved = payload.lines
    .flatMap((line) => line.moves)
    .map(({ variantId, quantityMilli }) => [variantId, -quantityMilli] as const)
    .toSorted(([one, few], [other, many]) => (one === other ? few - many : one < other ? -1 : 1))
    .map(([variantId, quantityMilli]) => `${variantId}:${quantityMilli}`);
  const torn: string[] = [];
  if (
    order.lines !== payload.lines.length ||
    order.lineCount !== order.lines ||
    order.linesMinor !== payload.totalMinor
  )
    torn.push(`sale ${order.id} has ${order.lines} of ${payload.lines.length} lines`);
  if (order.totalMinor !== payload.totalMinor) torn.push(`sale ${order.id} is of ${order.totalMinor}`);
  if (order.paid !== paid.join(' '))
    torn.push(`sale ${order.id} was paid by ${paid.join(' ')}, its payments are ${order.paid}`);
  if (order.moved !== moved.join(' '))
    torn.push(`sale ${order.id} moved ${order.moved}, its lines say ${moved.join(' ')}`);
  return torn;
}

/** The reports' sums are of the same transaction as the sales. */
function tornSums({ counted, orders }: z.infer<typeof sumSchema>): string[] {
  return counted === orders ? [] : [`the reports count ${counted} sales, there are ${orders}`];
}
