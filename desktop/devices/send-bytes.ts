import type { ErrorCode } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';

/**
 * Brings bytes to a printer; done when it took every one of them.
 *
 * @throws {Fault} a `printer_…` code of the catalogue
 */
export type SendBytes = (bytes: Uint8Array) => Promise<void>;

export type PrinterFaultCode = Extract<ErrorCode, `printer_${string}`>;

/** More callers than this don't wait in line for one printer. */
const WAITING_MAX = 20;

/** Sends one after the other: two jobs at once would mix on the paper, and most printers take one caller at a time. */
export function oneAtATime(sendOnce: SendBytes): SendBytes {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return (bytes) => {
    if (waiting >= WAITING_MAX) return Promise.reject(printerFault('printer_offline', 'The printer is behind.'));
    waiting += 1;
    const turn = last.then(() => sendOnce(bytes));
    last = turn
      .catch(() => undefined)
      .then(() => {
        waiting -= 1;
      });
    return turn;
  };
}

/** What keeps a printer from printing goes by: the receipt is tried again later. */
export function printerFault(code: PrinterFaultCode, what: string, cause?: unknown): Fault {
  return new Fault(code, what, { cause, retry: 'later' });
}
