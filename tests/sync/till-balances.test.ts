import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { levelId } from '#shared/sync/feed-rows.ts';
import { owesMinor } from '#till/customers/balance-of.ts';
import type { AppendedChange } from '#till/store/append-change.ts';
import { applyFeedPage } from '#till/sync/apply-feed-page.ts';
import type { PulledPage, PulledRow } from '#till/sync/pulled-page.ts';
import { beginResync } from '#till/sync/resync.ts';
import { renumber } from '#till/sync/switch-epoch.ts';
import { carryIncluded } from '#till/sync/carry-included.ts';
import { salePayload } from './support/make-goods.ts';
import { receivedPayload } from './support/receive-money.ts';
import { FIRST_EPOCH, START_MS, type TillFile, newId, openTillFile } from './support/till-file.ts';

const customerId = newId();
const NEW_EPOCH = '2-00000000000000bb';
let file: TillFile;
let feedSeq = 0;
beforeEach(async () => {
  file = await openTillFile();
});
afterEach(() => file[Symbol.dispose]());

const owes = (): number => file.store.read((reader) => owesMinor(reader, customerId));
const pulled = (given: Partial<PulledPage> & { readonly balanceMinor?: number }): unknown => {
  const { balanceMinor, ...more } = given;
  const row = (minor: number): PulledRow => ({
    feedSeq: (feedSeq += 1),
    entity: 'customer_balance',
    id: customerId,
    op: 'put',
    data: { customerId, balanceMinor: minor },
  });
  const page: PulledPage = {
    changes: balanceMinor === undefined ? [] : [row(balanceMinor)],
    cursor: `after ${feedSeq}`,
    hasMore: false,
    appliedThrough: null,
    quarantined: [],
    complete: ['customers'],
    serverTime: START_MS,
    ...more,
  };
  return file.store.write((writer) =>
    applyFeedPage(writer, page, {
      tillId: file.tillId,
      nowMs: START_MS,
      officeNowMs: START_MS,
      isHealing: false,
      onRecordsApplied: () => undefined,
    }),
  );
};
const through = (seq: number) => ({ epoch: FIRST_EPOCH, seq });

function sellOnAccount(priceMinor: number): AppendedChange {
  const saleId = newId();
  const payment = { id: newId(), method: 'credit', state: 'confirmed' } as const;
  const things = [{ variantId: newId(), quantityMilli: 1000, priceMinor }];
  const payload = salePayload(newId, { saleId, customerId, things, payment });
  return file.append({ type: 'sale.completed', entityId: saleId, actorId: file.actorId, payload });
}
function receive(amountMinor: number): AppendedChange {
  const payload = receivedPayload(newId, { customerId, amountMinor });
  return file.append({ type: 'payment.received', entityId: payload.receivedId, actorId: file.actorId, payload });
}

test('a debt is the office’s balance and the own entries that it can’t contain yet', () => {
  sellOnAccount(1000);
  expect(owes()).toBe(1000);
  pulled({ balanceMinor: 5000, appliedThrough: null });
  expect(owes()).toBe(6000);
  receive(400);
  pulled({ balanceMinor: 6000, appliedThrough: through(1) });
  expect(owes()).toBe(5600);
  // The row did not move and the class says that it holds all.
  pulled({ appliedThrough: through(2) });
  expect(owes()).toBe(6000);
});

test('what waits in quarantine is laid over a row that says that it holds it, and over none at all', () => {
  const { id } = sellOnAccount(1000);
  pulled({ appliedThrough: through(1), quarantined: [id] });
  expect(owes()).toBe(1000);
  pulled({ balanceMinor: 300, appliedThrough: through(1), quarantined: [id], complete: [] });
  expect(owes()).toBe(1300);
  pulled({ appliedThrough: through(1) });
  expect(owes()).toBe(300);
});

test('whatever order entries, pages and lost answers come in, the till shows what all of it comes to', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('own' as const), amount: fc.integer({ min: 1, max: 500 }) }),
    fc.record({ kind: fc.constant('paid' as const), amount: fc.integer({ min: 1, max: 500 }) }),
    fc.record({ kind: fc.constant('others' as const), amount: fc.integer({ min: -500, max: 500 }) }),
    fc.record({ kind: fc.constant('push' as const), waits: fc.boolean() }),
    fc.record({ kind: fc.constant('pull' as const), whole: fc.boolean() }),
    fc.record({ kind: fc.constant('resync' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      file[Symbol.dispose]();
      file = await openTillFile();
      const own: { id: string; amount: number; state: 'here' | 'applied' | 'waits' }[] = [];
      let [others, shownOthers] = [0, 0];
      for (const each of steps) {
        if (each.kind === 'own' || each.kind === 'paid') {
          const { id } = each.kind === 'own' ? sellOnAccount(each.amount) : receive(each.amount);
          own.push({ id, amount: each.kind === 'own' ? each.amount : -each.amount, state: 'here' });
        } else if (each.kind === 'others') others += each.amount;
        else if (each.kind === 'push')
          for (const one of own) one.state = one.state === 'here' ? (each.waits ? 'waits' : 'applied') : one.state;
        else if (each.kind === 'resync') file.store.write((writer) => beginResync(writer));
        else {
          const applied = own.filter((one) => one.state === 'applied').reduce((sum, one) => sum + one.amount, 0);
          pulled({
            balanceMinor: others + applied,
            appliedThrough: own.some((one) => one.state !== 'here')
              ? through(own.filter((one) => one.state !== 'here').length)
              : null,
            quarantined: own.filter((one) => one.state === 'waits').map(({ id }) => id),
            complete: each.whole ? ['customers'] : [],
          });
          shownOthers = others;
        }
        expect(owes()).toBe(own.reduce((sum, one) => sum + one.amount, shownOthers));
      }
    }),
    { numRuns: 40 },
  );
});

test('after its changes got new places under a new epoch a till still counts each of them once', () => {
  for (const amount of [100, 200, 400]) sellOnAccount(amount);
  pulled({ balanceMinor: 300, appliedThrough: through(2) });
  expect(owes()).toBe(700);
  file.store.write((writer) => {
    const places = writer.places.placesAbove(FIRST_EPOCH, 0);
    const grant = { epoch: NEW_EPOCH, series: 'B', certificate: 'c', previousHash: '' };
    renumber(writer, places, { tillId: file.tillId, grant });
    carryIncluded(writer, places);
  });
  expect(owes()).toBe(700);
  pulled({ balanceMinor: 700, appliedThrough: { epoch: NEW_EPOCH, seq: 3 } });
  expect(owes()).toBe(700);
});

test('a balance that did not come while its class was read anew is gone, and own entries stay', () => {
  pulled({ balanceMinor: 5000 });
  sellOnAccount(100);
  file.store.write((writer) => beginResync(writer));
  expect(owes()).toBe(5100);
  pulled({ complete: ['settings', 'catalogue', 'levels', 'customers', 'sales', 'own'] });
  expect(owes()).toBe(100);
});

test('a balance that can’t be read is set aside and changes nothing', () => {
  pulled({ balanceMinor: 5000 });
  const id = levelId({ storeId: newId(), variantId: newId(), batchId: newId() });
  const odd: PulledRow = { feedSeq: 99, entity: 'customer_balance', id, op: 'put', data: { balanceMinor: 'much' } };
  expect(pulled({ changes: [odd] })).toMatchObject({ parked: 1 });
  expect(owes()).toBe(5000);
});
