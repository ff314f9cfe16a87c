import type { Permission } from './permissions.ts';

/** What can be done at a till, and the permission that it takes; who lacks it asks somebody who has it for a PIN. */
export const TILL_PERMISSIONS = {
  sell: 'sales.create',
  park: 'sales.create',
  remove_line: 'sales.create',
  pending_transfer: 'sales.create',
  gift_card: 'sales.create',
  on_account: 'sales.create',
  reprint: 'sales.create',
  above_credit_limit: 'customers.credit',
  price: 'sales.price_override',
  open_price: 'sales.price_override',
  discount: 'sales.discount',
  refund: 'sales.refund',
  exchange: 'sales.refund',
  void: 'sales.refund',
  drawer_without_sale: 'cash.move',
  cash_in: 'cash.move',
  cash_out: 'cash.move',
  cash_drop: 'cash.move',
  x_report: 'shifts.open',
  z_report: 'shifts.close',
  receive: 'inventory.adjust',
  adjust: 'inventory.adjust',
  waste: 'inventory.adjust',
  transfer: 'inventory.adjust',
  count: 'inventory.adjust',
  devices: 'tills.write',
  backup: 'tills.write',
  restore: 'tills.write',
  export: 'tills.write',
  join: 'tills.write',
} as const satisfies Record<string, Permission>;

export type TillAction = keyof typeof TILL_PERMISSIONS;
