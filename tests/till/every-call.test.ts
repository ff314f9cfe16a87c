import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import { REFUSALS } from '#shared/base/refusal-codes.ts';
import * as aloneCalls from '#shared/till-calls/alone-calls.ts';
import * as backupCalls from '#shared/till-calls/backup-calls.ts';
import * as catalogueCalls from '#shared/till-calls/catalogue-calls.ts';
import * as creditCalls from '#shared/till-calls/credit-calls.ts';
import * as customerCalls from '#shared/till-calls/customer-calls.ts';
import * as debtCalls from '#shared/till-calls/debt-calls.ts';
import * as deviceCalls from '#shared/till-calls/device-calls.ts';
import * as drawerCalls from '#shared/till-calls/drawer-calls.ts';
import * as expenseCalls from '#shared/till-calls/expense-calls.ts';
import * as leaveCalls from '#shared/till-calls/leave-calls.ts';
import * as paymentCalls from '#shared/till-calls/payment-calls.ts';
import * as peopleCalls from '#shared/till-calls/people-calls.ts';
import * as productCalls from '#shared/till-calls/product-calls.ts';
import * as receiptCalls from '#shared/till-calls/receipt-calls.ts';
import { replySchema } from '#shared/till-calls/reply.ts';
import * as saleCalls from '#shared/till-calls/sale-calls.ts';
import * as stockCalls from '#shared/till-calls/stock-calls.ts';
import * as syncCalls from '#shared/till-calls/sync-calls.ts';
import * as tillCalls from '#shared/till-calls/till-calls.ts';
import { minor } from '#shared/base/money.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const { shiftOpenCall } = drawerCalls;
const { saleAddItemCall, saleCompleteCall, saleFindCall } = saleCalls;
const { staffSignOutCall } = tillCalls;

/** Every call that the door knows: whatever a file of calls exports that is one. */
const CALLS: readonly Call[] = [
  tillCalls,
  aloneCalls,
  catalogueCalls,
  productCalls,
  peopleCalls,
  stockCalls,
  customerCalls,
  debtCalls,
  drawerCalls,
  expenseCalls,
  leaveCalls,
  paymentCalls,
  creditCalls,
  saleCalls,
  receiptCalls,
  syncCalls,
  backupCalls,
  deviceCalls,
].flatMap((file) => Object.values<unknown>(file).filter(isCall));

function isCall(value: unknown): value is Call {
  return typeof value === 'object' && value !== null && 'permission' in value && 'input' in value && 'doc' in value;
}

const OPEN_TO_ALL = CALLS.filter((call) => call.permission === '');

let till: TestTill;
/** Ids that are there, for inputs that come further than the schema. */
let known: string[] = [];

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
  const sold = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  await till.ok(saleCompleteCall, { saleId: sold.saleId, tenders: [{ method: 'cash', amountMinor: sold.totalMinor }] });
  const open = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.airtime.code } });
  known = [sold.saleId, sold.lines[0]?.id ?? '', open.saleId, open.lines[0]?.id ?? '', SHOP.milo.variantId];
});
afterEach(() => till.close());

const ask = (call: Call, input: unknown) =>
  till.raw({ name: call.name, input, ...(call.writes ? { callId: randomUUID() } : {}) });

/** A reply in words: a refusal or a fault of the catalogues, and nothing of the machine in it. */
function expectWords(name: string, input: unknown, reply: unknown): void {
  const about = `${name} ${JSON.stringify(input)?.slice(0, 300)} → ${JSON.stringify(reply).slice(0, 300)}`;
  const said = replySchema.parse(reply);
  if (said.ok) return;
  if ('refusal' in said) expect(Object.keys(REFUSALS), about).toContain(said.refusal);
  else {
    expect(Object.keys(ERRORS), about).toContain(said.fault);
    expect(said.fault, about).not.toBe('internal');
  }
  expect(JSON.stringify(said), about).not.toMatch(/SQLITE|\bat .*\.ts|node_modules|Error:/);
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    '',
    ' ',
    '\u0000',
    '\ud800',
    "'; DROP TABLE sales; --",
    'x'.repeat(100_000),
    0,
    -0,
    -1,
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    1e308,
    [],
    {},
    [[]],
    { __proto__: { saleId: 'x' } },
    idOf(9999),
  ),
  fc.jsonValue(),
);

/** A value of a schema as far as its JSON form says it; with known ids where it wants one. */
function valueOf(schema: unknown): fc.Arbitrary<unknown> {
  const shape = jsonShape.parse(schema);
  if (shape.anyOf !== undefined || shape.oneOf !== undefined)
    return fc.oneof(...[...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].map(valueOf));
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.type === 'object') {
    const parts = Object.entries(shape.properties ?? {}).map(([key, part]) => [key, valueOf(part)] as const);
    return fc.record(Object.fromEntries(parts), { requiredKeys: shape.required ?? [] });
  }
  if (shape.type === 'array') return fc.array(valueOf(shape.items), { minLength: shape.minItems ?? 0, maxLength: 3 });
  if (shape.type === 'integer' || shape.type === 'number')
    return fc.oneof(
      fc.constantFrom(-1000, 0, 1, 1000, 250_000, -250_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
      fc.maxSafeInteger(),
    );
  if (shape.type === 'boolean') return fc.boolean();
  if (shape.type === 'null') return fc.constant(null);
  return fc.oneof(
    fc.constantFrom('a', '1234', 'Zobo', SHOP.milo.code, '/', 'http://127.0.0.1:9/'),
    fc.nat(30).map((place) => known[place % known.length] ?? ''),
    fc.string({ maxLength: 60 }),
  );
}

const jsonShape = z.object({
  type: z.string().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
});

/** An input that the schema may take, often with one field that it may not. */
function inputsOf(call: Call): fc.Arbitrary<unknown> {
  const whole = valueOf(z.toJSONSchema(call.input, { io: 'input', unrepresentable: 'any' }));
  const spoilt = fc.tuple(whole, fc.nat(20), odd).map(([value, place, bad]) => {
    if (typeof value !== 'object' || value === null) return bad;
    const keys = Object.keys(value);
    const key = keys[place % Math.max(1, keys.length)];
    return key === undefined ? bad : { ...value, [key]: bad };
  });
  return fc.oneof({ arbitrary: whole, weight: 3 }, { arbitrary: spoilt, weight: 2 }, { arbitrary: odd, weight: 1 });
}

test.each(CALLS.map((call) => [call.name, call] as const))('%s answers anything in words', async (name, call) => {
  await fc.assert(
    fc.asyncProperty(inputsOf(call), async (input) => expectWords(name, input, await ask(call, input))),
    { numRuns: 30 },
  );
  // Whatever came, the till sells on.
  await till.signIn(SHOP.manager);
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const tenders = [{ method: 'card' as const, amountMinor: sale.totalMinor }];
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders });
});

test('the door knows many calls', () => {
  expect(CALLS.length).toBeGreaterThan(40);
});

test('nobody who is not signed in, or may not, gets further than the door', async () => {
  const before = (await till.ok(saleFindCall, { text: '' })).sales.length;
  await till.inFiles((store) =>
    store.write((writer) => {
      const role = writer.records.get('role', SHOP.clerkRoleId);
      if (role === null) throw new Error('no such role');
      writer.records.put('role', SHOP.clerkRoleId, { ...role, fields: { ...role.fields, permissions: [] } });
    }),
  );
  await till.signIn();
  for (const call of CALLS.filter((one) => !OPEN_TO_ALL.includes(one)))
    expect(await ask(call, {}), call.name).toMatchObject({ ok: false, refusal: 'permission_missing' });
  await till.ok(staffSignOutCall, {});
  for (const call of CALLS.filter((one) => !OPEN_TO_ALL.includes(one)))
    expect(await ask(call, {}), call.name).toMatchObject({ ok: false, refusal: 'not_signed_in' });
  await till.signIn(SHOP.manager);
  expect((await till.ok(saleFindCall, { text: '' })).sales).toHaveLength(before);
});
