import type { Id } from '#shared/base/ids.ts';
import { type DayFigures, dayFigures, dayFiguresSchema } from '#shared/sync/audit.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import { sha256 } from '../rows/sha256.ts';

/** A till's days that are asked about, and the sales of them that count on neither side. */
export type AskedDays = {
  readonly businessId: Id;
  readonly tillId: Id;
  readonly dates: readonly string[];
  readonly leftOut: readonly Id[];
};

type Row = { date: string; sale_count: number; total_minor: number; paid_minor: number; digest: string };

const NO_SALES = dayFigures(sha256, []);

/** What the facts of these days come to here, by date; in the words of `dayFigures`, worked out by the database. */
export async function figuresOfDays(tx: Tx, asked: AskedDays): Promise<(date: string) => DayFigures> {
  const { businessId, tillId, dates, leftOut } = asked;
  const rows = await tx<Row[]>`
    select date::text as date, count(*)::int as sale_count, sum(total_minor) as total_minor, sum(paid_minor) as paid_minor,
      encode(sha256(convert_to(string_agg(concat_ws(' ', id, total_minor, paid_minor, line_count), E'\n' order by id collate "C"), 'UTF8')), 'hex') as digest
    from (
      select o.business_date as date, o.id::text as id, o.total_minor, o.line_count,
        (select coalesce(sum(p.amount_minor), 0) from payments p where p.business_id = ${businessId} and p.order_id = o.id and p.received_id is null) as paid_minor
      from sales_orders o
      where o.business_id = ${businessId} and o.store_id in (select s.id from stores s where s.business_id = ${businessId})
        and o.till_id = ${tillId} and o.business_date = any(${arrayLiteral(dates)}::date[])
        and o.id <> all(${arrayLiteral(leftOut)}::uuid[])
    ) sales group by date`;
  const byDate = new Map(rows.map((row) => [row.date, row]));
  return (date) => {
    const row = byDate.get(date);
    if (row === undefined) return NO_SALES;
    return dayFiguresSchema.parse({
      saleCount: row.sale_count,
      totalMinor: row.total_minor,
      paidMinor: row.paid_minor,
      digest: row.digest,
    });
  };
}

/** The sales of one day that this server has, at most so many. */
export async function salesOfDay(
  tx: Tx,
  of: { readonly businessId: Id; readonly tillId: Id; readonly date: string; readonly limit: number },
): Promise<readonly Id[]> {
  const rows = await tx<{ id: Id }[]>`
    select id from sales_orders where business_id = ${of.businessId} and till_id = ${of.tillId}
      and store_id in (select s.id from stores s where s.business_id = ${of.businessId})
      and business_date = ${of.date}::date order by id limit ${of.limit}`;
  return rows.map(({ id }) => id);
}
