import type { PaymentMethod } from '#shared/sale/tender.ts';
import type { MessageKey } from '../words/words.ts';

const METHODS: Readonly<Record<PaymentMethod | 'split' | 'none', MessageKey>> = {
  cash: 'method_cash',
  card: 'method_card',
  transfer: 'method_transfer',
  mobile_money: 'method_mobile_money',
  credit: 'method_credit',
  store_credit: 'method_store_credit',
  gift_card: 'method_gift_card',
  split: 'method_split',
  none: 'method_none',
};

function isKnown(method: string): method is keyof typeof METHODS {
  return Object.hasOwn(METHODS, method);
}

/** The words for a way of paying; one that this page does not know counts as several. */
export function methodWords(method: string): MessageKey {
  return isKnown(method) ? METHODS[method] : 'method_split';
}
