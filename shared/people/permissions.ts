/** Every permission there is, and what it lets a person do: the one table for server, till and both user interfaces. */
export const PERMISSIONS = {
  'product.read': 'See products, prices and stock.',
  'product.write': 'Add and edit products, prices and categories.',
  'product.delete': 'Take products off sale for good.',
  'sales.create': 'Sell: ring up, park, take payment, reprint.',
  'sales.read': 'See finished sales.',
  'sales.refund': 'Take goods back, exchange, void.',
  'sales.discount': 'Give discounts of any size.',
  'sales.price_override': 'Change a price in a sale, and sell at an open price.',
  'inventory.read': 'See stock levels and movements.',
  'inventory.adjust': 'Receive, adjust, waste, transfer and count stock.',
  'reports.read': 'See reports.',
  'reports.export': 'Export reports.',
  'users.read': 'See staff and their roles.',
  'users.write': 'Invite and edit staff, set PINs and roles.',
  'users.delete': 'Remove staff.',
  'settings.read': 'See the settings of the business.',
  'settings.write': 'Change the settings of the business.',
  'suppliers.read': 'See suppliers.',
  'suppliers.write': 'Add and edit suppliers.',
  'expenses.read': 'See expenses.',
  'expenses.write': 'Record and correct expenses.',
  'expenses.petty': 'Record petty cash at the till.',
  'customers.read': 'See customers and what they owe.',
  'customers.write': 'Add and edit customers.',
  'customers.credit': 'Sell on account above a customer’s limit.',
  'shifts.open': 'Open the drawer, and see the report so far.',
  'shifts.close': 'Count and close the drawer.',
  'shifts.read': 'See the shifts of others.',
  'cash.move': 'Open the drawer without a sale, move cash in and out.',
  'tills.read': 'See the tills and how they are.',
  'tills.write': 'Enrol and revoke tills; devices, backup, restore and export at a till.',
  'audit.read': 'See who did what.',
  'billing.read': 'See plan and invoices.',
  'billing.write': 'Change the plan and pay.',
  'sync.settle': 'Settle cases and changes that wait.',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof PERMISSIONS;

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text);
}

/** Whether a role may list this text: a permission, all of an area (`sales.*`), or everything (`*`). */
export function isGrant(text: string): boolean {
  if (text === '*' || isPermission(text)) return true;
  return text.endsWith('.*') && Object.keys(PERMISSIONS).some((permission) => permission.startsWith(text.slice(0, -1)));
}
