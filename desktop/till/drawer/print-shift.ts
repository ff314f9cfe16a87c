import { must } from '#shared/base/assert.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { instantAt } from '#shared/base/time.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import { shiftReportDocument } from '#shared/receipt/shift-report-document.ts';
import { ENGLISH_SHIFT_REPORT_WORDS } from '#shared/receipt/shift-report-words.ts';
import { shiftPrintCall, shiftReportSchema } from '#shared/till-calls/drawer-calls.ts';
import type { CallContext } from '../store/call-context.ts';
import { type Answer, readingLater } from '../store/handler.ts';
import { closedShift } from './closed-shift.ts';
import { shiftView } from './report-of-shift.ts';

/** Prints the open drawer so far, or the report of a closed shift again. */
export const printShift = readingLater(shiftPrintCall, async (context, { shiftId }) => {
  const document = documentOf(context, shiftId);
  if (!document.ok) return document;
  await context.core.devices.printNow(document.value);
  return accept({});
});

function documentOf(context: CallContext, shiftId: string | null): Answer<ReceiptDocument> {
  const { core } = context;
  return core.store.read((reader) => {
    const open = shiftId === null ? reader.shifts.open() : null;
    if (shiftId === null && open === null) return refuse('shift_not_open');
    const shift =
      open === null ? closedShift(context, reader, must(shiftId, 'a closed shift has its id')) : accept(open);
    if (!shift.ok) return shift;
    const business = must(reader.shop.business(), 'a shop that has shifts is known');
    const identity = must(reader.meta.identity(), 'a till that has shifts belongs to a shop');
    const at = (ms: number) => instantAt(ms, identity.timeZone);
    const report = shiftReportSchema.parse(shiftView(reader, shift.value, open === null));
    return accept(
      shiftReportDocument(report, {
        business,
        storeName: identity.storeName,
        tillName: identity.tillName,
        openedAt: at(report.openedAtMs),
        closedAt: report.closedAtMs === null ? null : at(report.closedAtMs),
        printedAt: at(core.nowMs()),
        words: ENGLISH_SHIFT_REPORT_WORDS,
      }),
    );
  });
}
