import { compare } from 'bcrypt';
import { expect, test } from 'vitest';
import { hashPin } from './pin.ts';

test('the hash is what a till compares with', async () => {
  expect(await compare('2580', await hashPin('2580'))).toBe(true);
});
