import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffSaveCall } from '#shared/till-calls/alone-calls.ts';
import { staffListCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { apiCaller } from '../support/api-caller.ts';
import { type AloneTill, OWNER_EMAIL, PASSWORD, openAloneTill } from './support/alone-till.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';

const MILK = '6009188001234';

let office: RealOffice;
let alone: AloneTill;
beforeEach(async () => {
  office = await openRealOffice();
  alone = await openAloneTill(office);
});
afterEach(async () => {
  await alone[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const confirmEmail = (email = OWNER_EMAIL) => office.look`update users set is_verified = true where email = ${email}`;
const UNCONFIRMED = { ok: false, refusal: 'email_unconfirmed' };

/** What the till holds of its own, as the office has to have it. */
const logOf = () =>
  alone.till.inFiles((store) =>
    store.read((reader) => ({
      identity: reader.meta.identity(),
      changes: reader.changes.after(reader.meta.epoch()?.epoch ?? '', 0, 1000),
    })),
  );

async function stockUp(): Promise<string[]> {
  const { variantId } = await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  await alone.receive(variantId, 10);
  return [await alone.sell(MILK), await alone.sell(MILK)];
}

async function becomeBusiness(): Promise<void> {
  expect(await alone.adopt()).toMatchObject(UNCONFIRMED);
  await confirmEmail();
  expect(await alone.adopt()).toMatchObject({ ok: true, value: { isAlone: false, businessName: 'Mama Nkechi' } });
}

test('a till that began alone becomes a new business: its ids stay, its whole log is there once, its stock is exact', async () => {
  const saleIds = await stockUp();
  const clerk = await alone.till.ok(staffSaveCall, {
    id: null,
    fullName: 'Amina Bello',
    role: 'sales_clerk',
    pin: '2580',
    isActive: true,
  });
  const { identity, changes } = await logOf();
  await alone.signIn();
  await becomeBusiness();
  await alone.settled();
  const businessId = identity?.businessId ?? '';
  const sales =
    await office.look`select id, till_id, needs_review from sales_orders where business_id = ${businessId} order by id`;
  expect(sales.map((row) => String(row['id']))).toEqual(saleIds.toSorted());
  expect(sales.every((row) => row['till_id'] === identity?.tillId && row['needs_review'] === false)).toBe(true);
  const [level] = await office.look`select quantity_milli from inventory where business_id = ${businessId}`;
  expect(Number(level?.['quantity_milli'])).toBe(8000);
  const arrived = await office.look`
    select id, encode(hash, 'hex') as hash, outcome from changes where business_id = ${businessId} and till_id = ${identity?.tillId ?? ''} order by seq`;
  expect(arrived.slice(0, changes.length).map((row) => String(row['hash']))).toEqual(changes.map(({ hash }) => hash));
  expect([...new Set(arrived.map((row) => String(row['outcome'])))]).toEqual(['applied']);
  expect(await office.look`select 1 from sync_cases where business_id = ${businessId}`).toHaveLength(0);
  // People keep their PINs: they came with the call, and stand in no change.
  await alone.till.signIn({ id: clerk.id, pin: '2580' });
  await until('what lies there is shown', async () => (await alone.onHand(MILK)) === 8000);
  const signedIn = await apiCaller(office)('POST', '/auth/login', {
    body: { email: OWNER_EMAIL, password: PASSWORD, client: 'program' },
  });
  expect(signedIn.status).toBe(200);
});

test('what is sold after the hand-over arrives too, and the till sells on while it is alone no more', async () => {
  await stockUp();
  await becomeBusiness();
  await alone.settled();
  await alone.signIn();
  const saleId = await alone.sell(MILK);
  await alone.settled();
  const [sale] = await office.look`select order_number from sales_orders where id = ${saleId}`;
  expect(sale?.['order_number']).toMatch(/^LEK-[B-Z]{4}-A-000003$/);
  await until('the level came back', async () => (await alone.onHand(MILK)) === 7000);
});

test.each(['/sync/adopt', '/sync/token', '/sync/hello', '/sync/push', '/sync/pull'])(
  'an answer that gets lost at %s doubles nothing and loses nothing',
  async (step) => {
    const saleIds = await stockUp();
    expect(await alone.adopt()).toMatchObject(UNCONFIRMED);
    await confirmEmail();
    let lost = 0;
    alone.losesAnswer = (path) => path.endsWith(step) && (lost += 1) <= 2;
    while ((await alone.till.ok(tillStateCall, {})).isAlone) await alone.adopt();
    await alone.settled();
    await until('the answer got lost', () => lost > 0);
    const sales = await office.look`select id from sales_orders`;
    expect(sales.map((row) => String(row['id'])).toSorted()).toEqual(saleIds.toSorted());
    expect(await office.look`select 1 from businesses where name = 'Mama Nkechi'`).toHaveLength(1);
    expect(await alone.till.ok(staffListCall, {})).toMatchObject({ staff: [{ fullName: 'Nkechi Obi' }] });
  },
);

test('a till that is switched off right after the office took it over asks again, and is the same till', async () => {
  const saleIds = await stockUp();
  await alone.adopt();
  await confirmEmail();
  alone.losesAnswer = (path) => path.endsWith('/sync/adopt');
  await alone.adopt();
  await alone.till.restart();
  alone.losesAnswer = () => false;
  expect(await alone.till.ok(tillStateCall, {})).toMatchObject({ isAlone: true, state: 'ready' });
  await alone.signIn();
  expect(await alone.adopt()).toMatchObject({ ok: true });
  await alone.till.restart();
  await alone.settled();
  expect((await office.look`select id from sales_orders`).map((row) => String(row['id'])).toSorted()).toEqual(
    saleIds.toSorted(),
  );
  expect(await office.look`select 1 from till_sync where kind = 'till'`).toHaveLength(1);
});

test('an address that was mistyped is typed anew; one that is another’s gets the same answer as one that nobody has', async () => {
  expect(await alone.adopt('nkehci@example.test')).toMatchObject(UNCONFIRMED);
  expect(await alone.adopt('ada@example.test', 'not-the-password-of-ada')).toMatchObject(UNCONFIRMED);
  expect(await alone.adopt()).toMatchObject(UNCONFIRMED);
  const owners = await office.look`select email from users order by email`;
  expect(owners.map((row) => String(row['email']))).toEqual(['ada@example.test', OWNER_EMAIL]);
  await confirmEmail();
  expect(await alone.adopt(OWNER_EMAIL, 'another-good-password')).toMatchObject({
    ok: false,
    refusal: 'wrong_credentials',
  });
  expect(await alone.adopt()).toMatchObject({ ok: true });
});

test('an owner who has a business already is told so, and nothing is made', async () => {
  expect(await alone.adopt('ada@example.test')).toMatchObject({ ok: false, refusal: 'business_exists' });
  expect(await alone.adopt('new@example.test', 'short')).toMatchObject({ ok: false, refusal: 'password_weak' });
  expect(await office.look`select 1 from businesses`).toHaveLength(1);
});
