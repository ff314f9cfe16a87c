import type { z } from 'zod';
import { type Minor, minor } from '#shared/base/money.ts';
import { type ShiftReport, shiftReport } from '#shared/drawer/shift-report.ts';
import type { shiftReportSchema } from '#shared/till-calls/drawer-calls.ts';
import type { readShifts } from '../store/tables/shifts.ts';
import type { Reader } from '../store/till-store.ts';

export type OpenShift = NonNullable<ReturnType<ReturnType<typeof readShifts>['byId']>>;
export type ShiftView = z.input<typeof shiftReportSchema>;

/** The sums of a shift so far, from what this till wrote down in it. */
export function sumsOfShift(reader: Reader, shift: OpenShift): ShiftReport {
  return shiftReport({
    floatMinor: minor(shift.floatMinor),
    sales: reader.shifts.sales(shift.id).map((sale) => ({
      ...sale,
      totalMinor: minor(sale.totalMinor),
      discountMinor: minor(sale.discountMinor),
      taxMinor: minor(sale.taxMinor),
    })),
    payments: reader.shifts.payments(shift.id).map((paid) => ({ ...paid, amountMinor: minor(paid.amountMinor) })),
    movements: reader.shifts
      .cashMovements(shift.id)
      .map(({ kind, amountMinor }) => ({ kind, amountMinor: minor(amountMinor) })),
  });
}

/** The report of a shift; what the drawer should hold is said only where `tellsExpected`, so that a count stays blind. */
export function shiftView(reader: Reader, shift: OpenShift, tellsExpected: boolean): ShiftView {
  const { expectedMinor, tenders, ...sums } = sumsOfShift(reader, shift);
  return {
    shiftId: shift.id,
    openedAtMs: shift.openedAtMs,
    openedBy: shift.openedByName,
    closedAtMs: shift.closedAtMs,
    businessDate: shift.shiftDate,
    floatMinor: minor(shift.floatMinor),
    ...sums,
    tenders: tenders.map((tender) => ({ ...tender })),
    // A closed shift keeps what it was counted against, whatever was voided since.
    expectedMinor: tellsExpected ? (amountOf(shift.expectedMinor) ?? expectedMinor) : null,
    countedMinor: amountOf(shift.countedMinor),
    varianceMinor: amountOf(shift.varianceMinor),
    varianceReason: shift.varianceReason,
  };
}

function amountOf(value: number | null): Minor | null {
  return value === null ? null : minor(value);
}
