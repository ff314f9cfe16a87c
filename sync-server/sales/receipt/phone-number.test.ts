import { expect, test } from 'vitest';
import { phoneNumberOf } from './phone-number.ts';

test.each([
  ['0803 123 4567', 'NG', '+2348031234567'],
  ['803-123-4567', 'NG', '+2348031234567'],
  ['+234 (0) 803 123 4567', 'NG', '+2348031234567'],
  ['07400 123456', 'GB', '+447400123456'],
  ['+44 7400 123456', 'NG', '+447400123456'],
  ['+254 712 345678', '', '+254712345678'],
  ['0712 345678', '', null],
  ['0803 123', 'NG', null],
  ['chidi@example.test', 'NG', null],
  ['', 'NG', null],
  ['0803 123 4567', 'XX', null],
])('%s, written in %s, is %s', (written, country, number) => {
  expect(phoneNumberOf(written, country)).toBe(number);
});
