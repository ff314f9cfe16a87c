import type { Id } from '#shared/base/ids.ts';
import {
  type AuditedSale,
  type DayFigures,
  auditedSaleSchema,
  dayFigures,
  dayFiguresSchema,
} from '#shared/sync/audit.ts';
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

type DayRow = { date: string; sale_count: number; total_minor: number; paid_minor: number; digest: string };
type SaleRow = { id: Id; total_minor: number; paid_minor: number; line_count: number };

const NO_SALES = dayFigures(sha256, []);

/** What the facts of these days come to here, by date; in the words of `dayFigures`, worked out by the database. */
export async function figuresOfDays(tx: Tx, asked: AskedDays): Promise<(date: string) => DayFigures> {
  const { businessId, tillId, dates, leftOut } = asked;
  const rows = await tx<DayRow[]>`
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

/** The sales that this server has of one day of a till. */
export async function salesOfDay(
  tx: Tx,
  of: { readonly businessId: Id; readonly tillId: Id; readonly date: string },
): Promise<readonly AuditedSale[]> {
  const rows = await tx<SaleRow[]>`
    select o.id, o.total_minor, o.line_count,
      (select coalesce(sum(p.amount_minor), 0) from payments p where p.business_id = ${of.businessId} and p.order_id = o.id and p.received_id is null) as paid_minor
    from sales_orders o
    where o.business_id = ${of.businessId} and o.store_id in (select s.id from stores s where s.business_id = ${of.businessId})
      and o.till_id = ${of.tillId} and o.business_date = ${of.date}::date order by o.id`;
  return rows.map(toSale);
}

/** Those of these changes that wait in quarantine, or that a person corrected or dismissed. */
export async function setApart(tx: Tx, businessId: Id, changeIds: readonly Id[]): Promise<ReadonlySet<Id>> {
  const rows = await tx<{ id: Id }[]>`
    select c.id from changes c join sync_quarantine q on q.business_id = c.business_id and q.till_id = c.till_id
      and q.epoch_counter = c.epoch_counter and q.seq = c.seq
    where c.business_id = ${businessId} and q.business_id = ${businessId}
      and c.id = any(${arrayLiteral(changeIds)}::uuid[]) and q.state <> 'applied'`;
  return new Set(rows.map(({ id }) => id));
}

function toSale(row: SaleRow): AuditedSale {
  return auditedSaleSchema.parse({
    id: row.id,
    totalMinor: row.total_minor,
    paidMinor: row.paid_minor,
    lineCount: row.line_count,
  });
}
