import type { Id, MakeId } from '#shared/base/ids.ts';
import type { Outcome } from '#shared/base/outcome.ts';
import type { RefusalCode } from '#shared/base/refusal-codes.ts';
import type { NowMs } from '#shared/base/time.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import type { PushEvent } from '#shared/till-calls/reply.ts';
import type { Log } from '../ports/log.ts';
import type { ChangeDeps } from './append-change.ts';
import type { DraftStore } from './draft-store.ts';
import type { Person } from './tables/people.ts';
import type { TillStore } from './till-store.ts';

/** What every call may use. Made once, by till.ts. */
export type TillCore = {
  readonly store: TillStore;
  readonly drafts: DraftStore;
  readonly changes: ChangeDeps;
  readonly nowMs: NowMs;
  readonly newId: MakeId;
  /** Makes what opens the page of one receipt. */
  readonly newReceiptToken: () => string;
  readonly log: Log;
  readonly appVersion: string;
  /** Who is signed in, in memory alone: a restarted till asks again. */
  readonly session: { readonly userId: () => string | null; readonly set: (userId: string | null) => void };
  /** Checks a person's PIN, counting wrong tries on the disk. */
  readonly verifyPin: (userId: string, pin: string) => Promise<Outcome<Person, RefusalCode>>;
  readonly devices: {
    /** Puts a receipt into the print queue; a printer's fault never undoes a sale. */
    readonly printReceipt: (saleId: string, isCopy: boolean) => void;
    /**
     * Prints paper that is not a sale's, after what is being printed; it can be made again, so it never waits on the disk.
     *
     * @throws {Fault} `printer_offline` or `printer_out_of_paper`
     */
    readonly printNow: (paper: ReceiptDocument) => Promise<void>;
    readonly openDrawer: () => void;
    readonly showTotal: (totalMinor: number, label: 'total' | 'change') => void;
  };
  /** When the office last answered, by this till's clock; null where it never did in this run. */
  readonly lastContactMs: () => number | null;
  /** Asks the office for a sale that this till has not, and keeps it as if it had been pulled; within a few moments or not at all. */
  readonly lookUpSale: (saleId: Id) => Promise<'kept' | 'unknown' | 'not_asked'>;
  /** Sends the photos that the office has not yet. */
  readonly sendPhotos: () => void;
  /** Makes a backup soon, when nothing else is to do. */
  readonly backUpSoon: () => void;
};

/** One call on its way: who asks, who agreed on the spot, and what happens once it is on the disk. */
export type CallContext = {
  readonly core: TillCore;
  /** Who is signed in; null only for calls that need nobody. */
  readonly actor: Person | null;
  /** The second person, whose PIN was right. */
  readonly approver: Person | null;
  readonly callId: string | null;
  /** Runs after COMMIT only, and not for a repeated call. */
  readonly after: (effect: () => void) => void;
  /** Says which views are old now. */
  readonly touched: (topic: PushEvent['topic']) => void;
  /** Notes that the second person allowed something; it is written down with the call. */
  readonly granted: (override: Granted) => void;
};

export type Granted = { readonly permission: string; readonly subjectId: string | null; readonly what: string };
