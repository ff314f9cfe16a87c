import { Fault } from '#shared/base/fault.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import type { Log } from '../ports/log.ts';
import type { Printer } from '../ports/printer.ts';
import type { CancelTimer, Timers } from '../ports/timers.ts';
import type { DraftStore } from '../store/draft-store.ts';
import type { PrintJob } from '../store/tables/print-jobs.ts';
import type { TillStore } from '../store/till-store.ts';
import { logoOn } from './logo-on.ts';
import { receiptOfSale } from './receipt-of-sale.ts';

/** Receipts on their way to the printer, one after the other; what a printer's fault holds up waits on the disk. */
export type PrintQueue = {
  readonly add: (saleId: string, isCopy: boolean) => void;
  /** Prints a document after the one that is on the printer; what the printer refuses is the caller's to say. */
  readonly printNow: (document: ReceiptDocument) => Promise<void>;
  /** What keeps the receipts that wait from being printed; null while nothing does. */
  readonly trouble: () => string | null;
  /** Prints what waits: what a stop of the till left behind, or what another printer may take. */
  readonly start: () => void;
  /** Takes no more; done when the receipt on the printer is. */
  readonly stop: () => Promise<void>;
};

export type PrintQueueDeps = {
  readonly store: TillStore;
  readonly drafts: DraftStore;
  readonly printer: Printer;
  readonly timers: Timers;
  readonly nowMs: () => number;
  readonly log: Log;
  readonly onChange: () => void;
  /** The printer began to refuse receipts, refuses them for another reason, or takes them again. */
  readonly onTrouble: () => void;
};

const RETRY_MS = 10_000;
/** A receipt that the printer refused so often waits for somebody to print it again. */
const TRIES_MAX = 30;

export function createPrintQueue(deps: PrintQueueDeps): PrintQueue {
  const { drafts, timers, nowMs, log } = deps;
  const print = inTurn(deps);
  let working: Promise<void> | null = null;
  let isStopped = false;
  let trouble: string | null = null;
  const heard = (next: string | null): void => {
    if (next === trouble) return;
    trouble = next;
    deps.onTrouble();
  };
  let cancelRetry: CancelTimer = () => undefined;

  const work = async (): Promise<void> => {
    // The cashier has the answer first; the paper comes after it.
    await new Promise((resolve) => setImmediate(resolve));
    while (!isStopped) {
      const job = drafts.read((reader) => reader.prints.next());
      if (job === null) return;
      if (!(await printOne({ ...deps, print, heard }, job))) {
        cancelRetry = timers.after(RETRY_MS, wake);
        return;
      }
    }
  };
  const wake = (): void => {
    if (working !== null || isStopped) return;
    cancelRetry();
    working = work()
      .catch((cause: unknown) =>
        log.error('print_queue_failed', { message: cause instanceof Error ? cause.message : String(cause) }),
      )
      .then(() => {
        working = null;
      });
  };
  return {
    add: (saleId, isCopy) => {
      drafts.write((writer) => writer.prints.add(saleId, isCopy, nowMs()));
      wake();
    },
    printNow: print,
    trouble: () => trouble,
    start: wake,
    stop: async () => {
      isStopped = true;
      cancelRetry();
      await working;
    },
  };
}

type Print = (document: ReceiptDocument) => Promise<void>;

/** A printer that two never talk to at once, for their lines would mix on the paper; with the logo as it is then. */
function inTurn({ printer, store }: Pick<PrintQueueDeps, 'printer' | 'store'>): Print {
  let last: Promise<void> = Promise.resolve();
  return (document) => {
    const turn = last.then(() =>
      printer.print(
        document,
        store.read((reader) => logoOn(reader, document)),
      ),
    );
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Prints one; false where the printer doesn't take it now. */
async function printOne(
  deps: PrintQueueDeps & { readonly print: Print; readonly heard: (trouble: string | null) => void },
  job: PrintJob,
): Promise<boolean> {
  const receipt = deps.store.read((reader) => receiptOfSale(reader, job.saleId, job.isCopy === 1));
  if (!receipt.ok) {
    deps.drafts.write((writer) => writer.prints.mark(job.id, { state: 'failed', error: 'not_found' }));
    return true;
  }
  try {
    await deps.print(receipt.value);
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'printer_offline';
    const isGivenUp = job.tries + 1 >= TRIES_MAX;
    deps.drafts.write((writer) => writer.prints.mark(job.id, { state: isGivenUp ? 'failed' : 'waiting', error: code }));
    deps.log.warn('receipt_not_printed', { code, tries: job.tries + 1 });
    deps.onChange();
    deps.heard(code);
    return isGivenUp;
  }
  deps.drafts.write((writer) => writer.prints.mark(job.id, { state: 'printed', error: null }));
  deps.onChange();
  deps.heard(null);
  return true;
}
