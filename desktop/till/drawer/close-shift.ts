import { must } from '#shared/base/assert.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { countCash } from '#shared/drawer/count-cash.ts';
import { cashVariance, needsVarianceReason } from '#shared/drawer/expected-cash.ts';
import { shiftCloseCall } from '#shared/till-calls/drawer-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { checkAmount } from '../store/check-amount.ts';
import { tillWrite } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import { shiftView, sumsOfShift } from './report-of-shift.ts';

/** Counts the drawer blind and closes it: the Z report, one transaction. A difference above the shop's limit needs a reason. */
export const closeShift = tillWrite(
  shiftCloseCall,
  (context, writer, { counted, countedMinor: countedSum, varianceReason }) => {
    const { core } = context;
    const shift = writer.shifts.open();
    if (shift === null) return refuse('shift_not_open');
    if (counted.some((pieces) => pieces.denominationMinor <= 0) || (countedSum ?? 0) < 0)
      return refuse('amount_not_positive');
    if (counted.length === 0 && countedSum === undefined) return refuse('count_empty');
    const fits = checkAmount(
      counted.reduce((sum, piece) => sum + piece.denominationMinor * piece.pieces, countedSum ?? 0),
    );
    if (!fits.ok) return fits;
    const countedMinor = counted.length > 0 ? countCash(counted) : minor(countedSum ?? 0);
    const sums = sumsOfShift(writer, shift);
    const varianceMinor = cashVariance(countedMinor, sums.expectedMinor);
    if (varianceReason === '' && needsVarianceReason(varianceMinor, reasonLimit(writer)))
      return refuse('variance_reason_required', { varianceMinor });
    const { expectedMinor, saleCount, refundCount } = sums;
    appendChange(writer, core.changes, {
      type: 'shift.closed',
      entityId: shift.id,
      actorId: actorOf(context).id,
      payload: {
        shiftId: shift.id,
        closedAtMs: core.nowMs(),
        counted,
        countedMinor,
        expectedMinor,
        varianceMinor,
        varianceReason,
        saleCount,
        refundCount,
        tenders: sums.tenders.map(({ method, amountMinor, count }) => ({ method, amountMinor, count })),
      },
    });
    context.after(() => core.backUpSoon());
    context.touched('shift');
    context.touched('sync');
    return accept(shiftView(writer, must(writer.shifts.byId(shift.id), 'the shift that was just closed'), true));
  },
);

function reasonLimit(reader: Reader): Minor {
  const set = reader.shop.setting('shift_variance_reason_minor');
  return minor(typeof set === 'number' && Number.isSafeInteger(set) && set >= 0 ? set : 0);
}
