import { accept } from '#shared/base/outcome.ts';
import { shiftCurrentCall } from '#shared/till-calls/drawer-calls.ts';
import { reading } from '../store/handler.ts';
import { shiftView } from './report-of-shift.ts';

/** The open drawer, without what it should hold. */
export const currentShift = reading(shiftCurrentCall, ({ core }) =>
  core.store.read((reader) => {
    const shift = reader.shifts.open();
    return accept({ shift: shift === null ? null : shiftView(reader, shift, false) });
  }),
);
