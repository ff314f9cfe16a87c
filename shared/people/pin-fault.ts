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

/** Whether a PIN of this length is enough for somebody with these permissions. */
export function isPinLongEnough(length: number, permissions: readonly string[]): boolean {
  return length >= LENGTH_MIN_OVERRIDING || !OVERRIDES.some((permission) => may(permissions, permission));
}

/** What is wrong with a PIN for somebody with these permissions, in a sentence, or nothing. */
export function pinFault(pin: string, permissions: readonly string[]): string | undefined {
  if (!isPinLongEnough(pin.length, permissions))
    return `Whoever may grant refunds, prices or discounts needs ${LENGTH_MIN_OVERRIDING} digits or more.`;
  if (new Set(pin).size < 2 || '01234567890'.includes(pin) || '09876543210'.includes(pin))
    return 'This PIN is among the first that others would guess. Take another.';
  return undefined;
}
