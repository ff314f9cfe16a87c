import { ZERO_MINOR, minor } from '#shared/base/money.ts';
import type { RoleFields } from './people-records.ts';

export const SYSTEM_ROLE_KEYS = ['owner', 'manager', 'accountant', 'sales_clerk', 'installer'] as const;
export type SystemRoleKey = (typeof SYSTEM_ROLE_KEYS)[number];

const NO_LIMITS = { discountPpm: 0, refundMinor: ZERO_MINOR, pettyMinor: ZERO_MINOR };

/**
 * The roles that every business begins with. The first four are fixed but for their limits; Installer is a role of
 * the business's own that ships ready.
 */
export const SYSTEM_ROLES: Readonly<Record<SystemRoleKey, RoleFields>> = {
  owner: {
    key: 'owner',
    name: 'Owner',
    description: 'Everything, in all stores.',
    permissions: ['*'],
    limits: NO_LIMITS,
  },
  manager: {
    key: 'manager',
    name: 'Manager',
    description: 'Runs a store: stock, prices, refunds, shifts and people at the till.',
    permissions: [
      'product.*',
      'sales.*',
      'inventory.*',
      'reports.read',
      'reports.export',
      'suppliers.*',
      'customers.*',
      'shifts.*',
      'cash.move',
      'expenses.petty',
      'settings.read',
      'tills.read',
      'users.read',
      'sync.settle',
    ],
    limits: NO_LIMITS,
  },
  accountant: {
    key: 'accountant',
    name: 'Accountant',
    description: 'Expenses, profit and loss, exports.',
    permissions: ['sales.read', 'expenses.*', 'reports.*'],
    limits: NO_LIMITS,
  },
  sales_clerk: {
    key: 'sales_clerk',
    name: 'Sales Clerk',
    description: 'Sells, and counts the own drawer.',
    permissions: [
      'product.read',
      'sales.create',
      'sales.read',
      'inventory.read',
      'customers.read',
      'customers.write',
      'shifts.open',
      'shifts.close',
      'expenses.petty',
    ],
    // 5 % off a dented tin; petty cash of 5,000.00 of the currency.
    limits: { discountPpm: 50_000, refundMinor: ZERO_MINOR, pettyMinor: minor(500_000) },
  },
  installer: {
    key: 'installer',
    name: 'Installer',
    description: 'Installs, enrols and revokes tills.',
    permissions: ['tills.*'],
    limits: NO_LIMITS,
  },
};

export function isFixedRole(key: string): boolean {
  return key !== 'installer' && SYSTEM_ROLE_KEYS.some((known) => known === key);
}
