import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import {
  cashiersReportEndpoint,
  endOfDayEndpoint,
  expensesSummaryEndpoint,
  paymentsReportEndpoint,
  profitLossEndpoint,
  salesSummaryEndpoint,
  taxesReportEndpoint,
  topProductsEndpoint,
} from '#shared/api/report-endpoints.ts';
import type { SalesGroupBy } from '#shared/api/reports.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { verifyBusiness } from '#server/db/verify-server.ts';
import { dataOf } from '../../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../../sync/support/sync-world.ts';
import type { Happened } from './made-trade.ts';
import {
  type Told,
  figuresTold,
  groupOf,
  grouped,
  lineCostE4,
  linesOf,
  rounded,
  salesOf,
  timeKey,
  total,
} from './told-figures.ts';
import { type TradingShop, openTradingShop } from './trading-shop.ts';

let world: SyncWorld;
let shop: TradingShop;

beforeAll(async () => {
  world = await openSyncWorld(6);
  shop = await openTradingShop(world, 20_260_329, 260);
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

async function ask<Q extends z.ZodObject, A extends z.ZodType>(
  endpoint: Endpoint<z.ZodObject, Q, z.ZodType, A>,
  query: Readonly<Record<string, string | undefined>>,
): Promise<z.output<A>> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const came = await shop.owner.call('GET', `${endpoint.path}?${new URLSearchParams(given).toString()}`);
  expect(came.status, JSON.stringify(came.body)).toBe(200);
  return dataOf(came, endpoint.answer);
}

type Asked = { from: string; to: string; storeId?: string; cashierId?: string; method?: string };

const within = (events: readonly Happened[], { from, to, storeId, cashierId }: Asked): Happened[] =>
  events.filter(
    ({ day, store, actorId }) =>
      day >= from &&
      day <= to &&
      (storeId === undefined || store.id === storeId) &&
      (cashierId === undefined || actorId === cashierId),
  );

const told = (asked: Asked): Told[] =>
  salesOf(within(shop.events, asked)).filter(
    ({ sale }) => asked.method === undefined || sale.payments.some(({ method }) => method === asked.method),
  );

/** What each test asks of: whole months, a night, the day on which the clocks move, one store, one person, one way of paying. */
const RANGES: readonly (readonly [string, () => Asked])[] = [
  ['six weeks', () => ({ from: '2026-02-20', to: '2026-04-05' })],
  ['the end of a month', () => ({ from: '2026-02-28', to: '2026-03-01' })],
  ['the day on which London loses an hour', () => ({ from: '2026-03-29', to: '2026-03-29' })],
  ['that day in London', () => ({ from: '2026-03-28', to: '2026-03-30', storeId: shop.stores[1]?.id ?? '' })],
  ['one person', () => ({ from: '2026-03-01', to: '2026-03-31', cashierId: shop.people[1] ?? '' })],
  ['what was paid by card', () => ({ from: '2026-03-01', to: '2026-03-31', method: 'card' })],
  [
    'one person by transfer',
    () => ({ from: '2026-03-01', to: '2026-03-31', cashierId: shop.people[0] ?? '', method: 'transfer' }),
  ],
];
const GROUPS: readonly SalesGroupBy[] = [
  'day',
  'week',
  'month',
  'hour',
  'store',
  'category',
  'product',
  'cashier',
  'till',
];

describe.each(RANGES)('%s', (_, asked) => {
  test.each(GROUPS)('sold by %s is what the sales add up to', async (groupBy) => {
    const summary = await ask(salesSummaryEndpoint, { ...asked(), groupBy });
    const ofParts = groupBy === 'category' || groupBy === 'product';
    const groups = grouped(linesOf(told(asked())), (line) => groupOf(groupBy, line));
    const found = summary.rows.filter(({ figures }) => figures.lineCount + figures.refundCount > 0);
    expect(found.map(({ key, figures }) => [key, figures])).toEqual(
      [...groups].map(([key, lines]) => [key, figuresTold(lines, ofParts)]),
    );
    expect(summary.total).toEqual(figuresTold(linesOf(told(asked()))));
    const { beforeFrom: from, beforeTo: to } = summary;
    expect(summary.before).toEqual(figuresTold(linesOf(told({ ...asked(), from, to }))));
    const before = summary.rows.flatMap((row) => row.before ?? []);
    expect(total(before.map(({ netMinor }) => netMinor))).toBe(summary.before.netMinor);
  });

  test('taxes are those of the lines', async () => {
    const report = await ask(taxesReportEndpoint, { ...asked(), groupBy: 'day' });
    const lines = linesOf(told(asked()));
    const taxed = lines.flatMap(({ line }) => line.taxes);
    expect(report.total.taxMinor).toBe(total(taxed.map(({ taxMinor }) => taxMinor)));
    expect(report.total.taxes.map(({ baseMinor }) => baseMinor)).toEqual(
      taxed.length === 0 ? [] : [total(taxed.map(({ baseMinor }) => baseMinor))],
    );
    expect(report.total.netWithoutTaxMinor).toBe(total(lines.map(({ line }) => line.subtotalMinor)));
    expect(report.rows.map(({ key, taxMinor }) => [key, taxMinor])).toEqual(
      [...grouped(lines, ({ at }) => at.day)].map(([day, of]) => [day, total(of.map(({ line }) => line.taxMinor))]),
    );
  });

  test('payments are those that were taken, and those that never came stand apart', async () => {
    const { method, ...rest } = asked();
    const report = await ask(paymentsReportEndpoint, {
      ...asked(),
      groupBy: rest.cashierId === undefined ? 'day' : 'cashier',
    });
    const paid = salesOf(within(shop.events, rest)).flatMap(({ sale }) =>
      sale.payments.filter((payment) => method === undefined || payment.method === method),
    );
    const sums = (of: typeof paid) =>
      [...grouped(of, (payment) => payment.method)].map(([name, rows]) => [
        name,
        rows.length,
        total(rows.map(({ amountMinor }) => amountMinor)),
        total(rows.filter(({ state }) => state === 'pending').map(({ amountMinor }) => amountMinor)),
      ]);
    const shown = report.total.tenders.map((one) => [one.method, one.count, one.amountMinor, one.pendingMinor]);
    expect(new Set(shown)).toEqual(new Set(sums(paid.filter(({ state }) => state !== 'declined'))));
    expect(report.lost.map((one) => [one.method, one.count, one.amountMinor, 0])).toEqual(
      sums(paid.filter(({ state }) => state === 'declined')),
    );
    expect(total(report.rows.map(({ amountMinor }) => amountMinor))).toBe(report.total.amountMinor);
  });

  test('what sold best is the top of all that was sold', async () => {
    const report = await ask(topProductsEndpoint, { ...asked(), sort: '-marginMinor', limit: '3' });
    const groups = [...grouped(linesOf(told(asked())), ({ line }) => line.variantId ?? NO_ID)];
    const best = groups
      .map(([key, lines]) => [key, figuresTold(lines, true)] as const)
      .toSorted((left, right) => right[1].marginMinor - left[1].marginMinor)
      .slice(0, 3);
    expect(report.rows.map(({ key, figures }) => [key, figures])).toEqual(best);
  });
});

test.each(['none', 'day', 'week', 'month', 'store'])(
  'profit and loss by %s is what was earned, lost and spent',
  async (groupBy) => {
    const range = { from: '2026-02-27', to: '2026-03-30' };
    const report = await ask(profitLossEndpoint, { ...range, groupBy });
    const events = within(shop.events, range);
    const counts = await world.root<
      { variance_milli: number; cost: number; business_date: string; store_id: string }[]
    >`
    select l.variance_milli, c.business_date, c.store_id, case when i.receipt_count > 0 then i.average_cost_e4 else v.cost_e4 end as cost
      from stock_count_lines l join stock_counts c on c.id = l.count_id join product_variants v on v.id = l.variant_id
      join inventory i on i.store_id = l.store_id and i.variant_id = l.variant_id
     where l.business_id = ${shop.owner.businessId} and l.variance_milli <> 0
       and (exists (select from stock_movements m where m.store_id = l.store_id and m.variant_id = l.variant_id and m.hlc < l.hlc)
         or exists (select from stock_count_lines e where e.store_id = l.store_id and e.variant_id = l.variant_id and e.hlc < l.hlc))`;
    const spent = shop.events.flatMap(({ said, store }) =>
      said.type === 'expense.recorded' ? [{ ...said.payload, storeId: store.id }] : [],
    );
    const inRange = (day: string): boolean => day >= range.from && day <= range.to;
    const expected = (matches: (day: string, storeId: string) => boolean) => {
      const its = events.filter(({ day, store }) => matches(day, store.id));
      const lines = linesOf(salesOf(its));
      const revenue = total(lines.map(({ line }) => line.subtotalMinor));
      const cost = rounded(total(lines.map(({ line }) => lineCostE4(line))) / 10_000);
      const lost = [
        ...its.flatMap(({ said }) =>
          said.type === 'stock.adjusted' && said.payload.reason !== 'opening'
            ? said.payload.lines.map(
                (line) => [said.payload.reason, rounded((line.quantityMilli * line.unitCostE4) / 1000)] as const,
              )
            : [],
        ),
        ...lines.flatMap(({ line }) =>
          line.quantityMilli < 0 && !line.restock ? [['not_restocked', lineCostE4(line)] as const] : [],
        ),
        ...counts
          .filter((row) => inRange(row.business_date) && matches(row.business_date, row.store_id))
          .map((row) => ['count', rounded((row.variance_milli * row.cost) / 1000)] as const),
      ];
      const losses = [...grouped(lost, ([reason]) => reason)].map(
        ([reason, rows]) => [reason, -rounded(total(rows.map(([, costE4]) => costE4)) / 10_000) + 0] as const,
      );
      const expenses = total(
        spent
          .filter(({ expenseDate, storeId }) => inRange(expenseDate) && matches(expenseDate, storeId))
          .map(({ amountMinor }) => amountMinor),
      );
      const stock = total(losses.map(([, amount]) => amount));
      return { revenue, cost, losses, expenses, profit: revenue - cost - stock - expenses };
    };
    const shown = (figures: typeof report.total) => ({
      revenue: figures.netRevenueMinor,
      cost: figures.costOfGoodsMinor,
      losses: figures.stockLosses.map(({ reason, amountMinor }) => [reason, amountMinor]),
      expenses: figures.expensesMinor,
      profit: figures.netProfitMinor,
    });
    expect(shown(report.total)).toEqual(expected(() => true));
    expect(report.rows.length).toBeGreaterThan(0);
    for (const row of report.rows) {
      expect(shown(row), row.key).toEqual(
        expected((day, storeId) =>
          groupBy === 'none' ? true : groupBy === 'store' ? storeId === row.key : timeKey(groupBy, day) === row.key,
        ),
      );
      expect(row.grossProfitMinor - row.stockLossesMinor - row.expensesMinor).toBe(row.netProfitMinor);
    }
    expect(report.total.stockLosses.length).toBeGreaterThan(4);
  },
);

test.each(['category', 'day', 'week', 'month', 'store'])(
  'expenses by %s are those that were recorded',
  async (groupBy) => {
    const report = await ask(expensesSummaryEndpoint, { from: '2026-03-01', to: '2026-03-31', groupBy });
    const spent = shop.events.flatMap(({ said, store }) =>
      said.type === 'expense.recorded' && said.payload.expenseDate.startsWith('2026-03')
        ? [{ ...said.payload, store }]
        : [],
    );
    const keyOf = (one: (typeof spent)[number]): string =>
      groupBy === 'category'
        ? (one.categoryId ?? NO_ID)
        : groupBy === 'store'
          ? one.store.id
          : timeKey(groupBy, one.expenseDate);
    const rows = report.rows
      .filter(({ count }) => count > 0)
      .map(({ key, count, amountMinor }) => [key, count, amountMinor]);
    expect(rows).toEqual(
      [...grouped(spent, keyOf)].map(([key, of]) => [key, of.length, total(of.map(({ amountMinor }) => amountMinor))]),
    );
    expect(report.before.count).toBeGreaterThan(0);
  },
);

test.each(['2026-02-28', '2026-03-01', '2026-03-28', '2026-03-29', '2026-03-30'])('the end of %s', async (date) => {
  const report = await ask(endOfDayEndpoint, { date });
  const asked = { from: date, to: date };
  const sales = told(asked);
  expect(report.total.figures).toEqual(figuresTold(linesOf(sales)));
  const times = sales.map(({ at }) => at.atMs);
  expect([report.total.firstSaleAt, report.total.lastSaleAt]).toEqual(
    times.length === 0
      ? [null, null]
      : [new Date(Math.min(...times)).toISOString(), new Date(Math.max(...times)).toISOString()],
  );
  expect(report.stores.map(({ key, figures }) => [key, figures])).toEqual(
    [...grouped(linesOf(sales), ({ at }) => at.store.id)].map(([key, lines]) => [key, figuresTold(lines)]),
  );
  expect(total(report.total.tenders.map(({ amountMinor }) => amountMinor))).toBe(
    total(
      sales.flatMap(({ sale }) =>
        sale.payments.filter(({ state }) => state !== 'declined').map(({ amountMinor }) => amountMinor),
      ),
    ),
  );
  expect(total(report.total.taxes.map(({ taxMinor }) => taxMinor))).toBe(total(sales.map(({ sale }) => sale.taxMinor)));
});

test('what a person sold stands under that person', async () => {
  const asked = { from: '2026-03-01', to: '2026-03-31' };
  const report = await ask(cashiersReportEndpoint, asked);
  const groups = grouped(linesOf(told(asked)), ({ at }) => at.actorId);
  expect(new Map(report.rows.map(({ key, figures }) => [key, figures]))).toEqual(
    new Map([...groups].map(([key, lines]) => [key, figuresTold(lines)])),
  );
  expect(report.rows.map(({ name }) => name)).toContain('Ada Obi');
});

test('a day that runs is compared with what the same weekday had sold by this minute', async () => {
  const last = shop.events.at(-1);
  for (const time of ['2026-03-27T13:37:00Z', '2026-03-28T02:20:00Z', '2026-03-29T23:30:00Z']) {
    world.clock.advance(Date.parse(time) - world.clock.nowMs());
    for (const store of shop.stores) {
      const now = within(shop.events, { from: '0', to: '9', storeId: store.id }).at(0) ?? last;
      expect(now).toBeDefined();
      const today = dayIn(store.zone);
      const [summary] = [
        await ask(salesSummaryEndpoint, { from: today.day, to: today.day, storeId: store.id, groupBy: 'hour' }),
      ];
      const then = told({ from: summary.beforeFrom, to: summary.beforeTo, storeId: store.id });
      const soFar = then.filter(({ at }) => at.minuteOfDay <= today.minuteOfDay);
      expect(summary.beforeSoFar, `${time} ${store.zone}`).toEqual(figuresTold(linesOf(soFar)));
    }
  }
});

function dayIn(zone: string): { day: string; minuteOfDay: number } {
  const ms = world.clock.nowMs();
  const [date = '', time = ''] = new Date(ms).toLocaleString('sv-SE', { timeZone: zone }).split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const early = hour < 4;
  const day = early ? new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10) : date;
  return { day, minuteOfDay: (hour * 60 + minute - 240 + 1440) % 1440 };
}

test('sums that the server keeps are those of the facts', async () => {
  // Two people were written past the feed, which is no matter here.
  const found = await verifyBusiness(world.pool, shop.owner.businessId);
  expect(found.filter(({ check }) => check !== 'not in the feed')).toEqual([]);
});

test('a range that is none, too long, or of facts for a year is refused in words', async () => {
  const refused = async (query: string) => shop.owner.call('GET', `/reports/sales-summary?${query}`);
  expect(await refused('from=2026-03-02&to=2026-03-01')).toMatchObject({ status: 422 });
  expect(await refused('from=2020-01-01&to=2026-03-01')).toMatchObject({ status: 422 });
  expect(await refused('from=2026-02-30&to=2026-03-01')).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'from' }] },
  });
  expect(await refused('from=2025-03-02&to=2026-03-01&method=cash')).toMatchObject({ status: 422 });
});
