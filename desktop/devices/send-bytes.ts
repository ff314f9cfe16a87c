import type { ErrorCode } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';

/**
 * Brings bytes to a printer; done when it took every one of them.
 *
 * @throws {Fault} a `printer_…` code of the catalogue
 */
export type SendBytes = (bytes: Uint8Array) => Promise<void>;

export type PrinterFaultCode = Extract<ErrorCode, `printer_${string}`>;

/** Does one thing after the other. */
export type Line = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** More callers than this don't wait in line for one printer. */
const WAITING_MAX = 20;

/** A printer's line: two jobs at once would mix on the paper, and most printers take one caller at a time. */
export function printerLine(): Line {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return (work) => {
    if (waiting >= WAITING_MAX) return Promise.reject(printerFault('printer_offline', 'The printer is behind.'));
    waiting += 1;
    const turn = last.then(work);
    last = turn
      .catch(() => undefined)
      .then(() => {
        waiting -= 1;
      });
    return turn;
  };
}

/** Sends one after the other. */
export function oneAtATime(sendOnce: SendBytes): SendBytes {
  const inLine = printerLine();
  return (bytes) => inLine(() => sendOnce(bytes));
}

/** What keeps a printer from printing. It goes by: the receipt is tried again later. */
export class PrinterTrouble extends Fault {
  override readonly code: PrinterFaultCode;

  constructor(code: PrinterFaultCode, what: string, cause?: unknown) {
    super(code, what, { cause, retry: 'later' });
    this.code = code;
  }
}

export function printerFault(code: PrinterFaultCode, what: string, cause?: unknown): PrinterTrouble {
  return new PrinterTrouble(code, what, cause);
}
