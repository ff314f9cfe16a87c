import { expect, test } from 'vitest';
import { type Person, personDraft, personFaults, personInput } from './person-draft.ts';

const AMINA: Person = {
  id: 'a',
  fullName: 'Amina Bello',
  initials: 'AB',
  role: 'sales_clerk',
  roleName: 'Sales Clerk',
  pinLength: 4,
  isActive: true,
};
const faultsOf = (...args: Parameters<typeof personFaults>) => Object.fromEntries(personFaults(...args));

test('somebody new needs a name and a PIN, typed twice', () => {
  const draft = personDraft(null);
  expect(faultsOf(draft, null)).toEqual({ fullName: 'missing', pin: 'missing' });
  const typed = { ...draft, fullName: 'Amina', pin: '2580' };
  expect(faultsOf(typed, null)).toEqual({ pinAgain: 'differs' });
  expect(faultsOf({ ...typed, pinAgain: '2580' }, null)).toEqual({});
});

test('whoever rises to a role that overrides brings a longer PIN, and whoever stays keeps theirs', () => {
  const draft = personDraft(AMINA);
  expect(faultsOf(draft, AMINA)).toEqual({});
  expect(personInput(draft, AMINA)).not.toHaveProperty('pin');
  expect(faultsOf({ ...draft, role: 'manager' }, AMINA)).toEqual({ pin: 'short' });
  expect(faultsOf({ ...draft, role: 'manager', pin: '2580', pinAgain: '2580' }, AMINA)).toEqual({ pin: 'weak' });
  expect(faultsOf({ ...draft, role: 'manager', pin: '730164', pinAgain: '730164' }, AMINA)).toEqual({});
});
