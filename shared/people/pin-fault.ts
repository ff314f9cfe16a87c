import { may } from './may.ts';
import type { Permission } from './permissions.ts';

const LENGTH_MIN_OVERRIDING = 6;

/** Whoever holds one of these grants on the spot what a colleague may not do. */
const OVERRIDES: readonly Permission[] = [
  'sales.refund',
  'sales.discount',
  'sales.price_override',
  'customers.credit',
  'cash.move',
];

/** What is wrong with a PIN for somebody with these permissions, in a sentence, or nothing. */
export function pinFault(pin: string, permissions: readonly string[]): string | undefined {
  const overrides = OVERRIDES.some((permission) => may(permissions, permission));
  if (overrides && pin.length < LENGTH_MIN_OVERRIDING)
    return `Whoever may grant refunds, prices or discounts needs ${LENGTH_MIN_OVERRIDING} digits or more.`;
  if (new Set(pin).size < 2 || '01234567890'.includes(pin) || '09876543210'.includes(pin))
    return 'This PIN is among the first that others would guess. Take another.';
  return undefined;
}
