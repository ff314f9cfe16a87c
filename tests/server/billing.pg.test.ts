import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type SubscriptionAnswer,
  planAnswerSchema,
  subscriptionAnswerSchema,
} from '#shared/api/subscription-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import {
  type Came,
  type SignedInOwner,
  TEST_PASSWORD,
  apiCaller,
  dataOf,
  registerOwner,
  signIn,
} from '../support/api-caller.ts';
import { type LocalPaystack, startPaystack } from '../support/paystack.ts';
import { sentToken } from '../support/sent-link.ts';
import { productChange, salePayload } from '../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { TestTill } from '../sync/support/test-till.ts';

const DAY_MS = 24 * 60 * 60_000;
const idOf = z.looseObject({ id: z.string() });
const rolesOf = z.array(z.looseObject({ id: z.string(), key: z.string() }));

let paystack: LocalPaystack;
let world: SyncWorld;

beforeAll(async () => {
  paystack = await startPaystack();
  world = await openSyncWorld(8, { PAYSTACK_SECRET_KEY: paystack.secretKey, PAYSTACK_API_URL: paystack.url });
  plans = dataOf(await (await newOwner()).call('GET', '/subscription/plans'), z.array(planAnswerSchema));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await paystack[Symbol.asyncDispose]();
});

let owners = 0;
const newOwner = (): Promise<SignedInOwner> => {
  owners += 1;
  return registerOwner(world.server, `owner${owners}@example.test`, `Stores ${owners}`);
};
const subscriptionOf = async (owner: SignedInOwner): Promise<SubscriptionAnswer> => {
  // A token lives for a quarter of an hour, and the clock of these tests moves by months.
  const fresh = await signIn(world.server, owner.email);
  return dataOf(await fresh.call('GET', '/subscription'), subscriptionAnswerSchema);
};

let plans: z.output<typeof planAnswerSchema>[] = [];
const planId = (name: string): string =>
  must(
    plans.find((plan) => plan.name === name && plan.billingPeriod === 'monthly'),
    `the plan ${name}`,
  ).id;

async function checkout(owner: SignedInOwner, name: string): Promise<string> {
  const came = await owner.call('POST', '/subscription/checkout', { body: { planId: planId(name) } });
  expect(came.status).toBe(201);
  return dataOf(came, z.looseObject({ reference: z.string() })).reference;
}

/** The payer pays on Paystack's page. */
function pay(reference: string, more: object = {}): void {
  const paidAt = new Date(world.clock.nowMs()).toISOString();
  Object.assign(must(paystack.transactions.get(reference), reference), { status: 'success', paidAt, ...more });
}

const tell = (event: string, data: object): Promise<Came> =>
  apiCaller(world.server)('POST', '/subscription/webhook', paystack.message(event, data));

async function subscribe(owner: SignedInOwner, name: string): Promise<string> {
  const reference = await checkout(owner, name);
  pay(reference);
  expect(await tell('charge.success', { reference })).toMatchObject({ status: 200, body: { data: { handled: true } } });
  return reference;
}

test('a business begins with a trial, which the clock ends', async () => {
  const ada = await newOwner();
  expect(await subscriptionOf(ada)).toMatchObject({
    state: 'trial',
    plan: null,
    endsAt: new Date(world.clock.nowMs() + 30 * DAY_MS).toISOString(),
    isEnforced: true,
    limits: { users: 10, stores: 3, tills: 10, orders: null },
    usage: { users: 1, stores: 0, tills: 0, orders: 0 },
    payments: [],
  });
  world.clock.advance(30 * DAY_MS);
  expect((await subscriptionOf(ada)).state).toBe('past_due');
  world.clock.advance(7 * DAY_MS);
  expect((await subscriptionOf(ada)).state).toBe('cancelled');
});

test('a plan counts once it is paid, for a month; a message that comes again, late or wrong moves nothing', async () => {
  const ada = await newOwner();
  const reference = await checkout(ada, 'Growth');
  expect(paystack.transactions.get(reference)).toMatchObject({ amount: 1_500_000, currency: 'NGN', email: ada.email });
  world.clock.advance(1000);
  // Signed by Paystack, and not true by now: what it says is not believed.
  await tell('charge.success', { reference, status: 'success', amount: 1_500_000, currency: 'NGN' });
  expect(await subscriptionOf(ada)).toMatchObject({ state: 'trial', payments: [{ state: 'pending' }] });
  pay(reference);
  await Promise.all([tell('charge.success', { reference }), tell('charge.success', { reference })]);
  const paid = await subscriptionOf(ada);
  expect(paid).toMatchObject({
    state: 'active',
    plan: { name: 'Growth', priceMinor: 1_500_000 },
    limits: { users: 25, stores: 3, tills: 10 },
    payments: [{ reference, state: 'paid', amountMinor: 1_500_000 }],
  });
  world.clock.advance(DAY_MS);
  await tell('charge.success', { reference });
  expect((await subscriptionOf(ada)).endsAt).toBe(paid.endsAt);
  Object.assign(must(paystack.transactions.get(reference), 'it'), { status: 'failed' });
  await tell('charge.failed', { reference });
  expect(await subscriptionOf(ada)).toMatchObject({ state: 'active', endsAt: paid.endsAt });
  const audited = await (await signIn(world.server, ada.email)).call('GET', '/audit-logs?q=subscription');
  expect(audited.body).toMatchObject({
    data: [{ action: 'subscription.payment_paid' }, { action: 'subscription.checkout_opened' }],
  });
});

test('money that is given back takes back its own month, and a success told late does not bring it again', async () => {
  const ada = await newOwner();
  const first = await subscribe(ada, 'Starter');
  const once = (await subscriptionOf(ada)).endsAt;
  const second = await subscribe(ada, 'Starter');
  expect((await subscriptionOf(ada)).endsAt > once).toBe(true);
  Object.assign(must(paystack.transactions.get(second), 'it'), { status: 'reversed' });
  await tell('refund.processed', { transaction_reference: second });
  expect(await subscriptionOf(ada)).toMatchObject({ state: 'active', endsAt: once });
  pay(second);
  await tell('charge.success', { reference: second });
  expect((await subscriptionOf(ada)).endsAt).toBe(once);
  Object.assign(must(paystack.transactions.get(first), 'it'), { status: 'reversed' });
  await tell('refund.processed', { transaction_reference: first });
  expect(await subscriptionOf(ada)).toMatchObject({ state: 'trial', plan: null });
});

test('another sum or another currency than the plan costs gives no plan', async () => {
  const ada = await newOwner();
  for (const wrong of [{ amount: 1 }, { currency: 'GHS' }, { amount: 450_000_000 }]) {
    const reference = await checkout(ada, 'Growth');
    pay(reference, wrong);
    expect(await tell('charge.success', { reference })).toMatchObject({ status: 200 });
    expect(await subscriptionOf(ada)).toMatchObject({ state: 'trial' });
  }
  expect((await subscriptionOf(ada)).payments.map(({ state }) => state)).toEqual(Array(3).fill('mismatched'));
});

test('a message that got lost is made up for when the owner looks', async () => {
  const ada = await newOwner();
  pay(await checkout(ada, 'Starter'));
  world.clock.advance(20_000);
  expect((await subscriptionOf(ada)).state).toBe('trial');
  await world.server.settled();
  expect((await subscriptionOf(ada)).state).toBe('active');
});

test('a stranger’s message is refused, what is not ours is let be, and a silent provider is asked to send again', async () => {
  const ada = await newOwner();
  const reference = await checkout(ada, 'Starter');
  const { text } = paystack.message('charge.success', { reference });
  const headers = { 'x-paystack-signature': '0'.repeat(128) };
  expect(await apiCaller(world.server)('POST', '/subscription/webhook', { text, headers })).toMatchObject({
    status: 401,
    body: { code: 'payment_signature' },
  });
  expect(await tell('charge.success', { reference: 'somebody-elses' })).toMatchObject({
    status: 200,
    body: { data: { handled: false } },
  });
  expect(await tell('customeridentification.success', {})).toMatchObject({ body: { data: { handled: false } } });
  pay(reference);
  paystack.troubles.push('broken', 'broken', 'broken');
  expect(await tell('charge.success', { reference })).toMatchObject({
    status: 503,
    body: { code: 'payment_provider' },
  });
  expect((await tell('charge.success', { reference })).status).toBe(200);
  expect((await subscriptionOf(ada)).state).toBe('active');
});

test('a checkout is kept once for a key, and refuses what can’t be bought', async () => {
  const ada = await newOwner();
  const body = { planId: planId('Starter') };
  const headers = { 'idempotency-key': 'once' };
  const [one, again] = [
    await ada.call('POST', '/subscription/checkout', { body, headers }),
    await ada.call('POST', '/subscription/checkout', { body, headers }),
  ];
  expect(again.body).toEqual(one.body);
  expect((await subscriptionOf(ada)).payments).toHaveLength(1);
  expect(await ada.call('POST', '/subscription/checkout', { body: { planId: world.makeId() } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'planId' }] },
  });
  paystack.troubles.push('broken', 'broken', 'broken');
  expect(await ada.call('POST', '/subscription/checkout', { body })).toMatchObject({ status: 503 });
  expect((await subscriptionOf(ada)).payments).toHaveLength(1);
  for (const code of ['AA', 'BB']) await ada.call('POST', '/stores', { body: { name: code, code } });
  expect(await ada.call('POST', '/subscription/checkout', { body })).toMatchObject({
    status: 409,
    body: {
      code: 'plan_limit',
      message: 'The plan Starter is for 1 store, and 2 are there. Choose a larger plan, or archive some first.',
    },
  });
});

test('whoever may not see bills does not, and nobody sees another business’s', async () => {
  const [ada, ben] = [await newOwner(), await newOwner()];
  await subscribe(ada, 'Starter');
  expect(await subscriptionOf(ben)).toMatchObject({ state: 'trial', payments: [] });
  const roles = dataOf(await ada.call('GET', '/roles'), rolesOf);
  const roleId = roles.find(({ key }) => key === 'manager')?.id;
  const body = { fullName: 'Manager', roleId, email: 'manager@example.test', password: TEST_PASSWORD };
  await ada.call('POST', '/users', { body });
  await apiCaller(world.server)(
    'POST',
    `/auth/verify-email/${await sentToken(world.server, body.email, 'verify-email')}`,
  );
  const manager = await signIn(world.server, body.email);
  expect(await manager.call('GET', '/subscription')).toMatchObject({ status: 403 });
  expect(await manager.call('POST', '/subscription/checkout', { body: {} })).toMatchObject({ status: 403 });
});

const REFUSED = { status: 409, body: { code: 'plan_limit' } };

test('a full plan takes no further person, store or till, and says what to do', async () => {
  const ada = await newOwner();
  await subscribe(ada, 'Starter');
  const roles = dataOf(await ada.call('GET', '/roles'), rolesOf);
  const roleId = roles.find(({ key }) => key === 'sales_clerk')?.id;
  const addPerson = (fullName: string): Promise<Came> => ada.call('POST', '/users', { body: { fullName, roleId } });
  const added = await Promise.all(['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map(addPerson));
  // The owner is the fifth.
  expect(added.filter(({ status }) => status === 201)).toHaveLength(4);
  expect(added.filter(({ status }) => status === 409)).toHaveLength(2);
  expect(added.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'plan_limit',
    message:
      'The plan Starter is for 5 people, and 5 are there. Deactivate somebody, or choose a larger plan under Subscription.',
  });
  const invitation = { email: 'new@example.test', fullName: 'New', roleId };
  expect(await ada.call('POST', '/users/invite', { body: invitation })).toMatchObject(REFUSED);
  const person = dataOf(
    must(
      added.find(({ status }) => status === 201),
      'somebody',
    ),
    idOf,
  ).id;
  expect(await ada.call('PUT', `/users/${person}/deactivate`, { headers: { 'if-match': '*' } })).toMatchObject({
    status: 200,
  });
  expect((await ada.call('POST', '/users/invite', { body: invitation })).body).toMatchObject({ status: 'success' });
  expect(await ada.call('POST', '/users/invite', { body: invitation })).toMatchObject({ status: 201 });
  expect(await ada.call('PUT', `/users/${person}/activate`, { headers: { 'if-match': '*' } })).toMatchObject(REFUSED);
  const store = dataOf(await ada.call('POST', '/stores', { body: { name: 'Yaba', code: 'YAB' } }), idOf).id;
  expect(await ada.call('POST', '/stores', { body: { name: 'Other', code: 'OTH' } })).toMatchObject(REFUSED);
  const closed = dataOf(
    await ada.call('POST', '/stores', { body: { name: 'Closed', code: 'CLO', isActive: false } }),
    idOf,
  ).id;
  const reopen = await ada.call('PUT', `/stores/${closed}`, { body: { isActive: true }, headers: { 'if-match': '*' } });
  expect(reopen).toMatchObject(REFUSED);
  const code = async (more: object = {}): Promise<string> => {
    world.clock.advance(1000);
    const made = await ada.call('POST', `/stores/${store}/tills/enrolment-code`, { body: more });
    return dataOf(made, z.looseObject({ code: z.string() })).code;
  };
  const enrol = async (with_: string) =>
    TestTill.enrol({ url: world.url, clock: world.clock, makeId: world.makeId }, ada.userId, with_);
  const codes = [await code(), await code(), await code()];
  await expect(enrol(codes[0] ?? '')).rejects.toThrow('enrolment_code_invalid');
  const till = await enrol(codes[1] ?? '');
  await enrol(codes[2] ?? '');
  expect(await ada.call('POST', `/stores/${store}/tills/enrolment-code`, { body: {} })).toMatchObject(REFUSED);
  await enrol(await code({ replaces: till.identity.tillId }));
  expect((await subscriptionOf(ada)).usage).toEqual({ users: 5, stores: 1, tills: 2, orders: 0 });
});

test('whatever was not paid, tills sell and send on, and the sales are counted', async () => {
  const business = await world.addBusiness();
  const till = await world.till(business);
  const variantId = world.makeId();
  await world.web([productChange(world.makeId(), variantId, 'Peak Milk 400 g')], { business });
  world.clock.advance(400 * DAY_MS);
  await till.signIn();
  await till.hello();
  const sell = () => {
    const saleId = world.makeId();
    const things = [{ variantId, quantityMilli: 2000, priceMinor: 10_000 }];
    return till.write('sale.completed', salePayload(world.makeId, { saleId, shiftId: null, things }), {
      entityId: saleId,
    });
  };
  const pushed = await till.push(Array.from({ length: 5 }, sell));
  const outcomes = pushed.ok
    ? pushed.answer.acks.map(({ outcome }) => outcome.replace('_for_review', ''))
    : pushed.code;
  expect(outcomes).toEqual(Array(5).fill('applied'));
  expect(await till.pull()).toMatchObject({ ok: true });
  const [row] =
    await world.root`select sum(sale_count)::int as sold from rollup_sales_hour where business_id = ${business.businessId}`;
  expect(row).toEqual({ sold: 5 });
});
