import { accept } from '#shared/base/outcome.ts';
import { shiftZReportCall } from '#shared/till-calls/drawer-calls.ts';
import { reading } from '../store/handler.ts';
import { closedShift } from './closed-shift.ts';
import { shiftView } from './report-of-shift.ts';

/** The report of a closed shift, as it was counted. */
export const zReport = reading(shiftZReportCall, (context, { shiftId }) =>
  context.core.store.read((reader) => {
    const shift = closedShift(context, reader, shiftId);
    return shift.ok ? accept(shiftView(reader, shift.value, true)) : shift;
  }),
);
