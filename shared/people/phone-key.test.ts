import { expect, test } from 'vitest';
import { phoneKey } from './phone-key.ts';

test('a phone is the same one however it is written', () => {
  for (const written of [
    '08031234567',
    '0803 123 4567',
    '+234 803-123-4567',
    '+234 (0) 803 123 4567',
    '002348031234567',
  ])
    expect(phoneKey(written)).toBe('8031234567');
});

test('a part of a number stays that part, and no digits are no phone', () => {
  expect(phoneKey('1234')).toBe('1234');
  expect(phoneKey('call me')).toBe('');
});
