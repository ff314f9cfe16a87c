import { z } from 'zod';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { expenseCategorySchema } from '#shared/api/expense-endpoints.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../../support/api-caller.ts';
import type { SyncWorld } from '../../sync/support/sync-world.ts';
import {
  type Happened,
  type TestStore,
  type TestVariant,
  dice,
  letHappen,
  madeSale,
  shopDay,
  stockLine,
  wallClock,
} from './made-trade.ts';

const idOf = z.looseObject({ id: z.string() });
/** The day begins at four in the morning: what a bar sells at two is of the evening before. */
export const START_HOUR = 4;

export type TradingShop = {
  readonly owner: SignedInOwner;
  readonly stores: readonly TestStore[];
  readonly variants: readonly TestVariant[];
  readonly people: readonly Id[];
  readonly categoryIds: readonly Id[];
  readonly expenseCategoryIds: readonly Id[];
  readonly events: readonly Happened[];
};

/** A business of two stores, one in a zone that moves its clocks, and what happened there in the days when they moved. */
export async function openTradingShop(world: SyncWorld, seed: number, count: number): Promise<TradingShop> {
  const owner = await registerOwner(world.server, 'trade@example.test', 'Two Zones');
  const add = async (path: string, body: object): Promise<Id> =>
    dataOf(await owner.call('POST', path, { body }), idOf).id;
  const zones = ['Africa/Lagos', 'Europe/London'];
  const stores: TestStore[] = [];
  for (const [index, zone] of zones.entries())
    stores.push({ id: await add('/stores', { name: `Store ${index}`, code: `ST${index}`, timeZone: zone }), zone });
  const categoryIds = [await add('/categories', { name: 'Drinks' }), await add('/categories', { name: 'Food' })];
  const expenseCategoryIds: Id[] = [];
  for (const name of ['Rent', 'Diesel']) {
    const came = await owner.call('POST', '/expenses/categories', { body: { name } });
    expenseCategoryIds.push(dataOf(came, expenseCategorySchema).id);
  }
  const variants = await addProducts(owner, categoryIds);
  await world.root`update businesses set day_start_minutes = ${START_HOUR * 60} where id = ${owner.businessId}`;
  const people = [owner.userId, world.makeId(), world.makeId()];
  const at = new Date(world.clock.nowMs());
  for (const id of people.slice(1))
    await world.root`insert into users (business_id, id, full_name, created_at, updated_at) values (${owner.businessId}, ${id}, 'Amina', ${at}, ${at})`;
  const shop = { owner, stores, variants, people, categoryIds, expenseCategoryIds };
  const events = happenings(world, shop, { roll: dice(seed), count });
  await letHappen(world, { id: owner.businessId, dayStartMinutes: START_HOUR * 60 }, events);
  return { ...shop, events };
}

async function addProducts(owner: SignedInOwner, categoryIds: readonly Id[]): Promise<TestVariant[]> {
  const shown = z.object({ variants: z.array(idOf) });
  const variants: TestVariant[] = [];
  for (let index = 0; index < 5; index += 1) {
    const [costE4, priceMinor] = [500_000 + index * 12_345, 10_000 + index * 777];
    const categoryId = index === 4 ? null : (categoryIds[index % 2] ?? null);
    const body = { name: `Good ${index}`, sku: `G${index}`, costE4, sellingPriceMinor: priceMinor, categoryId };
    const product = dataOf(await owner.call('POST', '/products', { body }), shown);
    variants.push({ id: product.variants[0]?.id ?? '', categoryId: categoryId ?? NO_ID, costE4, priceMinor });
  }
  return variants;
}

/** From the last week of February to the first of April 2026: a month's ends, midnights, and the Sunday on which London loses an hour. */
const FROM_MS = Date.parse('2026-02-24T00:00:00Z');
const DAYS = 36;

function happenings(
  world: SyncWorld,
  shop: Omit<TradingShop, 'events'>,
  { roll, count }: { roll: (below: number) => number; count: number },
): Happened[] {
  const times = Array.from({ length: count }, (_, index) => {
    // A third of them within an hour of a midnight, and of the moment at which the clocks go forward.
    const any = FROM_MS + roll(DAYS * 24 * 60) * 60_000;
    if (index % 3 === 0) return FROM_MS + roll(DAYS) * 86_400_000 + (roll(120) - 60) * 60_000;
    return index % 10 === 1 ? Date.parse('2026-03-29T01:00:00Z') + (roll(120) - 60) * 60_000 : any;
  }).toSorted((left, right) => left - right);
  return times.map((atMs): Happened => {
    const store = shop.stores[roll(2)] ?? { id: NO_ID, zone: 'UTC' };
    const wall = wallClock(atMs, store.zone);
    return {
      store,
      actorId: shop.people[roll(3)] ?? NO_ID,
      atMs,
      day: shopDay(atMs, store.zone, START_HOUR),
      hour: wall.hour,
      minuteOfDay: (wall.hour * 60 + wall.minute - START_HOUR * 60 + 1440) % 1440,
      said: said(world, shop, roll, wall.date),
    };
  });
}

function said(
  { makeId }: SyncWorld,
  { variants, expenseCategoryIds }: Omit<TradingShop, 'events'>,
  roll: (below: number) => number,
  date: string,
): Happened['said'] {
  const variant = variants[roll(variants.length)] ?? { id: NO_ID, costE4: 0 };
  const id = makeId();
  const what = roll(20);
  if (what < 11) {
    const payload = madeSale(roll, makeId, { variants, shiftId: null, isRefund: false });
    return { type: 'sale.completed', entityId: payload.saleId, payload };
  }
  if (what < 13) {
    const payload = madeSale(roll, makeId, { variants, shiftId: null, isRefund: true });
    return { type: 'sale.refunded', entityId: payload.saleId, payload };
  }
  if (what < 15) {
    const reason =
      (['damaged', 'expired', 'theft', 'own_use', 'found', 'opening', 'other'] as const)[roll(7)] ?? 'other';
    const quantity = reason === 'found' || reason === 'opening' ? 1000 : -1500;
    const lines = [stockLine(makeId, variant.id, quantity, variant.costE4)];
    return { type: 'stock.adjusted', entityId: id, payload: { adjustmentId: id, reason, note: '', lines } };
  }
  if (what < 18) {
    const lines = [stockLine(makeId, variant.id, 3000 + roll(5) * 250, variant.costE4 + roll(9) * 999)];
    return { type: 'stock.received', entityId: id, payload: { receiptId: id, supplierId: null, note: '', lines } };
  }
  if (what < 19) {
    const { unitCostE4: _, quantityMilli: __, ...line } = stockLine(makeId, variant.id, 0, 0);
    const lines = [{ ...line, countedMilli: milli(roll(20) * 500), expectedMilli: milli(0) }];
    return { type: 'stock.counted', entityId: id, payload: { countId: id, note: '', lines } };
  }
  const categoryId = expenseCategoryIds[roll(3)] ?? null;
  const spent = {
    amountMinor: minor(100 + roll(9000)),
    description: '',
    expenseDate: date,
    paymentMethod: 'cash' as const,
  };
  return {
    type: 'expense.recorded',
    entityId: id,
    payload: { expenseId: id, categoryId, ...spent, receiptFileId: null, cashMovementId: null },
  };
}
