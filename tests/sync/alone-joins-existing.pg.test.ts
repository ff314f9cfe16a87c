import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffListCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { type AloneTill, openAloneTill } from './support/alone-till.ts';
import { type JoiningOwner, joiningOwner } from './support/owner-joins.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { openTillSide } from './support/till-side.ts';

const MILK = '6009188001234';
const RICE_SKU = 'RICE-5KG';
const SOAP = '5449000000996';

let office: RealOffice;
let alone: AloneTill;
let owner: JoiningOwner;
beforeEach(async () => {
  office = await openRealOffice();
  alone = await openAloneTill(office);
  owner = joiningOwner(office);
});
afterEach(async () => {
  await alone[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

/** The till hands over and sends all that it has. */
async function joinByCode(): Promise<void> {
  await owner.join(alone);
  await alone.settled();
}

test('products are matched by barcode, then by sku; what is nothing here comes along; stock adds up exactly', async () => {
  const milk = await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
  const rice = await owner.add({ name: 'Rice of the office', sku: RICE_SKU });
  const own = {
    milk: await alone.add({ name: 'Peak Milk 400 g', barcode: MILK, sku: 'X1' }),
    rice: await alone.add({ name: 'Rice 5 kg', sku: RICE_SKU, barcode: '4006381333931' }),
    soap: await alone.add({ name: 'Soap', barcode: SOAP }),
  };
  for (const { variantId } of Object.values(own)) await alone.receive(variantId, 10);
  const saleIds = [await alone.sell(MILK), await alone.sell('4006381333931'), await alone.sell(SOAP)];
  expect(await alone.join(await office.code())).toMatchObject({ ok: true, value: { isJoined: false } });
  const plan = await owner.planOf(await owner.asking());
  const byName = plan.products.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  expect(byName.map(({ name, by, with: here }) => [name, by, here?.id ?? null])).toEqual([
    ['Peak Milk 400 g', 'barcode', milk.productId],
    ['Rice 5 kg', 'sku', rice.productId],
    ['Soap', null, null],
  ]);
  expect(await office.look`select 1 from id_aliases`).toHaveLength(0);
  await joinByCode();
  const sales = await office.look`select id, needs_review, store_id from sales_orders order by id`;
  expect(sales.map((row) => String(row['id']))).toEqual(saleIds.toSorted());
  expect(sales.every((row) => row['needs_review'] === false && row['store_id'] === office.storeId)).toBe(true);
  expect([
    await owner.levelOf(milk.variantId),
    await owner.levelOf(rice.variantId),
    await owner.levelOf(own.soap.variantId),
  ]).toEqual([9000, 9000, 9000]);
  expect(await owner.levelOf(own.milk.variantId)).toBe(0);
  const products = await office.look`select name from products where not is_deleted order by name`;
  expect(products.map((row) => String(row['name']))).toEqual(['Peak Milk Tin', 'Rice of the office', 'Soap']);
  const codes = await office.look`select code, variant_id from barcodes where not is_deleted order by code`;
  expect(codes.map((row) => [String(row['code']), String(row['variant_id'])])).toEqual([
    ['4006381333931', rice.variantId],
    [SOAP, own.soap.variantId],
    [MILK, milk.variantId],
  ]);
  expect(await office.look`select 1 from sync_quarantine`).toHaveLength(0);
  expect(await office.look`select 1 from sync_cases`).toHaveLength(0);
});

test('after joining rights are the office’s: people of the till who are nobody there are gone from it, and named in reports', async () => {
  await alone.add({ name: 'Soap', barcode: SOAP });
  const saleId = await alone.sell(SOAP);
  await office.look`update users set pin_hash = null where email = 'ada@example.test'`;
  await joinByCode();
  await until('the people of the office are here', async () => {
    const { staff, session } = await alone.till.ok(staffListCall, {});
    return session === null && staff.length === 1 && staff[0]?.fullName === 'Ada Obi';
  });
  const people = await office.look`select full_name, is_active, pin_hash from users order by full_name`;
  expect(people.map((row) => [String(row['full_name']), row['is_active'] === true, row['pin_hash'] === null])).toEqual([
    ['Ada Obi', true, true],
    ['Nkechi Obi', false, true],
  ]);
  const [sale] =
    await office.look`select u.full_name from sales_orders o join users u on u.id = o.created_by where o.id = ${saleId}`;
  expect(sale?.['full_name']).toBe('Nkechi Obi');
});

test('a sale of before is refunded at the other till of the store, whose goods go back on the shelf that is now the same', async () => {
  const milk = await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
  await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  const saleId = await alone.sell(MILK);
  await joinByCode();
  await using other = await openTillSide({ nowMs: () => office.clock.nowMs });
  await other.enrol(office.url, await office.code());
  await until(
    'the other till knows the sale',
    () => other.store().read((reader) => reader.sales.document(saleId)) !== null,
  );
  const document = other.store().read((reader) => reader.sales.document(saleId));
  expect(document?.sale.lines[0]).toMatchObject({ variantId: milk.variantId, moves: [{ variantId: milk.variantId }] });
  // At the till itself the sale names the same goods, and is found by its receipt.
  const here = await alone.till.inFiles((store) => store.read((reader) => reader.sales.document(saleId)));
  expect(here?.sale.lines[0]).toMatchObject({ variantId: milk.variantId });
});

test.each(['/sync/join', '/sync/token', '/sync/hello', '/sync/push', '/sync/pull'])(
  'an answer that gets lost at %s doubles nothing and loses nothing',
  async (step) => {
    const milk = await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
    const { variantId } = await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
    await alone.receive(variantId, 10);
    const saleIds = [await alone.sell(MILK), await alone.sell(MILK)];
    const code = await office.code();
    let lost = 0;
    alone.losesAnswer = (path) => path.endsWith(step) && (lost += 1) <= 2;
    await until('the till has asked', async () => {
      await alone.join(code);
      return (await owner.asking()) !== '';
    });
    const tillId = await owner.asking();
    const { hash } = await owner.planOf(tillId);
    for (const time of ['first', 'second']) expect(await owner.confirm(tillId, hash), time).toBe(200);
    await until('the till is joined', async () => {
      await alone.join(code);
      return !(await alone.till.ok(tillStateCall, {})).isAlone;
    });
    await alone.settled();
    await until('an answer got lost', () => lost > 0);
    expect((await office.look`select id from sales_orders`).map((row) => String(row['id'])).toSorted()).toEqual(
      saleIds.toSorted(),
    );
    expect(await owner.levelOf(milk.variantId)).toBe(8000);
    expect(await office.look`select 1 from till_sync where kind = 'till'`).toHaveLength(1);
  },
);

test('a till that is switched off between asking and the owner’s word goes on where it was', async () => {
  await alone.add({ name: 'Soap', barcode: SOAP });
  const saleIds = [await alone.sell(SOAP)];
  await alone.join(await office.code());
  await alone.till.restart();
  await alone.signIn();
  saleIds.push(await alone.sell(SOAP));
  const tillId = await owner.asking();
  await owner.confirm(tillId, (await owner.planOf(tillId)).hash);
  await office.stop();
  await office.start();
  // The code ran out long ago; for this till it counts until it has joined.
  office.clock.nowMs += 3 * 60 * 60_000;
  await alone.joined();
  await alone.till.restart();
  await alone.settled();
  expect((await office.look`select id from sales_orders`).map((row) => String(row['id'])).toSorted()).toEqual(
    saleIds.toSorted(),
  );
});

test('a till from a backup of the time when it was alone asks again, and both sides end with every sale once', async () => {
  const milk = await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
  await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  const saleIds = [await alone.sell(MILK)];
  const backup = await alone.backUp();
  // Backups are named by the minute in which they were made.
  office.clock.nowMs += 5 * 60_000;
  saleIds.push(await alone.sell(MILK));
  await joinByCode();
  await owner.signInAt(alone);
  await alone.restore(backup);
  expect(await alone.till.ok(tillStateCall, {})).toMatchObject({ isAlone: true });
  await alone.signIn();
  saleIds.push(await alone.sell(MILK));
  await alone.join(await office.code());
  await alone.settled();
  await until('every sale is there once', async () => {
    const rows = await office.look`select id from sales_orders`;
    return saleIds.every((id) => rows.some((row) => row['id'] === id)) && rows.length === saleIds.length;
  });
  expect(await owner.levelOf(milk.variantId)).toBe(-3000);
  const numbers = await office.look`select order_number from sales_orders`;
  expect(new Set(numbers.map((row) => String(row['order_number']))).size).toBe(3);
});

test('a plan that changed since the owner saw it is not confirmed, and one of another business not shown', async () => {
  await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  await alone.join(await office.code());
  const tillId = await owner.asking();
  const { hash } = await owner.planOf(tillId);
  await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
  const refused = await office.owner('POST', `/tills/${tillId}/join/confirm`, { body: { planHash: hash } });
  expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await office.owner('GET', `/tills/${office.storeId}/join`)).status).toBe(404);
  expect(await office.look`select 1 from till_sync where kind = 'till'`).toHaveLength(0);
});

test('a till that counts in another money is not joined, and a code that replaces a till joins none', async () => {
  await office.look`update businesses set currency = 'GHS'`;
  expect(await alone.join(await office.code())).toMatchObject({ ok: false, refusal: 'join_unfit' });
  await office.look`update businesses set currency = 'NGN'`;
  await using other = await openTillSide({ nowMs: () => office.clock.nowMs });
  await other.enrol(office.url, await office.code());
  const tillId = other.store().read((reader) => reader.meta.identity()?.tillId) ?? '';
  expect(await alone.join(await office.codeFor(tillId))).toMatchObject({
    ok: false,
    refusal: 'enrolment_code_invalid',
  });
  expect(await alone.till.ok(tillStateCall, {})).toMatchObject({ isAlone: true, state: 'ready' });
});
