import { expect, test } from 'vitest';
import { pinFault } from './pin-fault.ts';
import { SYSTEM_ROLES } from './system-roles.ts';

test('a clerk’s PIN may have four digits, a manager’s needs six', () => {
  expect(pinFault('2580', SYSTEM_ROLES.sales_clerk.permissions)).toBeUndefined();
  expect(pinFault('2580', SYSTEM_ROLES.manager.permissions)).toContain('6 digits');
  expect(pinFault('730164', SYSTEM_ROLES.manager.permissions)).toBeUndefined();
  expect(pinFault('73016', SYSTEM_ROLES.owner.permissions)).toContain('6 digits');
});

test.each(['1111', '1234', '4321', '0000', '9876'])('the PIN %s is refused', (pin) => {
  expect(pinFault(pin, [])).toContain('guess');
});
