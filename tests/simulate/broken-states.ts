import { must } from '#shared/base/assert.ts';
import type { CHECKS } from './check/check.ts';
import type { FinalState } from './check/final-state.ts';

/** A way to break a final state by hand, and the check that must see it. */
export type BrokenState = {
  readonly what: string;
  readonly seenBy: keyof typeof CHECKS;
  readonly breakIt: (state: FinalState) => void;
};

const firstOf = <Item>(items: readonly Item[]): Item => must(items[0], 'the state has one of these');
const busiest = (state: FinalState): FinalState['tills'][number] =>
  must(
    state.tills.find(({ rows }) => rows.sales.some(({ is_own }) => is_own === 1) && rows.change_log.length > 5),
    'a till that sold',
  );
const dropFirst = (rows: unknown[]): void => void rows.shift();

/** At least one for each invariant, I1 to I16. */
export const BROKEN_STATES: readonly BrokenState[] = [
  {
    what: 'I1: a receipt whose sale is not on its till',
    seenBy: 'receipts are kept (1, I1, I2)',
    breakIt: (state) => {
      const { saleId, till } = firstOf(state.receipts);
      const home = must(
        state.tills.find(({ name }) => name === till),
        'its till',
      );
      home.rows.sales = home.rows.sales.filter(({ id }) => id !== saleId);
    },
  },
  {
    what: 'I1: a receipt whose sale is not at the office',
    seenBy: 'receipts are kept (1, I1, I2)',
    breakIt: (state) => {
      const { saleId } = firstOf(state.receipts);
      state.office.rows.changes = state.office.rows.changes.filter(({ entity_id }) => entity_id !== saleId);
    },
  },
  {
    what: 'I2: a sale with two orders',
    seenBy: 'receipts are kept (1, I1, I2)',
    breakIt: ({ office }) => void office.rows.sales_orders.push({ ...firstOf(office.rows.sales_orders) }),
  },
  {
    what: 'I2: a change that was applied twice',
    seenBy: 'effects are those of the changes (I2, I3)',
    breakIt: ({ office }) => {
      const { id } = must(
        office.rows.changes.find(({ type }) => type === 'sale.completed'),
        'a sale',
      );
      for (const change of office.rows.changes) if (change.type === 'sale.completed') change.id = id;
    },
  },
  {
    what: 'I3: a movement that is lost',
    seenBy: 'effects are those of the changes (I2, I3)',
    breakIt: ({ office }) => dropFirst(office.rows.stock_movements),
  },
  {
    what: 'I3: a sale of a till without its change',
    seenBy: 'tills are whole (I3, I15)',
    breakIt: (state) => {
      const till = busiest(state);
      till.rows.change_log = till.rows.change_log.filter(({ type }) => type !== 'sale.completed');
    },
  },
  {
    what: 'I4: a body that was changed afterwards',
    seenBy: 'chains hold (5, I4, I13)',
    breakIt: (state) => {
      const change = firstOf(busiest(state).rows.change_log);
      change.body = change.body.replace('"v":1', '"v":2');
    },
  },
  {
    what: 'I4: a hole in the log of a till',
    seenBy: 'chains hold (5, I4, I13)',
    breakIt: (state) => void busiest(state).rows.change_log.splice(2, 1),
  },
  {
    what: 'I4: something acknowledged that the office does not hold',
    seenBy: 'changes are at the office (1, I4, I8)',
    breakIt: (state) => {
      const till = busiest(state);
      state.office.rows.changes = state.office.rows.changes.filter(({ till_id }) => till_id !== till.tillId);
    },
  },
  {
    what: 'I5: a level that is one off',
    seenBy: 'levels add up (3, I5)',
    breakIt: ({ office }) => void (firstOf(office.rows.inventory).quantity_milli += 1),
  },
  {
    what: 'I5: a till that shows another level',
    seenBy: 'tills show what lies there (2)',
    breakIt: (state) => {
      const till = busiest(state);
      const [first, ...others] = till.shown;
      till.shown.splice(0, till.shown.length, { ...must(first, 'goods'), onHandMilli: 987_654_321 }, ...others);
    },
  },
  {
    what: 'I6: an order whose lines come to another sum',
    seenBy: 'sums add up (3, I6)',
    breakIt: ({ office }) => void (firstOf(office.rows.sales_order_items).total_minor += 1),
  },
  {
    what: 'I6: a rollup that counts a sale twice',
    seenBy: 'sums add up (3, I6)',
    breakIt: ({ office }) => void (firstOf(office.rows.rollup_sales_till).sale_count += 1),
  },
  {
    what: 'I6: a tender that lost money',
    seenBy: 'sums add up (3, I6)',
    breakIt: ({ office }) => void (firstOf(office.rows.rollup_sales_tender).amount_minor -= 1),
  },
  {
    what: 'I6: a drawer that should hold something else',
    seenBy: 'sums add up (3, I6)',
    breakIt: ({ office }) => {
      const shift = firstOf(office.rows.shifts);
      Object.assign(shift, { float_minor: 5, closed_at: '2026-06-01', expected_minor: 123_456_789 });
    },
  },
  {
    what: 'I7: a product with another name at a till',
    seenBy: 'records are the same (2, I7)',
    breakIt: (state) => void Object.assign(firstOf(busiest(state).records.products), { name: 'Something else' }),
  },
  {
    what: 'I7: a customer whom a till misses',
    seenBy: 'records are the same (2, I7)',
    breakIt: (state) => dropFirst(busiest(state).records.product_variants),
  },
  {
    what: 'I7: an edit that went with a restored office, though a till had it',
    seenBy: 'what a till had outlives a restore (2, I7)',
    breakIt: (state) => {
      const { name: till, tillId, records } = busiest(state);
      const ranks = { name: `f${'0'.repeat(73)}` };
      state.held['products'] = [{ till, tillId, id: String(firstOf(records.products)['id']), ranks }];
    },
  },
  {
    what: 'I7: a product that went with a restored office, though a till had it',
    seenBy: 'what a till had outlives a restore (2, I7)',
    breakIt: (state) => {
      const { name: till, tillId } = busiest(state);
      state.held['products'] = [{ till, tillId, id: 'gone', ranks: {} }];
    },
  },
  {
    what: 'I8: a head that counts more than was received',
    seenBy: 'chains hold (5, I4, I13)',
    breakIt: ({ office }) => void (firstOf(office.rows.till_epochs).last_seq += 1),
  },
  {
    what: 'I9: two rows with one feed number',
    seenBy: 'the feed is whole (4, I9)',
    breakIt: ({ office }) => void office.rows.feed.push({ ...firstOf(office.rows.feed) }),
  },
  {
    what: 'I9: a record that never entered the feed',
    seenBy: 'the feed is whole (4, I9)',
    breakIt: ({ office }) => void (office.rows.feed = office.rows.feed.filter(({ entity }) => entity !== 'product')),
  },
  {
    what: 'I10: a row of another business at a till',
    seenBy: 'nothing is doubled or crosses (5, I10, I11)',
    breakIt: (state) => {
      const till = busiest(state);
      const foreign = must(
        state.office.records.products.find((row) => row['business_id'] !== till.business),
        'a product of the other business',
      );
      till.records.products.push(foreign);
    },
  },
  {
    what: 'I11: one number on two receipts',
    seenBy: 'nothing is doubled or crosses (5, I10, I11)',
    breakIt: (state) => void state.receipts.push({ ...firstOf(state.receipts), saleId: 'another' }),
  },
  {
    what: 'I12: a till that shows an older price again',
    seenBy: 'what is shown never goes back (I12)',
    breakIt: ({ readings }) => {
      const { reader } = firstOf(readings);
      for (const writtenMs of [500_000, 100])
        readings.push({ reader, what: 'price of a thing', value: String(writtenMs), writtenMs });
    },
  },
  {
    what: 'I12: a till that forgets what was written at it',
    seenBy: 'what is shown never goes back (I12)',
    breakIt: ({ readings }) => {
      const last = must(
        readings.findLast(({ what }) => what.startsWith('customer ')),
        'a customer was seen',
      );
      readings.push({ ...last, writtenMs: last.writtenMs + 500_000 }, last);
    },
  },
  {
    what: 'I13: a stamp that goes back',
    seenBy: 'chains hold (5, I4, I13)',
    breakIt: (state) => {
      const change = must(busiest(state).rows.change_log.at(-1), 'a change');
      change.body = change.body.replace(/"hlc":"[0-9a-f]{16}"/, '"hlc":"0000000000000001"');
    },
  },
  {
    what: 'I14: a change that still waits',
    seenBy: 'changes are at the office (1, I4, I8)',
    breakIt: (state) => void (firstOf(busiest(state).rows.change_log).state = 'waiting'),
  },
  {
    what: 'I16: a sale that waits for the line',
    seenBy: 'no call waits (I16)',
    breakIt: ({ calls }) => void calls.push({ ...firstOf(calls), tookMs: 40 }),
  },
  {
    what: 'I16: a call without an answer',
    seenBy: 'no call waits (I16)',
    breakIt: ({ calls }) => void calls.push({ ...firstOf(calls), isOver: false }),
  },
  {
    what: 'I1: an approval that was answered and came to nothing',
    seenBy: 'what was let in has entered (1)',
    breakIt: ({ approved }) => void approved.push('a change that nobody has'),
  },
  {
    what: 'I1: a change that was let in twice',
    seenBy: 'what was let in has entered (1)',
    breakIt: ({ approved, office }) => {
      const change = must(
        office.rows.changes.find(({ id }) => id !== null),
        'a change',
      );
      approved.push(change.id ?? '');
      office.rows.changes.push({ ...change });
    },
  },
  {
    what: 'I7: a customer who waits in quarantine and was forgotten',
    seenBy: 'records are the same (2, I7)',
    breakIt: (state) => {
      const { tillId, business } = busiest(state);
      const body = { payload: { records: [{ kind: 'customer', id: 'gone', fields: { name: 'Who' } }] } };
      state.office.rows.sync_quarantine.push({
        business_id: business,
        till_id: tillId,
        change_id: null,
        type: 'customer.changed',
        reason: 'till_revoked',
        raw: `\\x${Buffer.from(JSON.stringify(body)).toString('hex')}`,
        state: 'waiting',
      });
    },
  },
  {
    what: 'I7: a till that takes a sale for voided which stands',
    seenBy: 'voids are known (2, 3, I3, I6)',
    breakIt: (state) =>
      void (firstOf(busiest(state).rows.sales.filter((sale) => sale.voided_ms === null)).voided_ms = 1),
  },
  {
    what: 'I6: money of a voided sale that counts',
    seenBy: 'voids are known (2, 3, I3, I6)',
    breakIt: ({ office }) => {
      const sale = firstOf(office.rows.sales_orders);
      for (const payment of office.rows.payments) if (payment.order_id === sale.id) payment.is_void = !payment.is_void;
    },
  },
  {
    what: 'I3: a sale that was voided and stands',
    seenBy: 'voids are known (2, 3, I3, I6)',
    breakIt: ({ office }) => {
      const { id } = firstOf(office.rows.sales_orders.filter(({ status }) => status !== 'voided'));
      const change = must(
        office.rows.changes.find(({ entity_id }) => entity_id === id),
        'its change',
      );
      office.rows.changes.push({ ...change, type: 'sale.voided' });
    },
  },
  {
    what: 'I15: a file that is damaged',
    seenBy: 'tills are whole (I3, I15)',
    breakIt: (state) => {
      const [first, ...others] = state.tills;
      state.tills.splice(0, state.tills.length, { ...must(first, 'a till'), integrity: 'page 7 is torn' }, ...others);
    },
  },
];
