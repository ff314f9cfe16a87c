import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { applyFeedPage } from '#till/sync/apply-feed-page.ts';
import { applySaleRow } from '#till/sync/apply-sale-row.ts';
import type { PulledRow } from '#till/sync/pulled-page.ts';
import { salePayload } from './support/make-goods.ts';
import { START_MS, type TillFile, newId, openTillFile } from './support/till-file.ts';

let file: TillFile;
let shiftId: Id;
beforeEach(async () => {
  file = await openTillFile();
  shiftId = newId();
  const payload = { shiftId, floatMinor: minor(500), shiftDate: '2026-05-04', openedAtMs: START_MS };
  file.append({ type: 'shift.opened', entityId: shiftId, actorId: file.actorId, payload });
});
afterEach(() => file[Symbol.dispose]());

const payloadOf = (saleId: Id, priceMinor: number) =>
  salePayload(newId, { saleId, shiftId, things: [{ variantId: newId(), quantityMilli: 1000, priceMinor }] });

function pull(data: object, id: Id): void {
  const row: PulledRow = { feedSeq: 1, entity: 'sale', id, op: 'put', data };
  const page = {
    changes: [row],
    cursor: 'c',
    hasMore: false,
    appliedThrough: null,
    quarantined: [],
    complete: [],
    serverTime: START_MS,
  };
  const { tillId } = file;
  const context = {
    tillId,
    nowMs: START_MS,
    officeNowMs: START_MS,
    isHealing: false,
    onRecordsApplied: () => undefined,
  };
  expect(file.store.write((writer) => applyFeedPage(writer, page, context)).parked).toBe(0);
}

const rowOf = (sale: ReturnType<typeof payloadOf>, tillId: Id) => ({
  tillId,
  storeId: file.storeId,
  actorId: file.actorId,
  occurredAt: { ms: START_MS, offsetMinutes: 60, zone: 'Africa/Lagos' },
  businessDate: '2026-05-04',
  sale,
});
const drawer = () =>
  file.store.read((reader) => ({
    sales: reader.shifts.sales(shiftId).map(({ kind, count, totalMinor }) => [kind, count, totalMinor]),
    payments: reader.shifts.payments(shiftId).map(({ method, amountMinor }) => [method, amountMinor]),
  }));

test('a sale that the office voided counts in the drawer no more, and is known as taken back', () => {
  const [kept, gone] = [newId(), newId()];
  for (const saleId of [kept, gone])
    file.append({ type: 'sale.completed', entityId: saleId, actorId: file.actorId, payload: payloadOf(saleId, 1_000) });
  expect(drawer()).toEqual({ sales: [['sale', 2, 2_000]], payments: [['cash', 2_000]] });
  const document = file.store.read((reader) => reader.sales.document(gone));
  pull({ ...document, voided: { atMs: START_MS, reason: 'Rung up twice' } }, gone);
  expect(drawer()).toEqual({ sales: [['sale', 1, 1_000]], payments: [['cash', 1_000]] });
  expect(file.store.read((reader) => reader.sales.byId(gone))).toMatchObject({ isOwn: true, voidedMs: START_MS });
  // Pulled once more, it stays taken back.
  pull({ ...document, voided: { atMs: START_MS, reason: 'Rung up twice' } }, gone);
  expect(drawer().sales).toEqual([['sale', 1, 1_000]]);
});

test('a refund at the office out of this drawer counts in it, and what became of promised money is taken over', () => {
  const saleId = newId();
  const sale = { ...payloadOf(saleId, 1_000) };
  const promised = {
    ...sale,
    payments: sale.payments.map((payment) => ({ ...payment, method: 'transfer', state: 'pending' }) as const),
  };
  file.append({ type: 'sale.completed', entityId: saleId, actorId: file.actorId, payload: promised });
  const refundId = newId();
  pull(rowOf({ ...payloadOf(refundId, -300), refundOf: saleId }, newId()), refundId);
  expect(drawer()).toEqual({
    sales: [
      ['refund', 1, -300],
      ['sale', 1, 1_000],
    ],
    payments: [
      ['transfer', 1_000],
      ['cash', -300],
    ],
  });
  const settled = {
    ...promised,
    payments: promised.payments.map((payment) => ({ ...payment, state: 'not_found' }) as const),
  };
  pull(rowOf(settled, file.tillId), saleId);
  expect(file.store.read((reader) => reader.sales.paymentsOf(saleId))).toMatchObject([{ state: 'not_found' }]);
});

test('a voided sale of another store stays voided while this store’s sales are read anew, for they never name it', () => {
  const [here, elsewhere] = [newId(), newId()];
  const { tillId } = file;
  const voided = { atMs: START_MS, reason: 'Rung up twice' };
  pull({ ...rowOf(payloadOf(here, 700), newId()), voided }, here);
  const data = { ...rowOf(payloadOf(elsewhere, 900), newId()), storeId: newId(), voided };
  const view = { tillId, officeNowMs: START_MS, isElsewhere: true };
  file.store.write((writer) => {
    expect(applySaleRow(writer, { id: elsewhere, op: 'put', data }, view)).toBeNull();
    writer.sales.forgetUnseenVoids('2026-05-01');
  });
  const stateOf = (id: Id) => file.store.read((reader) => reader.sales.byId(id));
  expect([stateOf(here)?.voidedMs, stateOf(elsewhere)?.voidedMs]).toEqual([null, START_MS]);
});
