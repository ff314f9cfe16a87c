import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import { PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import type { PushAnswer } from '#shared/sync/push.ts';
import { productChange, salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { Reply, TestTill } from './support/test-till.ts';

vi.setConfig({ testTimeout: 120_000 });

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function addGoods(pieces: number): Promise<Id> {
  const variantId = world.makeId();
  await world.web([productChange(world.makeId(), variantId, 'Peak Milk 400 g')]);
  const line = {
    id: world.makeId(),
    variantId,
    batchId: NO_ID,
    quantityMilli: milli(pieces * 1000),
    unitCostE4: costE4(500_000),
  };
  const payload = { receiptId: world.makeId(), supplierId: null, note: '', lines: [line] };
  await world.web([{ type: 'stock.received', entityId: payload.receiptId, payload }], { storeId: world.storeId });
  return variantId;
}

type Told = {
  readonly saleId?: Id;
  readonly lineId?: Id;
  readonly pieces?: number;
  readonly refundOf?: Id;
  readonly refundOfLineId?: Id;
};

function sell(
  till: TestTill,
  variantId: Id,
  { saleId = world.makeId(), lineId = world.makeId(), pieces = 1, refundOf, refundOfLineId }: Told = {},
): ChangeEnvelope {
  const thing = {
    variantId,
    quantityMilli: pieces * 1000,
    priceMinor: 700,
    lineId,
    ...(refundOfLineId === undefined ? {} : { refundOfLineId }),
  };
  const payload = salePayload(world.makeId, { saleId, refundOf: refundOf ?? null, things: [thing] });
  return till.write(refundOf === undefined ? 'sale.completed' : 'sale.refunded', payload, { entityId: saleId });
}

/** A piece that somebody found: a change that is small enough for 500 to go in one push. */
function find(till: TestTill, variantId: Id): ChangeEnvelope {
  const line = {
    id: world.makeId(),
    variantId,
    batchId: NO_ID,
    quantityMilli: milli(1000),
    unitCostE4: costE4(500_000),
  };
  return till.write('stock.adjusted', { adjustmentId: world.makeId(), reason: 'found', note: '', lines: [line] });
}

const acksOf = (reply: Reply<PushAnswer>) => {
  if (!reply.ok) throw new Error(`${reply.status} ${reply.code}`);
  return reply.answer.acks;
};
const order = async (id: Id) =>
  (
    await world.root<{ payment_status: string; needs_review: boolean; review_reasons: string[] }[]>`
    select payment_status, needs_review, review_reasons from sales_orders where id = ${id}`
  )[0];
const levelOf = async (variantId: Id) =>
  (
    await world.root<{ milli: number }[]>`select quantity_milli as milli from inventory where variant_id = ${variantId}`
  )[0]?.milli;
const keptOf = (till: TestTill) =>
  world.root<
    { seq: number; type: string; outcome: string }[]
  >`select seq, type, outcome from changes where till_id = ${till.identity.tillId} order by seq`;

const POISON = '{"type": "sale.completed", "v": 1, "broken';
/** An even place: sales stand at the odd ones. */
const POISONED = PUSH_CHANGES_MAX / 2;

test('a poisoned change in the middle of 500: 499 are applied in their order, one waits, and each answer is that of its own change', async () => {
  const till = await world.till();
  const variantId = await addGoods(1_000);
  for (let seq = 1; seq <= PUSH_CHANGES_MAX; seq += 1) {
    if (seq === POISONED) till.writeBody(POISON);
    else if (seq % 2 === 1) sell(till, variantId);
    else find(till, variantId);
  }
  const acks = acksOf(await till.push(till.log));
  expect(acks.map(({ seq, hash }) => `${seq} ${hash}`)).toEqual(till.log.map(({ seq, hash }) => `${seq} ${hash}`));
  expect(acks.filter(({ outcome }) => outcome === 'applied')).toHaveLength(PUSH_CHANGES_MAX - 1);
  expect(acks[POISONED - 1]).toMatchObject({ outcome: 'quarantined', code: 'body_not_json' });
  const kept = await keptOf(till);
  expect(kept.map(({ seq }) => seq)).toEqual(till.log.map(({ seq }) => seq));
  expect(kept.filter(({ outcome }) => outcome === 'quarantined').map(({ seq }) => seq)).toEqual([POISONED]);
  const sold = await world.root<
    { seq: number }[]
  >`select seq from sales_orders where till_id = ${till.identity.tillId} order by seq`;
  expect(sold.map(({ seq }) => seq)).toEqual(till.log.flatMap(({ seq }) => (seq % 2 === 1 ? [seq] : [])));
  // 250 pieces sold, and 249 found.
  expect(await levelOf(variantId)).toBe(999_000);
  const [waiting] = await world.root<
    { raw: Uint8Array }[]
  >`select raw from sync_quarantine where till_id = ${till.identity.tillId}`;
  expect(Buffer.from(waiting?.raw ?? []).toString()).toBe(POISON);
  // The answer got lost: the same batch again changes nothing.
  const again = acksOf(await till.push(till.log));
  expect(again.map(({ outcome }) => outcome)).toEqual(
    till.log.map(({ seq }) => (seq === POISONED ? 'quarantined' : 'duplicate')),
  );
  expect(await levelOf(variantId)).toBe(999_000);
});

test('a change that only the database refuses, in the middle of 500, is set apart alone too', async () => {
  const till = await world.till();
  const variantId = await addGoods(1_000);
  const saleId = world.makeId();
  // The same sale by another change: its tables refuse it, not the door.
  for (let seq = 1; seq <= PUSH_CHANGES_MAX; seq += 1)
    if (seq === 1 || seq === POISONED) sell(till, variantId, { saleId });
    else find(till, variantId);
  const acks = acksOf(await till.pushAll());
  expect(acks.flatMap(({ seq, outcome, code }) => (outcome === 'applied' ? [] : [{ seq, outcome, code }]))).toEqual([
    { seq: POISONED, outcome: 'quarantined', code: 'id_clash' },
  ]);
  expect(await levelOf(variantId)).toBe((1_000 - 1 + (PUSH_CHANGES_MAX - 2)) * 1000);
});

test('a poisoned change alone counts as received, blocks nothing, and stays until somebody settles it', async () => {
  const till = await world.till();
  const variantId = await addGoods(10);
  till.writeBody(POISON);
  expect(acksOf(await till.pushAll())).toMatchObject([{ seq: 1, outcome: 'quarantined', code: 'body_not_json' }]);
  sell(till, variantId);
  expect(acksOf(await till.pushAll())).toMatchObject([{ seq: 2, outcome: 'applied' }]);
  const answer = await till.hello();
  expect(answer.verdict).toBe('normal');
  const waiting = await world.root`select state from sync_quarantine where till_id = ${till.identity.tillId}`;
  expect(waiting).toEqual([{ state: 'waiting' }]);
});

test('what depends on a poisoned sale is applied without it, and waits for nobody', async () => {
  const [till, other] = [await world.till(), await world.till()];
  const variantId = await addGoods(10);
  const [saleId, lineId, refundId] = [world.makeId(), world.makeId(), world.makeId()];
  const { body } = sell(other, variantId, { saleId, lineId, pieces: 2 });
  // The same sale in a version that nobody can read.
  till.writeBody(body.replaceAll(other.identity.tillId, till.identity.tillId).replace('"v":1', '"v":99'));
  sell(till, variantId, { saleId: refundId, pieces: -1, refundOf: saleId, refundOfLineId: lineId });
  till.write('sale.annotated', { saleId, note: 'paid by his sister', customerId: null }, { entityId: saleId });
  sell(till, variantId);
  expect(acksOf(await till.pushAll())).toMatchObject([
    { outcome: 'quarantined', code: 'change_type_unknown' },
    { outcome: 'applied' },
    { outcome: 'applied' },
    { outcome: 'applied' },
  ]);
  expect(await order(saleId)).toBeUndefined();
  expect(await order(refundId)).toMatchObject({ needs_review: false });
  // One came back, one was sold; the poisoned two wait.
  expect(await levelOf(variantId)).toBe(10_000);
});

test('the last piece sold at two tills at once: both sales stand, the level says so, and somebody is told', async () => {
  const [one, other] = [await world.till(), await world.till()];
  const variantId = await addGoods(1);
  const [first, second] = [world.makeId(), world.makeId()];
  sell(one, variantId, { saleId: first });
  sell(other, variantId, { saleId: second });
  const replies = await Promise.all([one.pushAll(), other.pushAll()]);
  expect(
    replies
      .flatMap(acksOf)
      .map(({ outcome }) => outcome)
      .toSorted(),
  ).toEqual(['applied', 'applied_for_review']);
  expect(await levelOf(variantId)).toBe(-1000);
  const marked = [await order(first), await order(second)].filter((sale) => sale?.needs_review === true);
  expect(marked).toMatchObject([{ review_reasons: ['negative_stock'], payment_status: 'paid' }]);
  for (const till of [one, other]) {
    const rows = await till.pullToHead();
    expect(rows.find(({ entity, id }) => entity === 'level' && id.includes(variantId))?.data).toMatchObject({
      quantityMilli: -1000,
    });
  }
});

test('two offline tills give back more than was sold: both refunds stand, both are marked, and one case is opened', async () => {
  const [seller, other] = [await world.till(), await world.till()];
  const variantId = await addGoods(10);
  const [saleId, lineId, here, there] = [world.makeId(), world.makeId(), world.makeId(), world.makeId()];
  sell(seller, variantId, { saleId, lineId, pieces: 2 });
  await seller.pushAll();
  sell(seller, variantId, { saleId: here, pieces: -2, refundOf: saleId, refundOfLineId: lineId });
  sell(other, variantId, { saleId: there, pieces: -1, refundOf: saleId, refundOfLineId: lineId });
  acksOf(await seller.pushAll());
  expect(acksOf(await other.pushAll()).map(({ outcome }) => outcome)).toEqual(['applied_for_review']);
  for (const id of [here, there])
    expect(await order(id)).toMatchObject({ needs_review: true, review_reasons: ['over_refund'] });
  expect(await world.root`select kind from sync_cases where entity_id = ${saleId}`).toEqual([{ kind: 'over_refund' }]);
  expect(await levelOf(variantId)).toBe(11_000);
});

test('one product edited at two tills and in the web: each field goes to its latest writer, whatever order they come in', async () => {
  const [one, other] = [await world.till(), await world.till()];
  const [productId, variantId] = [world.makeId(), world.makeId()];
  await world.web([productChange(productId, variantId, 'Garri 1 kg', 'GAR')]);
  const madeMs = world.clock.nowMs();
  const edit = (fields: Readonly<Record<string, string | number>>) => ({
    records: [{ kind: 'product_variant' as const, id: variantId, op: 'put' as const, fields: { ...fields } }],
  });
  const MINUTE_MS = 60_000;
  // Price: one till at 1, the other at 2. Name: the web at 3, one till at 4. sku: the other till at 4, the web at 5.
  one.write('product.changed', edit({ sellingPriceMinor: minor(800) }), { atMs: madeMs + MINUTE_MS });
  other.write('product.changed', edit({ sellingPriceMinor: minor(900) }), { atMs: madeMs + 2 * MINUTE_MS });
  world.server.clock.advance(3 * MINUTE_MS);
  await world.web([{ type: 'product.changed', entityId: productId, payload: edit({ name: 'of the web' }) }]);
  one.write('product.changed', edit({ name: 'of a till' }), { atMs: madeMs + 4 * MINUTE_MS });
  other.write('product.changed', edit({ sku: 'TILL' }), { atMs: madeMs + 4 * MINUTE_MS });
  world.server.clock.advance(2 * MINUTE_MS);
  await world.web([{ type: 'product.changed', entityId: productId, payload: edit({ sku: 'WEB' }) }]);
  world.server.clock.advance(MINUTE_MS);
  await other.pushAll();
  await one.pushAll();
  const merged = { name: 'of a till', sku: 'WEB', sellingPriceMinor: 900 };
  const [row] =
    await world.root`select name, sku, selling_price_minor as "sellingPriceMinor" from product_variants where id = ${variantId}`;
  expect(row).toEqual(merged);
  for (const till of [one, other]) {
    const rows = await till.pullToHead();
    expect(rows.find(({ id }) => id === variantId)?.data).toMatchObject({ fields: merged });
  }
});
