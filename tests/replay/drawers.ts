import { minor } from '#shared/base/money.ts';
import { shiftCloseCall, shiftOpenCall, shiftXReportCall } from '#shared/till-calls/drawer-calls.ts';
import { z } from 'zod';
import type { ReplayTill } from './replay-till.ts';

/** The drawers of the tills over a day: opened at the till's first invoice, counted and closed in the evening. */
export type Drawers = {
  /** Opens the drawer of a till where it is not; the float pays what the day gives back. */
  readonly open: (till: ReplayTill, floatMinor: number) => Promise<void>;
  /** Counts what each drawer should hold and closes them all. */
  readonly closeAll: () => Promise<void>;
};

const xSchema = shiftXReportCall.output.pick({
  floatMinor: true,
  tenders: true,
  cashInMinor: true,
  cashOutMinor: true,
  dropMinor: true,
});

export function drawers(): Drawers {
  const open = new Set<ReplayTill>();
  return {
    open: async (till, floatMinor) => {
      if (open.has(till)) return;
      open.add(till);
      await till.do(shiftOpenCall, { floatMinor: minor(floatMinor) }, z.unknown());
    },
    closeAll: async () => {
      for (const till of open) {
        // The till counts blind, so whoever counts adds the X report up.
        const x = await till.do(shiftXReportCall, {}, xSchema);
        const cash = x.tenders.find((tender) => tender.method === 'cash')?.amountMinor ?? 0;
        const countedMinor = minor(x.floatMinor + cash + x.cashInMinor - x.cashOutMinor - x.dropMinor);
        await till.do(shiftCloseCall, { counted: [], countedMinor }, z.unknown());
      }
      open.clear();
    },
  };
}
