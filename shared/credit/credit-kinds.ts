import { z } from 'zod';

/** gift_card: sold to be given away; store_credit: given back instead of money; change_owed: coins that the drawer lacked. */
export const creditKindSchema = z.enum(['gift_card', 'store_credit', 'change_owed']);
export type CreditKind = z.infer<typeof creditKindSchema>;

/** The ways of paying that spend a credit. The reference of such a payment is the credit's id. */
export type CreditMethod = 'gift_card' | 'store_credit';

const KINDS_OF: Readonly<Record<CreditMethod, readonly CreditKind[]>> = {
  gift_card: ['gift_card'],
  store_credit: ['store_credit', 'change_owed'],
};

export function isCreditMethod(method: string): method is CreditMethod {
  return Object.hasOwn(KINDS_OF, method);
}

/** Whether a way of paying spends credits of this kind: change that is owed is spent as store credit. */
export function spends(method: CreditMethod, kind: CreditKind): boolean {
  return KINDS_OF[method].includes(kind);
}
