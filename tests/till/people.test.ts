import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffSaveCall, tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import { staffChangePinCall, staffPeopleCall } from '#shared/till-calls/people-calls.ts';
import { staffListCall, staffSignInCall, staffSignOutCall } from '#shared/till-calls/till-calls.ts';
import { ALONE_SHOP, OWNER_PIN } from '#tests/support/till/alone-shop.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const AMINA = { id: null, fullName: 'Amina Bello', role: 'sales_clerk', pin: '2580', isActive: true } as const;

let till: TestTill;
beforeEach(async () => {
  till = await openTestTill({ seed: false });
});
afterEach(() => till.close());

const begin = async (): Promise<string> => {
  await till.ok(tillStartAloneCall, ALONE_SHOP);
  const id = (await till.ok(staffListCall, {})).staff[0]?.id ?? '';
  await till.signIn({ id, pin: OWNER_PIN });
  return id;
};

test('who left stays in the list of the people, and is not asked for a PIN any more', async () => {
  await begin();
  const { id } = await till.ok(staffSaveCall, AMINA);
  await till.ok(staffSaveCall, { id, fullName: 'Amina Bello', role: 'sales_clerk', isActive: false });
  expect((await till.ok(staffPeopleCall, {})).people).toMatchObject([
    { fullName: 'Amina Bello', role: 'sales_clerk', pinLength: 4, isActive: false },
    { fullName: 'Nkechi Obi', role: 'owner', isActive: true },
  ]);
  expect((await till.ok(staffListCall, {})).staff.map(({ fullName }) => fullName)).toEqual(['Nkechi Obi']);
  expect(await till.no(staffSignInCall, { userId: id, pin: AMINA.pin })).toBe('staff_unknown');
});

test('a name of blanks is no name', async () => {
  await begin();
  expect(await till.no(staffSaveCall, { ...AMINA, fullName: '  ' })).toBe('bad_input');
});

test('anybody takes another PIN with the one of before, and signs in with it from then on', async () => {
  await begin();
  const { id } = await till.ok(staffSaveCall, AMINA);
  await till.signIn({ id, pin: AMINA.pin });
  expect(await till.no(staffChangePinCall, { pin: '9999', newPin: '47301' })).toBe('wrong_pin');
  expect(await till.no(staffChangePinCall, { pin: AMINA.pin, newPin: '1111' })).toBe('pin_weak');
  await till.ok(staffChangePinCall, { pin: AMINA.pin, newPin: '47301' });
  await till.restart();
  expect((await till.ok(staffListCall, {})).staff[0]).toMatchObject({ pinLength: 5 });
  expect(await till.no(staffSignInCall, { userId: id, pin: AMINA.pin })).toBe('wrong_pin');
  await till.ok(staffSignInCall, { userId: id, pin: '47301' });
});

test('whoever may override keeps a PIN that is long enough for it, and nobody signed in changes none', async () => {
  await begin();
  expect(await till.no(staffChangePinCall, { pin: OWNER_PIN, newPin: '2580' })).toBe('pin_weak');
  await till.ok(staffSignOutCall, {});
  expect(await till.no(staffChangePinCall, { pin: OWNER_PIN, newPin: '835021' })).toBe('not_signed_in');
});

test('a till of an office shows its people, and changes no PIN of theirs', async () => {
  await till.close();
  till = await openTestTill();
  await till.signIn(SHOP.manager);
  expect((await till.ok(staffPeopleCall, {})).people.map(({ fullName }) => fullName)).toContain('Ada Obi');
  expect(await till.no(staffChangePinCall, { pin: SHOP.manager.pin, newPin: '835021' })).toBe('rights_at_office');
});
