import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffListCall, staffSignInCall, staffSignOutCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { saleCurrentCall } from '#shared/till-calls/sale-calls.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putRecord } from '#tests/support/till/seeded-shop.ts';
import { idOf } from '#tests/support/carts.ts';
import { RESYNC_KEY } from '#till/store/resync-state.ts';

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
});
afterEach(() => till.close());

const wrong = () => till.no(staffSignInCall, { userId: SHOP.clerk.id, pin: '0000' });

test('staff are listed by name, and signing in gives the rights of the role', async () => {
  const { staff, session } = await till.ok(staffListCall, {});
  expect(session).toBeNull();
  expect(staff.map((person) => [person.fullName, person.initials, person.pinLength])).toEqual([
    ['Ada Obi', 'AO', 4],
    ['Ngozi Eze', 'NE', 6],
    ['Tunde Bello', 'TB', null],
  ]);
  expect(await till.ok(staffSignInCall, { userId: SHOP.clerk.id, pin: SHOP.clerk.pin })).toMatchObject({
    fullName: 'Ada Obi',
    roleName: 'Sales Clerk',
    limits: { discountPpm: 50_000 },
  });
  expect((await till.ok(staffListCall, {})).session?.userId).toBe(SHOP.clerk.id);
  await till.ok(staffSignOutCall, {});
  expect(await till.no(saleCurrentCall, {})).toBe('not_signed_in');
});

test('three wrong PINs are free, then the pause grows, over a restart too, and a right one clears it', async () => {
  expect([await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([
    'wrong_pin',
    'wrong_pin',
    'wrong_pin',
    'pin_paused',
  ]);
  await till.restart();
  expect(await till.no(staffSignInCall, { userId: SHOP.clerk.id, pin: SHOP.clerk.pin })).toBe('pin_paused');
  till.clock.pass(30_001);
  const reply = await till.raw({
    name: 'staff.sign_in',
    callId: randomUUID(),
    input: { userId: SHOP.clerk.id, pin: '0000' },
  });
  expect(reply).toMatchObject({ refusal: 'wrong_pin', details: { triesLeft: 0, pauseMs: 60_000 } });
  till.clock.pass(60_001);
  await till.signIn();
  expect(await wrong()).toBe('wrong_pin');
});

test('while the office’s people are read anew a PIN that is not here yet is waited for, not called missing', async () => {
  await till.inFiles((store) => store.write((writer) => writer.meta.set(RESYNC_KEY, '["settings"]')));
  expect(await till.no(staffSignInCall, { userId: SHOP.newcomer.id, pin: '1234' })).toBe('pins_being_read');
  await till.signIn();
});

test('a person without a PIN, unknown, or of another store does not sign in', async () => {
  expect(await till.no(staffSignInCall, { userId: SHOP.newcomer.id, pin: '1234' })).toBe('pin_not_set');
  expect(await till.no(staffSignInCall, { userId: idOf(999), pin: '1234' })).toBe('staff_unknown');
  await till.inFiles((store) =>
    store.write((writer) =>
      putRecord(writer, 'staff', idOf(13), {
        fullName: 'Far Away',
        roleId: SHOP.clerkRoleId,
        storeIds: [idOf(77)],
        pinHash: null,
        pinLength: null,
        isActive: true,
      }),
    ),
  );
  expect(await till.no(staffSignInCall, { userId: idOf(13), pin: '1234' })).toBe('staff_unknown');
  expect((await till.ok(staffListCall, {})).staff.map((person) => person.fullName)).not.toContain('Far Away');
});

test('a till that belongs to nobody says so and lets nobody in', async () => {
  const alone = await openTestTill({ seed: false });
  expect(await alone.ok(tillStateCall, {})).toMatchObject({ state: 'new', businessName: '' });
  expect(await alone.no(staffSignInCall, { userId: SHOP.clerk.id, pin: '1234' })).toBe('till_not_enrolled');
  await alone.close();
});

test('a till of a shop is ready and knows its notes and coins', async () => {
  expect(await till.ok(tillStateCall, {})).toMatchObject({
    state: 'ready',
    businessName: 'Mama Nkechi Stores',
    tillName: 'Front',
    currency: 'NGN',
    timeZone: 'Africa/Lagos',
  });
  expect((await till.ok(tillStateCall, {})).denominationsMinor[0]).toBe(100_000);
});
