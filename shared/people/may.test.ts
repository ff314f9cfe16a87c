import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { mayDiscount, mayRefund, mayTakePetty } from './limits.ts';
import { covers, may } from './may.ts';
import { roleSchema } from './people-records.ts';
import { PERMISSIONS, type Permission, isGrant, isPermission } from './permissions.ts';
import { SYSTEM_ROLES, SYSTEM_ROLE_KEYS, isFixedRole } from './system-roles.ts';
import { TILL_PERMISSIONS } from './till-permissions.ts';

const ALL = Object.keys(PERMISSIONS).filter(isPermission);
const allowed = (granted: readonly string[]): readonly Permission[] =>
  ALL.filter((permission) => may(granted, permission));

test('the catalogue holds the permissions of the contract', () => {
  expect(ALL).toHaveLength(35);
  for (const permission of Object.values(TILL_PERMISSIONS)) expect(isPermission(permission)).toBe(true);
});

test('a wildcard is everything, or everything of an area and nothing beside it', () => {
  expect(allowed(['*'])).toEqual(ALL);
  expect(allowed(['sales.*'])).toEqual([
    'sales.create',
    'sales.read',
    'sales.refund',
    'sales.discount',
    'sales.price_override',
  ]);
  expect(allowed(['sales.create'])).toEqual(['sales.create']);
  expect(allowed(['sales', 'sale.*', '.*', ''])).toEqual([]);
});

test('what a role may list is told from what nobody knows', () => {
  expect(['*', 'sales.*', 'sales.create'].every(isGrant)).toBe(true);
  expect(['sale.*', 'sales.', 'sales.fly', '', '.*', 'toString'].some(isGrant)).toBe(false);
});

test('the roles that ship are those of the contract, and list nothing unknown', () => {
  for (const key of SYSTEM_ROLE_KEYS) {
    const role = SYSTEM_ROLES[key];
    expect(roleSchema.parse(role)).toEqual(role);
    expect(role.key).toBe(key);
    expect(role.permissions.every(isGrant)).toBe(true);
  }
  expect(allowed(SYSTEM_ROLES.owner.permissions)).toEqual(ALL);
  expect(allowed(SYSTEM_ROLES.sales_clerk.permissions)).toEqual([
    'product.read',
    'sales.create',
    'sales.read',
    'inventory.read',
    'expenses.petty',
    'customers.read',
    'customers.write',
    'shifts.open',
    'shifts.close',
  ]);
  expect(may(SYSTEM_ROLES.manager.permissions, 'sales.refund')).toBe(true);
  expect(may(SYSTEM_ROLES.manager.permissions, 'settings.write')).toBe(false);
  expect(may(SYSTEM_ROLES.accountant.permissions, 'reports.export')).toBe(true);
  expect(allowed(SYSTEM_ROLES.installer.permissions)).toEqual(['tills.read', 'tills.write']);
  expect(SYSTEM_ROLE_KEYS.filter(isFixedRole)).toEqual(['owner', 'manager', 'accountant', 'sales_clerk']);
});

test('nobody gives away more than they have', () => {
  expect(covers(['*'], ['*', 'sales.*', 'tills.read'])).toBe(true);
  expect(covers(['sales.*'], ['sales.*', 'sales.refund'])).toBe(true);
  expect(covers(['sales.create', 'sales.read'], ['sales.*'])).toBe(false);
  expect(covers(['sales.*'], ['*'])).toBe(false);
});

test('limits hold for those without the permission, and only for them', () => {
  const clerk = {
    permissions: ['sales.create', 'expenses.petty'],
    limits: { discountPpm: 50_000, refundMinor: minor(1000), pettyMinor: minor(500) },
  };
  expect([50_000, 50_001].map((ppm) => mayDiscount(clerk, ppm))).toEqual([true, false]);
  expect([1000, 1001].map((amount) => mayRefund(clerk, minor(amount)))).toEqual([true, false]);
  expect([500, 501].map((amount) => mayTakePetty(clerk, minor(amount)))).toEqual([true, false]);
  expect(mayDiscount(SYSTEM_ROLES.manager, 1_000_000)).toBe(true);
  expect(mayRefund(SYSTEM_ROLES.manager, minor(1e9))).toBe(true);
  expect(mayRefund(SYSTEM_ROLES.sales_clerk, minor(0))).toBe(false);
  expect(mayTakePetty(SYSTEM_ROLES.accountant, minor(1e9))).toBe(true);
  expect(mayTakePetty(SYSTEM_ROLES.manager, minor(1e9))).toBe(true);
  expect(mayTakePetty({ ...clerk, permissions: ['sales.create'] }, minor(1))).toBe(false);
});
