import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import {
  AUDIT_DAYS_MAX,
  AUDIT_LEFT_OUT_MAX,
  AUDIT_SALES_MAX,
  type AuditRequest,
  type AuditedSale,
  dayFigures,
} from '#shared/sync/audit.ts';
import type { Reader } from '../store/till-tables.ts';
import { resyncingClasses } from '../store/resync-state.ts';
import { sha256 } from './till-key.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Where the clock is right, a sale of a date happens so long after that date begins in UTC: by zone and by day start. */
const HAPPENS = { fromMs: -14 * HOUR_MS, toMs: 60 * HOUR_MS } as const;

export type AskedDay = AuditRequest['days'][number];

/** The shop's own sales of a closed day that the office must have as well. */
export type ClosedDay = { readonly asked: AskedDay; readonly sales: readonly AuditedSale[] };

/** The shop's date by a clock; null for a till that belongs to nobody. */
export function shopDate(reader: Reader, nowMs: number): string | null {
  const identity = reader.meta.identity();
  return identity === null ? null : businessDateAt(instantAt(nowMs, identity.timeZone), reader.shop.dayStartMinutes());
}

/** The first date of those that are still compared. */
export const firstAuditedDate = (reader: Reader, nowMs: number): string | null =>
  shopDate(reader, nowMs - AUDIT_DAYS_MAX * DAY_MS);

/**
 * The closed days that were never compared with the office, or are to be compared again; null until the till has read back
 * all that it wrote itself. A day without a sale is among them: its sales may all be lost.
 */
export function dueDates(reader: Reader, nowMs: number): readonly string[] | null {
  const isWhole = reader.sync.marks().some((mark) => mark.class === 'own' && mark.isComplete);
  if (!isWhole || resyncingClasses(reader).size > 0) return null;
  const stillSold = reader.shifts.open()?.shiftDate ?? null;
  const dates = Array.from({ length: AUDIT_DAYS_MAX }, (_, days) => shopDate(reader, nowMs - (days + 1) * DAY_MS));
  return [...new Set(dates)].flatMap((date) => {
    if (date === null || date === stillSold) return [];
    const known = reader.audits.day(date);
    return known === null || known.askAgainMs <= nowMs ? [date] : [];
  });
}

/** What a closed day came to; null where a sale of it is on its way, or more wait in quarantine than can be named. */
export function closedDay(reader: Reader, businessDate: string): ClosedDay | null {
  const beginMs = Date.parse(`${businessDate}T00:00:00Z`);
  const all = reader.audits.salesOf(businessDate, { fromMs: beginMs + HAPPENS.fromMs, toMs: beginMs + HAPPENS.toMs });
  const open = new Map(all.length === 0 ? [] : reader.audits.openSales().map(({ saleId, state }) => [saleId, state]));
  const leftOut = all.flatMap(({ id }) => (open.has(id) ? [id] : []));
  const isOnItsWay = leftOut.some((id) => open.get(id) === 'waiting');
  if (isOnItsWay || leftOut.length > AUDIT_LEFT_OUT_MAX || all.length > AUDIT_SALES_MAX) return null;
  const sales = all.filter(({ id }) => !open.has(id));
  return { asked: { businessDate, ...dayFigures(sha256, sales), leftOut }, sales };
}

/** The same day with each sale named, for an office whose figures differ. */
export function namedDay(reader: Reader, { asked, sales }: ClosedDay): AskedDay {
  const changeIds = reader.audits.changeIdsOf(sales.map(({ id }) => id));
  const named = (sale: AuditedSale): NonNullable<AskedDay['sales']>[number] => {
    const changeId: Id | undefined = changeIds.get(sale.id);
    return changeId === undefined ? sale : { ...sale, changeId };
  };
  return { ...asked, sales: sales.map(named) };
}
