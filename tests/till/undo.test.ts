import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  saleAddItemCall,
  saleBringBackCall,
  saleChangeLineCall,
  saleClearCall,
  saleCompleteCall,
  saleRemoveLineCall,
  saleUndoCall,
} from '#shared/till-calls/sale-calls.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn();
});
afterEach(() => till.close());

const scan = (code: string, saleId: string | null = null) => till.ok(saleAddItemCall, { saleId, item: { code } });
const changesOf = (type: string) =>
  till.inFiles((store) =>
    store.read((reader) =>
      reader.changes
        .after(SHOP.epoch, 0, 1000)
        .filter((change) => change.type === type)
        .map((change) => parseChange(change.body)),
    ),
  );

test('edits can be taken back and given again, until another edit is made', async () => {
  const { saleId, lines } = await scan(SHOP.milo.code);
  const lineId = lines[0]?.id ?? '';
  await till.ok(saleChangeLineCall, { saleId, lineId, quantityMilli: milli(5000) });
  await till.ok(saleRemoveLineCall, { saleId, lineId });
  const undone = await till.ok(saleUndoCall, { saleId });
  expect(undone).toMatchObject({ totalMinor: 1_250_000, canUndo: true, canRedo: true });
  expect(await till.ok(saleUndoCall, { saleId, redo: true })).toMatchObject({ totalMinor: 0, canRedo: false });
  await till.ok(saleUndoCall, { saleId });
  await till.ok(saleUndoCall, { saleId });
  const edited = await scan(SHOP.airtime.code, saleId);
  expect(edited).toMatchObject({ totalMinor: 300_000, canRedo: false });
});

test('the first scan can be taken back too, and given again', async () => {
  const { saleId } = await scan(SHOP.milo.code);
  expect(await till.ok(saleUndoCall, { saleId })).toMatchObject({ lines: [], canUndo: false, canRedo: true });
  expect(await till.ok(saleUndoCall, { saleId, redo: true })).toMatchObject({ totalMinor: 250_000, canRedo: false });
});

test('a dropped sale is brought back as another one by whoever dropped it, and both stay on record', async () => {
  const { saleId } = await scan(SHOP.milo.code);
  await scan(SHOP.airtime.code, saleId);
  await till.ok(saleClearCall, { saleId, reason: '' });
  await till.signIn(SHOP.manager);
  expect(await till.no(saleBringBackCall, {})).toBe('sale_not_open');
  await till.signIn();
  const back = await till.ok(saleBringBackCall, {});
  expect(back).toMatchObject({ totalMinor: 300_000, canUndo: false });
  expect(back.saleId).not.toBe(saleId);
  expect(await till.no(saleBringBackCall, {})).toBe('sale_not_open');
  await till.ok(saleCompleteCall, {
    saleId: back.saleId,
    tenders: [{ method: 'card', amountMinor: minor(300_000) }],
  });
  expect(await changesOf('sale.abandoned')).toMatchObject([{ value: { entityId: saleId } }]);
  expect(await changesOf('sale.completed')).toMatchObject([
    { value: { payload: { journal: [{ event: 'recalled' }] } } },
  ]);
});

test('with the next sale what was dropped before it is gone for good', async () => {
  const first = await scan(SHOP.milo.code);
  await till.ok(saleClearCall, { saleId: first.saleId, reason: '' });
  const { saleId } = await scan(SHOP.airtime.code);
  await till.ok(saleClearCall, { saleId, reason: '' });
  expect(await till.ok(saleBringBackCall, {})).toMatchObject({ totalMinor: 50_000 });
});
