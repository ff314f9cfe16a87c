import type { Change } from '#shared/changes/change-body.ts';
import type { Say } from '../words/words.ts';

/** The kinds of change that a till writes, as a cashier calls them. */
const KNOWN = {
  'sale.completed': 'sync.kinds.sale',
  'sale.refunded': 'sync.kinds.refund',
  'sale.voided': 'sync.kinds.voided',
  'sale.abandoned': 'sync.kinds.abandoned',
  'sale.annotated': 'sync.kinds.annotated',
  'payment.received': 'sync.kinds.received',
  'credit.loaded': 'sync.kinds.credit',
  'payment.settled': 'sync.kinds.settled',
  'shift.opened': 'sync.kinds.shiftOpened',
  'shift.closed': 'sync.kinds.shiftClosed',
  'cash.moved': 'sync.kinds.cash',
  'drawer.opened': 'sync.kinds.drawer',
  'expense.recorded': 'sync.kinds.expense',
  'expense.corrected': 'sync.kinds.expenseCorrected',
  'stock.adjusted': 'sync.kinds.stockAdjusted',
  'stock.received': 'sync.kinds.stockReceived',
  'stock.counted': 'sync.kinds.stockCounted',
  'stock.transferred': 'sync.kinds.stockSent',
  'stock.transfer_received': 'sync.kinds.stockArrived',
  'customer.changed': 'sync.kinds.customer',
  'product.changed': 'sync.kinds.product',
  'record.changed': 'sync.kinds.record',
  'record.offered': 'sync.kinds.record',
  'receipt.reprinted': 'sync.kinds.receipt',
  'receipt.sent': 'sync.kinds.receipt',
  'staff.signed_in': 'sync.kinds.signedIn',
  'override.granted': 'sync.kinds.override',
  'clock.jumped': 'sync.kinds.clock',
  // No till writes one.
  'case.settled': 'sync.kinds.other',
} as const satisfies Record<Change['type'], string>;

function isKnown(type: string): type is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, type);
}

/** "Sale SUR-2-A-004186": what a waiting change is, with what it is about. */
export function operationWords({ type, subject }: { readonly type: string; readonly subject: string }, t: Say): string {
  return isKnown(type) ? t(KNOWN[type], { subject }).trim() : t('sync.kinds.other', { subject }).trim();
}
