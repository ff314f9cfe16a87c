import type { Minor } from '#shared/base/money.ts';
import { may } from './may.ts';
import type { RoleFields } from './people-records.ts';

type Rights = Pick<RoleFields, 'permissions' | 'limits'>;

/** Whether a person may give a discount of so many parts per million: with `sales.discount` any, else up to the role's limit. */
export function mayDiscount(role: Rights, discountPpm: number): boolean {
  return may(role.permissions, 'sales.discount') || discountPpm <= role.limits.discountPpm;
}

/**
 * Whether a person may give back so much (a positive amount) against a receipt: with `sales.refund` any, else up to
 * the role's limit. Without a receipt it always takes two people, whatever this says.
 */
export function mayRefund(role: Rights, amountMinor: Minor): boolean {
  return (
    may(role.permissions, 'sales.refund') || (role.limits.refundMinor > 0 && amountMinor <= role.limits.refundMinor)
  );
}

/** Whether a person may take so much petty cash: with `expenses.write` any, with `expenses.petty` up to the role's limit. */
export function mayTakePetty(role: Rights, amountMinor: Minor): boolean {
  if (may(role.permissions, 'expenses.write')) return true;
  if (!may(role.permissions, 'expenses.petty')) return false;
  return role.limits.pettyMinor === 0 ? may(role.permissions, 'cash.move') : amountMinor <= role.limits.pettyMinor;
}
