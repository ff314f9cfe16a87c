import type { Instant } from '#shared/base/time.ts';
import type { BusinessFields, StoreFields } from '#shared/people/business-records.ts';
import type { ReceiptWords } from './receipt-words.ts';

/** What a receipt says beside the sale itself: who sold, where and when. */
export type ReceiptContext = {
  readonly business: Pick<BusinessFields, 'name' | 'phone' | 'address' | 'taxId' | 'logoUrl' | 'locale'>;
  readonly store: Pick<StoreFields, 'name' | 'address' | 'phone' | 'receiptHeader' | 'receiptFooter'>;
  readonly tillName: string;
  readonly occurredAt: Instant;
  /** Printed once more: the paper says COPY. */
  readonly isCopy: boolean;
  /** The till practises: the paper says TRAINING. */
  readonly isTraining: boolean;
  /** The receipt number of the sale that a refund belongs to, where it is known. */
  readonly refundOfNumber: string | null;
  /** Where the e-receipt is read; without one the QR carries the sale's id. */
  readonly eReceiptUrl: string | null;
  readonly words: ReceiptWords;
};
