import { AUDIT_DAYS_MAX, type AuditRequest, dayFigures } from '#shared/sync/audit.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { AuditedDay, DaySums } from '../store/tables/audited-days.ts';
import type { Reader } from '../store/till-tables.ts';
import { resyncingClasses } from './resync-state.ts';
import { sha256 } from './till-key.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of these latest days also one without a single sale here is asked about: they may all be lost. */
const ALL_OF_DAYS = 7;

/** A closed day that is asked about: what goes out, and what was known of it. */
export type DueDay = {
  readonly asked: AuditRequest['days'][number];
  readonly sums: DaySums;
  readonly before: AuditedDay | null;
};

/**
 * The closed days that were never compared with the office, changed since, or differed and are due again. A day of which a
 * sale is still on its way waits. Null until the till has read back what it wrote itself.
 */
export function dueDays(reader: Reader, nowMs: number): readonly DueDay[] | null {
  const identity = reader.meta.identity();
  const isWhole = reader.sync.marks().some((mark) => mark.class === 'own' && mark.isComplete);
  if (identity === null || !isWhole || resyncingClasses(reader).size > 0) return null;
  const { tillId, timeZone } = identity;
  const dayBefore = (days: number): string =>
    businessDateAt(instantAt(nowMs - days * DAY_MS, timeZone), reader.shop.dayStartMinutes());
  const sums = new Map(
    reader.audits.sums(tillId, dayBefore(AUDIT_DAYS_MAX), dayBefore(1)).map((day) => [day.businessDate, day]),
  );
  for (let days = 1; days <= ALL_OF_DAYS; days += 1) {
    const businessDate = dayBefore(days);
    if (!sums.has(businessDate)) sums.set(businessDate, { businessDate, saleCount: 0, totalMinor: 0 });
  }
  const due = [...sums.values()].filter((day) => isDue(reader.audits.day(day.businessDate), day, nowMs));
  const open = new Map(due.length === 0 ? [] : reader.audits.openSales().map(({ saleId, state }) => [saleId, state]));
  return due.slice(-AUDIT_DAYS_MAX).flatMap((day) => {
    const sales = reader.audits.salesOf(tillId, day.businessDate);
    if (sales.some(({ id }) => open.get(id) === 'waiting')) return [];
    const figures = dayFigures(
      sha256,
      sales.filter(({ id }) => !open.has(id)),
    );
    const leftOut = sales.flatMap(({ id }) => (open.has(id) ? [id] : []));
    if (leftOut.length > LEFT_OUT_MAX) return [];
    const { businessDate } = day;
    return [{ asked: { businessDate, ...figures, leftOut }, sums: day, before: reader.audits.day(businessDate) }];
  });
}

const LEFT_OUT_MAX = 200;

function isDue(known: AuditedDay | null, now: DaySums, nowMs: number): boolean {
  if (known === null || known.saleCount !== now.saleCount || known.totalMinor !== now.totalMinor) return true;
  return !known.agrees && known.askAgainMs <= nowMs;
}
