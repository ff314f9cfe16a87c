import type { Id } from '#shared/base/ids.ts';
import { type Outcome, accept } from '#shared/base/outcome.ts';
import type { Cart } from './cart.ts';

/** Puts a customer on the sale, or takes the customer off (`null`). Prices of the customer's list are the caller's to look up. */
export function setCustomer(
  cart: Cart,
  customer: { readonly id: Id; readonly name: string; readonly isTaxExempt: boolean } | null,
): Outcome<Cart, never> {
  const { id = null, name = null, isTaxExempt = false } = customer ?? {};
  return accept({ ...cart, customerId: id, customerName: name, isTaxExempt });
}
