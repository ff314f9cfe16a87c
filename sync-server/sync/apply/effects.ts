import type { Id } from '#shared/base/ids.ts';
import type { Hlc } from '#shared/base/hlc.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { OFFERED_KINDS } from '#shared/changes/record-kinds.ts';
import type { CountedLevel } from '#shared/stock/movements-of.ts';
import type { RankedFields } from '#shared/sync/merge-fields.ts';
import type { Rank } from '#shared/sync/rank.ts';
import type {
  CashMovementRow,
  CountRow,
  ItemRow,
  ItemTaxRow,
  JournalRow,
  MovementRow,
  OrderRow,
  PaymentRow,
  SettlementRow,
  ShiftClosedRow,
  ShiftOpenedRow,
  StockReceiptRow,
} from './facts/fact-tables.ts';
import type { ExpenseCorrectionRow, ExpenseRow } from './facts/expense-tables.ts';
import type {
  TransferLineRow,
  TransferReceiptLineRow,
  TransferReceiptRow,
  TransferRow,
} from './facts/transfer-tables.ts';
import type { CreditLedgerRow, CreditRow, CustomerLedgerRow } from './ledgers/ledger-tables.ts';
import type { Json } from './records/stored-record.ts';
import { RollupDeltas } from './rollups/rollup-deltas.ts';

/** One edit of a record with its rank. */
export type RankedEdit = { readonly edit: RecordEdit; readonly rank: Rank; readonly changeId: Id };

/** A record that a till gives back, each field with the rank that it had. */
export type RankedOffer = {
  readonly kind: (typeof OFFERED_KINDS)[number];
  readonly id: Id;
  readonly fields: RankedFields<Json>;
};

/** A count of one shelf, at its place in time. */
export type CountedAt = CountedLevel & {
  readonly storeId: Id;
  readonly countId: Id;
  readonly stamp: Hlc;
  readonly occurredAt: string;
};

/** A note or a customer that was added to a finished sale. */
export type Annotation = { readonly saleId: Id; readonly note: string | null; readonly customerId: Id | null };

/** A sale that was taken back, and the change that says so. */
export type VoidedSale = { readonly saleId: Id; readonly changeId: Id };

/** What a person said of a case. */
export type SettledCase = {
  readonly caseId: Id;
  readonly reason: string;
  readonly stayingBootId: Id | null;
  readonly settledBy: Id;
};

/** Money that came without goods, and what it pays. */
export type ReceivedMoney = {
  readonly receivedId: Id;
  readonly saleId: Id | null;
  readonly customerId: Id | null;
  readonly shiftId: Id | null;
  readonly changeId: Id;
  readonly occurredAt: string;
};

/** A row that moves to the head of the feed. */
export type FeedKey = {
  readonly entity: string;
  readonly id: string;
  readonly class: string;
  readonly scopeId: string;
  readonly isGone: boolean;
};

/** All that the changes of a batch do, collected before anything is written. */
export class Effects {
  readonly orders: OrderRow[] = [];
  readonly items: ItemRow[] = [];
  readonly itemTaxes: ItemTaxRow[] = [];
  readonly payments: PaymentRow[] = [];
  readonly received: ReceivedMoney[] = [];
  readonly settlements: SettlementRow[] = [];
  readonly customerLedger: CustomerLedgerRow[] = [];
  readonly creditLedger: CreditLedgerRow[] = [];
  /** Credits as a loading names them. */
  readonly openedCredits: (Omit<CreditRow, 'id' | 'balance_minor'> & { readonly id: Id })[] = [];
  /** What is added to the debt of each customer. */
  readonly customerBalances = new Map<Id, number>();
  readonly movements: MovementRow[] = [];
  readonly stockReceipts: StockReceiptRow[] = [];
  readonly transfers: TransferRow[] = [];
  readonly transferLines: TransferLineRow[] = [];
  readonly transferReceipts: TransferReceiptRow[] = [];
  readonly transferReceiptLines: TransferReceiptLineRow[] = [];
  readonly counts: CountRow[] = [];
  readonly countLines: CountedAt[] = [];
  readonly shiftsOpened: ShiftOpenedRow[] = [];
  readonly shiftsClosed: ShiftClosedRow[] = [];
  readonly cashMovements: CashMovementRow[] = [];
  readonly expenses: ExpenseRow[] = [];
  readonly expenseCorrections: ExpenseCorrectionRow[] = [];
  readonly journal: JournalRow[] = [];
  readonly annotations: Annotation[] = [];
  readonly voids: VoidedSale[] = [];
  readonly settledCases: SettledCase[] = [];
  readonly edits: RankedEdit[] = [];
  readonly offers: RankedOffer[] = [];
  readonly rollups = new RollupDeltas();
  readonly feed = new Map<string, FeedKey>();
  /** Why a change must be looked at, by its id. */
  readonly reviews = new Map<Id, string[]>();

  review(changeId: Id, reason: string): void {
    const reasons = this.reviews.get(changeId) ?? [];
    if (!reasons.includes(reason)) this.reviews.set(changeId, [...reasons, reason]);
  }

  addToBalance(customerId: Id, amountMinor: number): void {
    this.customerBalances.set(customerId, (this.customerBalances.get(customerId) ?? 0) + amountMinor);
  }

  /** Each row stands once in the feed of a batch, however often it was touched. */
  moveInFeed(key: FeedKey): void {
    this.feed.set(`${key.entity} ${key.id}`, key);
  }
}
