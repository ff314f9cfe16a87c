import { type BusinessDate, type ClockQuality, type Instant, businessDateAt } from '#shared/base/time.ts';
import type { Reader } from './till-tables.ts';

/** The shop's day: by the store's zone and day start, never before the shift's own; the shift's where the clock is not to be trusted. */
export function businessDateOf(
  reader: Pick<Reader, 'shifts' | 'shop'>,
  occurredAt: Instant,
  quality: ClockQuality,
): BusinessDate {
  const shiftDate = reader.shifts.open()?.shiftDate ?? null;
  const byClock = businessDateAt(occurredAt, reader.shop.dayStartMinutes());
  if (shiftDate === null) return byClock;
  return quality === 'suspect' || byClock < shiftDate ? shiftDate : byClock;
}
