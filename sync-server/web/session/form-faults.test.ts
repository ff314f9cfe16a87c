import { expect, test } from 'vitest';
import { ApiFault } from '../client/api-fault.ts';
import type { Say } from '../words/words.ts';
import { accountFault, emailFault, newPasswordFault } from './form-faults.ts';

const say: Say = (key, values) => (values === undefined ? key : `${key} ${JSON.stringify(values)}`);

test.each(['', 'folake', 'folake@', 'folake@example', 'fo lake@example.com'])('%j is no e-mail', (email) => {
  expect(emailFault(email, say)).toBe('need_email');
});

test('an e-mail with a space around it is an e-mail', () => {
  expect(emailFault(' folake@example.com ', say)).toBeUndefined();
});

test('a password is measured in bytes at its upper end, as bcrypt reads it', () => {
  expect(newPasswordFault('ninechars', say)).toBe('password_short');
  expect(newPasswordFault('a'.repeat(72), say)).toBeUndefined();
  expect(newPasswordFault('ẹ'.repeat(25), say)).toBe('password_long');
});

test('a fault of ours carries the id that support asks for', () => {
  const fault = new ApiFault('It broke.', { code: 'internal', status: 500, requestId: '7F3K-22QD' });
  expect(accountFault(fault, say)).toBe('our_fault_id {"id":"7F3K-22QD"}');
  expect(accountFault(new Error('a bug'), say)).toBe('our_fault');
});

test('the office’s own words are said where they know more: how long to wait, which password is too common', () => {
  const wait = new ApiFault('Wait 30 seconds, then try again.', { code: 'too_many_requests', status: 429 });
  expect(accountFault(wait, say)).toBe('Wait 30 seconds, then try again.');
  const weak = new ApiFault('Weak.', {
    code: 'password_weak',
    status: 422,
    fields: [{ field: 'password', message: 'Too many people use this password.' }],
  });
  expect(accountFault(weak, say)).toBe('Too many people use this password.');
});
