import { accept, refuse } from '#shared/base/outcome.ts';
import { shiftXReportCall } from '#shared/till-calls/drawer-calls.ts';
import { reading } from '../store/handler.ts';
import { shiftView } from './report-of-shift.ts';

/** The drawer so far: the X report. What it should hold stays unsaid until it was counted. */
export const xReport = reading(shiftXReportCall, ({ core }) =>
  core.store.read((reader) => {
    const shift = reader.shifts.open();
    return shift === null ? refuse('shift_not_open') : accept(shiftView(reader, shift, false));
  }),
);
