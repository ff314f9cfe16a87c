import { expect, test } from 'vitest';
import { refuseAtDoor } from './door-checks.ts';

const door = { port: 8081, runToken: 'a-token' };
const good = { host: '127.0.0.1:8081', origin: 'http://127.0.0.1:8081', authorization: 'Bearer a-token' };

test('lets the till’s own page in', () => {
  expect(refuseAtDoor(good, door)).toBeNull();
  expect(refuseAtDoor({ ...good, origin: undefined }, door)).toBeNull();
});

test('refuses another name for this machine, as a rebinding attack would use it', () => {
  expect(refuseAtDoor({ ...good, host: 'evil.example:8081' }, door)).toBe('host_wrong');
  expect(refuseAtDoor({ ...good, host: undefined }, door)).toBe('host_wrong');
});

test('refuses a page of another site, even with the token', () => {
  expect(refuseAtDoor({ ...good, origin: 'http://evil.example' }, door)).toBe('origin_wrong');
  expect(refuseAtDoor({ ...good, origin: 'null' }, door)).toBe('origin_wrong');
});

test('refuses a wrong, missing or shortened token', () => {
  for (const authorization of [undefined, 'Bearer ', 'Bearer a-toke', 'Bearer a-token2', 'a-token']) {
    expect(refuseAtDoor({ ...good, authorization }, door)).toBe('token_wrong');
  }
});
