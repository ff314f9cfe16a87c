import { expect, test } from 'vitest';
import { z } from 'zod';
import { dataOf } from '../support/api-caller.ts';
import { openRealOffice } from './support/real-office.ts';
import { openTillSide } from './support/till-side.ts';

const idOf = z.looseObject({ id: z.string() });
const codeOf = z.object({ code: z.string() });

test('a till asks the real office for a sale of another store and keeps it; what nobody sold stays unknown', async () => {
  await using office = await openRealOffice();
  const nowMs = (): number => office.clock.nowMs;
  await using seller = await openTillSide({ nowMs });
  await seller.enrol(office.url, await office.code());
  const saleId = seller.sell();
  await seller.settled();
  const ikeja = dataOf(await office.owner('POST', '/stores', { body: { name: 'Ikeja', code: 'IKJ' } }), idOf).id;
  const asked = await office.owner('POST', `/stores/${ikeja}/tills/enrolment-code`, { body: {} });
  // In nearly real time: its patience with the office is short.
  await using elsewhere = await openTillSide({ nowMs, speed: 0.5 });
  await elsewhere.enrol(office.url, dataOf(asked, codeOf).code);
  await elsewhere.settled();
  const kept = () => elsewhere.store().read((reader) => reader.sales.byId(saleId));
  expect(kept()).toBeNull();
  expect(await elsewhere.worker().lookUpSale(saleId)).toBe('kept');
  expect(kept()).toMatchObject({ id: saleId, isOwn: false, isElsewhere: true, voidedMs: null });
  expect(await elsewhere.worker().lookUpSale(ikeja)).toBe('unknown');
  elsewhere.worker().stop();
  expect(await elsewhere.worker().lookUpSale(ikeja)).toBe('not_asked');
});
