import type { PrinterAnswer } from '#shared/till-calls/device-settings.ts';
import type { SendBytes } from './send-bytes.ts';

/** One printer's line: bytes go down, and what the printer says of itself comes up. */
export type PrinterWire = { readonly send: SendBytes; readonly answer: () => Promise<PrinterAnswer> };
