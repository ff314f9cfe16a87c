import { Banknote, CreditCard, Gift, Landmark, type LucideIcon, NotebookPen, Smartphone, Wallet } from 'lucide-react';
import type { PaymentMethod } from '#shared/sale/tender.ts';

/** The ways to pay in the order of their keys, 1 to 7. */
export const WAYS: readonly { readonly method: PaymentMethod; readonly icon: LucideIcon }[] = [
  { method: 'cash', icon: Banknote },
  { method: 'card', icon: CreditCard },
  { method: 'transfer', icon: Landmark },
  { method: 'mobile_money', icon: Smartphone },
  { method: 'credit', icon: NotebookPen },
  { method: 'store_credit', icon: Wallet },
  { method: 'gift_card', icon: Gift },
];

export function wayIcon(method: PaymentMethod): LucideIcon {
  return WAYS.find((way) => way.method === method)?.icon ?? Banknote;
}
