import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { HLC_LIFT_MS_MAX, HLC_ZERO, hlcMs, makeHlc } from '#shared/base/hlc.ts';
import { minor } from '#shared/base/money.ts';
import { SERVER_TILL_ID, makeRank } from '#shared/sync/rank.ts';
import { levelId } from '#shared/sync/feed-rows.ts';
import { onHandOfBatch, levelsCompleteThrough } from '#till/catalogue/on-hand.ts';
import type { AppendedChange } from '#till/store/append-change.ts';
import { indexRecords } from '#till/store/index-record.ts';
import type { TillStore } from '#till/store/till-store.ts';
import { applyFeedPage, applyParked } from '#till/sync/apply-feed-page.ts';
import type { FeedContext } from '#till/sync/page-view.ts';
import type { PulledPage, PulledRow } from '#till/sync/pulled-page.ts';
import { FIRST_EPOCH, START_MS, type TillFile, newId, openTillFile } from './support/till-file.ts';

const variantId = newId();
const customerId = newId();
const EPOCH = FIRST_EPOCH;

let file: TillFile;
let store: TillStore;
let feedSeq = 0;
const applied: string[] = [];

beforeEach(async () => {
  file = await openTillFile();
  store = file.store;
  applied.length = 0;
});

afterEach(() => file[Symbol.dispose]());

const context = (): FeedContext => ({
  tillId: file.tillId,
  nowMs: START_MS,
  officeNowMs: START_MS,
  isHealing: false,
  onRecordsApplied: (_writer, records) => void applied.push(...records.map(({ id }) => id)),
});
const row = (entity: string, id: string, data: unknown, op: 'put' | 'delete' = 'put'): PulledRow => ({
  feedSeq: (feedSeq += 1),
  entity,
  id,
  op,
  data,
});
function page(changes: PulledRow[], given: Partial<PulledPage> = {}): PulledPage {
  return {
    changes,
    cursor: `after ${feedSeq}`,
    hasMore: false,
    appliedThrough: null,
    quarantined: [],
    complete: [],
    serverTime: START_MS,
    ...given,
  };
}
const apply = (given: PulledPage) => store.write((writer) => applyFeedPage(writer, given, context()));
const sell = (): AppendedChange => file.sell(variantId);
const level = (quantityMilli: number, anchorHlc = HLC_ZERO) =>
  row('level', levelId({ storeId: file.storeId, variantId, batchId: NO_ID }), {
    storeId: file.storeId,
    variantId,
    batchId: NO_ID,
    quantityMilli,
    reorderLevelMilli: null,
    anchorHlc,
    averageCostE4: 0,
  });
const shown = (): number =>
  store.read((reader) =>
    onHandOfBatch(
      reader,
      { variantId, batchId: NO_ID },
      reader.stock.levelsOf(variantId)[0],
      levelsCompleteThrough(reader),
    ),
  );
const through = (seq: number) => ({ epoch: EPOCH, seq });

const officeRank = (ms: number) => makeRank({ stamp: makeHlc(ms, 0), tillId: SERVER_TILL_ID, epochCounter: 1, seq: 1 });
const customer = (name: string, ms: number, phone = '') => {
  const fields = {
    name,
    phone,
    email: '',
    taxId: '',
    creditLimitMinor: minor(0),
    priceListId: null,
    taxExempt: false,
    consent: false,
    isActive: true,
  };
  return row('customer', customerId, {
    fields,
    ranks: Object.fromEntries(Object.keys(fields).map((field) => [field, officeRank(ms)])),
  });
};
const rename = (name: string): AppendedChange =>
  file.append({
    type: 'customer.changed',
    entityId: customerId,
    actorId: file.actorId,
    payload: { records: [{ kind: 'customer', id: customerId, op: 'put', fields: { name } }] },
  });
const customerName = (): unknown => store.read((reader) => reader.records.get('customer', customerId)?.fields['name']);

test('the shown stock is exact whether a sale is in the level, in no level yet, or in every row of a complete class', () => {
  apply(page([level(10_000)]));
  sell();
  sell();
  expect(shown()).toBe(8000);
  apply(page([level(9000)], { appliedThrough: through(1) }));
  expect(shown()).toBe(8000);
  apply(page([], { appliedThrough: through(2), complete: ['levels'] }));
  expect(shown()).toBe(9000);
  apply(page([level(8000)], { appliedThrough: through(2) }));
  expect(shown()).toBe(8000);
});

test('an own sale in quarantine stays in the shown stock, in rows that moved and in those that did not', () => {
  const bad = sell();
  sell();
  apply(page([level(9000)], { appliedThrough: through(2), quarantined: [bad.id] }));
  expect(shown()).toBe(8000);
  apply(page([], { appliedThrough: through(2), quarantined: [bad.id], complete: ['levels'] }));
  expect(shown()).toBe(8000);
  apply(page([], { appliedThrough: through(2), complete: ['levels'] }));
  expect(shown()).toBe(9000);
});

test('a pull never wipes what this till has not yet pushed, and a later page ends the own edit once the office has it', () => {
  apply(page([customer('Ada', START_MS - 60_000)], { complete: ['customers'] }));
  const edit = rename('Ada Obi');
  apply(page([customer('Adaeze', START_MS - 30_000, '0801')]));
  expect(customerName()).toBe('Ada Obi');
  expect(store.read((reader) => reader.records.get('customer', customerId)?.fields['phone'])).toBe('0801');
  apply(page([customer('Ada Obi', START_MS, '0801')], { appliedThrough: through(edit.seq) }));
  expect(customerName()).toBe('Ada Obi');
  expect(store.read((reader) => reader.sync.base('customer', customerId))).toBeNull();
});

test('an own edit that lost at the office ends when its class is complete, though the row never moved', () => {
  apply(page([customer('Ada', START_MS - 60_000)], { complete: ['customers'] }));
  const edit = rename('Ada Obi');
  apply(page([], { appliedThrough: through(edit.seq), complete: ['customers'] }));
  expect(customerName()).toBe('Ada');
  expect(applied.at(-1)).toBe(customerId);
});

test('an own edit in quarantine stays on this till until somebody settles it', () => {
  apply(page([customer('Ada', START_MS - 60_000)], { complete: ['customers'] }));
  const edit = rename('Ada Obi');
  apply(
    page([customer('Adaeze', START_MS - 30_000)], {
      appliedThrough: through(edit.seq),
      quarantined: [edit.id],
      complete: ['customers'],
    }),
  );
  expect(customerName()).toBe('Ada Obi');
  apply(page([], { appliedThrough: through(edit.seq), complete: ['customers'] }));
  expect(customerName()).toBe('Adaeze');
});

test('a deleted record goes from lists and stays readable for the sales that name it', () => {
  apply(page([customer('Ada', START_MS)]));
  apply(page([row('customer', customerId, null, 'delete')]));
  expect(store.read((reader) => reader.records.get('customer', customerId))).toMatchObject({
    isDeleted: true,
    fields: { name: 'Ada' },
  });
});

test('own facts say what the office has: applied here, in quarantine there, and a lost one is written again', () => {
  const sold = sell();
  const other = sell();
  const fact = (change: AppendedChange, state: string) => {
    const logged = store.read((reader) => reader.changes.byId(change.id));
    return row('own_fact', `${file.tillId}/1/${change.seq}`, {
      epoch: EPOCH,
      seq: change.seq,
      body: logged?.body,
      hash: logged?.hash,
      state,
    });
  };
  const facts = [fact(sold, 'applied'), fact(other, 'quarantined')];
  apply(page(facts));
  expect(store.read((reader) => [reader.changes.byId(sold.id)?.state, reader.changes.byId(other.id)?.state])).toEqual([
    'acked',
    'quarantined',
  ]);
  store.write((writer) => writer.changes.remove(EPOCH, 2));
  apply(page(facts));
  expect(store.read((reader) => reader.changes.byId(other.id))).toMatchObject({
    epoch: EPOCH,
    seq: 2,
    state: 'quarantined',
  });
});

test('a sale that waited under an older epoch, and was sent again under a new one, ends here when it is approved there', () => {
  const sale = sell();
  store.write((writer) => writer.changes.mark(sale, 'quarantined', START_MS));
  const body = store.read((reader) => reader.changes.byId(sale.id)?.body ?? '');
  const fact = (state: 'applied' | 'quarantined') =>
    row('own_fact', `${file.tillId}/0/7`, { epoch: '0-00000000000000cc', seq: 7, body, hash: 'ab'.repeat(32), state });
  const stateNow = () => store.read((reader) => reader.changes.byId(sale.id)?.state);
  apply(page([fact('quarantined')], { appliedThrough: through(1), quarantined: [sale.id] }));
  expect(stateNow()).toBe('quarantined');
  apply(page([fact('applied')], { appliedThrough: through(1) }));
  expect(stateNow()).toBe('acked');
});

test('a page that fails half-way leaves the till as it was, cursor included', () => {
  apply(page([customer('Ada', START_MS)]));
  const before = store.read((reader) => reader.meta.get('feed_cursor'));
  const failing: FeedContext = {
    ...context(),
    onRecordsApplied: () => {
      throw new Error('the disk went away');
    },
  };
  expect(() => store.write((writer) => applyFeedPage(writer, page([customer('Bola', START_MS)]), failing))).toThrow(
    'the disk went away',
  );
  expect(customerName()).toBe('Ada');
  expect(store.read((reader) => reader.meta.get('feed_cursor'))).toBe(before);
});

const goods = (id: Id, ofVariant: Id, name: string): PulledRow[] => {
  const product = {
    name,
    description: '',
    categoryId: null,
    supplierId: null,
    taxRateIds: [],
    unit: 'piece',
    returnable: true,
    reorderLevelMilli: 0,
    expiryAlertDays: 0,
    trackInventory: true,
    hasVariants: false,
    hasBatches: false,
    hasSerials: false,
    isWeighed: false,
    isOpenPrice: false,
    imageUrl: null,
    isActive: true,
  };
  const prices = { costE4: 0, sellingPriceMinor: 100, imageUrl: null, isActive: true };
  const variant = { productId: id, name: '', sku: '', attributes: {}, ...prices };
  return [
    row('product', id, { fields: product, ranks: {} }),
    row('product_variant', ofVariant, { fields: variant, ranks: {} }),
  ];
};

test('each item is counted once for each of its words, whatever a page writes, renames and takes away', () => {
  const [one, other, oneVariant, otherVariant] = [newId(), newId(), newId(), newId()];
  const applyIndexed = (changes: PulledRow[]) =>
    store.write((writer) => applyFeedPage(writer, page(changes), { ...context(), onRecordsApplied: indexRecords }));
  const words = (): Record<string, number> =>
    Object.fromEntries(
      store.read((reader) => reader.search.wordsBeginning('', 100)).map(({ word, uses }) => [word, uses]),
    );
  const found = (word: string): string[] =>
    store.read((reader) => reader.search.byWords(`"${word}"`, 10)).map((hit) => hit.variantId);
  applyIndexed([...goods(one, oneVariant, 'Peak milk milk'), ...goods(other, otherVariant, 'Peak milk powder')]);
  expect(words()).toEqual({ milk: 2, peak: 2, powder: 1 });
  expect(found('milk')).toEqual([oneVariant, otherVariant]);
  applyIndexed([
    ...goods(one, oneVariant, 'Crown milk'),
    row('product_variant', otherVariant, null, 'delete'),
    ...goods(one, oneVariant, 'Three crowns'),
  ]);
  expect(words()).toEqual({ three: 1, crowns: 1 });
  expect(found('milk')).toEqual([]);
  expect(found('crowns')).toEqual([oneVariant]);
  // What came is there already: nothing is counted again.
  applyIndexed(goods(one, oneVariant, 'Three crowns'));
  expect(words()).toEqual({ three: 1, crowns: 1 });
});

test('stamps of others lift the own clock, by five minutes at most', () => {
  apply(page([customer('Ada', START_MS + 60_000)]));
  expect(store.read((reader) => hlcMs(reader.meta.hlc()))).toBe(START_MS + 60_000);
  apply(page([customer('Ada', START_MS + 10 * HLC_LIFT_MS_MAX)]));
  expect(store.read((reader) => hlcMs(reader.meta.hlc()))).toBe(START_MS + HLC_LIFT_MS_MAX);
});

test('what was parked is applied once it can be, and what still can’t stays', () => {
  apply(page([row('customer', customerId, { fields: { name: 'Ada' }, ranks: {} }), row('hologram', newId(), {})]));
  expect(store.read((reader) => reader.sync.parked(10).length)).toBe(2);
  store.write((writer) => {
    const parked = writer.sync.parked(10).find((found) => found.entity === 'customer');
    if (parked !== undefined) writer.sync.park({ ...parked, raw: JSON.stringify(customer('Ada', START_MS).data) });
  });
  expect(store.write((writer) => applyParked(writer, writer.sync.parked(10), context()))).toBe(1);
  expect(customerName()).toBe('Ada');
  expect(store.read((reader) => reader.sync.parked(10).map((found) => found.entity))).toEqual(['hologram']);
});
