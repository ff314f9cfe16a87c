import { expect, test } from 'vitest';
import { endOfDayEndpoint } from '#shared/api/report-endpoints.ts';
import { dataOf } from '../../support/api-caller.ts';
import { openTradeDesk } from '../../support/trade-desk.ts';
import { salePayload } from '../../sync/support/make-goods.ts';

test('a day on which a debt was paid and nothing sold has its money in the store and at the till where it came', async () => {
  await using desk = await openTradeDesk();
  const customerId = await desk.add('/customers', { name: 'Sade', creditLimitMinor: 5_000_00 });
  const saleId = desk.makeId();
  const payment = { id: desk.makeId(), method: 'credit', state: 'confirmed' } as const;
  const things = [{ variantId: desk.makeId(), quantityMilli: 1000, priceMinor: 100_00 }];
  const payload = salePayload(desk.makeId, { saleId, customerId, things, payment });
  await desk.apply([{ type: 'sale.completed', entityId: saleId, payload }]);
  await desk.passDays(1);
  const body = { storeId: desk.storeId, amountMinor: 60_00, tenders: [{ method: 'cash', amountMinor: 60_00 }] };
  const came = await desk.ada.call('POST', `/customers/${customerId}/payment`, { body });
  expect(came.status, JSON.stringify(came.body)).toBe(201);
  const day = new Date(desk.server.clock.nowMs()).toISOString().slice(0, 10);
  const report = dataOf(await desk.ada.call('GET', `/reports/end-of-day?date=${day}`), endOfDayEndpoint.answer);
  const paid = { tenders: [{ method: 'cash', amountMinor: 60_00, count: 1, pendingMinor: 0 }] };
  expect(report.total).toMatchObject({ ...paid, figures: { saleCount: 0, netMinor: 0 } });
  expect(report.stores).toMatchObject([{ ...paid, key: desk.storeId, name: 'Yaba', figures: { saleCount: 0 } }]);
  expect(report.tills).toMatchObject([{ ...paid, key: desk.storeId, storeId: desk.storeId, name: 'Yaba web' }]);
});
