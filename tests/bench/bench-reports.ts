import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { type Pool, openPool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { rebuildRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import { enrolTill } from '#tests/replay/found-shop.ts';
import { askMany } from './ask-many.ts';
import { type Bench, type Measured, atMost } from './bench-report.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { goodsAtOnce } from './goods-at-once.ts';
import { growthExponent } from './growth.ts';
import { type HistoryOf, LINES_A_DAY, writeHistory } from './long-history.ts';
import { REPORT_QUESTIONS, type ReportQuestion } from './report-questions.ts';
import { type Spread, inMs, spreadOf } from './spread.ts';

const LINES = [100_000, 1_000_000, 5_000_000];
const TIMES = 12;
const MONTH_DAYS = 30;
const DAY_MS = 86_400_000;
const MINUTE_MS = 61_000;
/** A report that reads all that ever was has 1. */
const GROWTH_MAX = 0.15;

type Point = { readonly size: number; readonly cost: number; readonly ours: Spread; readonly raw: Spread };

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

/** Days that were not asked for before: what the cache keeps says nothing of the queries. */
function rangeOf(of: HistoryOf, time: number): { from: string; to: string } {
  return { from: dayBefore(of.lastDay, time + MONTH_DAYS - 1), to: dayBefore(of.lastDay, time) };
}

async function measureQuestion(
  shop: BenchShop,
  root: Pool,
  of: HistoryOf,
  { path, raw }: ReportQuestion,
): Promise<Omit<Point, 'size' | 'cost'>> {
  await shop.owner.signIn();
  const headers = { authorization: `Bearer ${shop.owner.accessToken()}` };
  const ours: number[] = [];
  const floor: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const { from, to } = rangeOf(of, time);
    // A report of this moment is kept for its minute.
    shop.clock.moveTo(shop.clock.nowMs() + MINUTE_MS);
    await shop.office.setClock(shop.clock.nowMs());
    const query = path.replace('RANGE', `from=${from}&to=${to}`).replace('DAY', `storeId=${of.storeId}&date=${to}`);
    ours.push(...(await askMany(`${shop.office.url}/api/v1${query}`, headers, { times: 1, connections: 1 })));
    const begun = performance.now();
    await root.unsafe(raw, [of.businessId, from, to]);
    floor.push(performance.now() - begun);
  }
  return { ours: spreadOf(ours), raw: spreadOf(floor) };
}

async function fillUpTo(shop: BenchShop, root: Pool, of: HistoryOf, days: { from: number; to: number }): Promise<void> {
  await writeHistory(root, of, days.from, days.to);
  await root.unsafe('vacuum analyze');
  const app = openPool({ url: shop.ownerUrl, connectionsMax: 1, as: 'app' });
  // As `npm run db -- rollups` does.
  await withTenant(app, of.businessId, async (tx) => {
    await tx`set local statement_timeout = 0`;
    await rebuildRollups(tx, of.businessId, new Date(shop.clock.nowMs()));
  });
  await app.end();
  await root.unsafe('vacuum analyze');
}

async function openHistory(shop: BenchShop, root: Pool): Promise<HistoryOf> {
  const till = await shop.openTill('till-1');
  await enrolTill(till, shop.office, shop.owner, shop.founded.storeId);
  await till.close();
  const business = (await shop.owner.ask(meEndpoint)).data.business.id;
  const [row] = await root<
    { id: string }[]
  >`select till_id as id from till_sync where business_id = ${business} and kind = 'till'`;
  return {
    businessId: business,
    storeId: shop.founded.storeId,
    tillId: must(row, 'a till was enrolled').id,
    ownerId: shop.owner.userId,
    variantIds: await goodsAtOnce(shop, root, business),
    lastDay: dayBefore(new Date(shop.clock.nowMs()).toISOString().slice(0, 10), 2),
  };
}

async function measure(shop: BenchShop, root: Pool, say: (line: string) => void, scale: number): Promise<Measured[]> {
  const of = await openHistory(shop, root);
  const points = new Map<ReportQuestion, Point[]>();
  let days = 0;
  for (const lines of LINES) {
    const to = Math.max(Math.round((lines * scale) / LINES_A_DAY), days + 1);
    const from = performance.now();
    await fillUpTo(shop, root, of, { from: days, to });
    days = to;
    const size = days * LINES_A_DAY;
    say(`  ${size} sale lines of ${days} days, filled within ${Math.round((performance.now() - from) / 1000)} s`);
    for (const question of REPORT_QUESTIONS) {
      const took = await measureQuestion(shop, root, of, question);
      points.set(question, [...(points.get(question) ?? []), { size, cost: took.ours.p50Ms, ...took }]);
      say(`    ${question.what}: ${inMs(took.ours.p50Ms)} ms; the facts ${inMs(took.raw.p50Ms)} ms`);
    }
  }
  return [...points].map(([{ what, timesMax }, at]) => {
    const last = must(at.at(-1), 'a last size');
    return {
      what: `${what}, ${MONTH_DAYS} days of a shop with ${last.size} sale lines, never asked before`,
      ours: last.ours,
      floorName: 'the same question over raw facts',
      floor: last.raw,
      bounds: [
        atMost('exponent of growth', growthExponent(at), GROWTH_MAX),
        atMost('p50 ÷ raw facts', last.ours.p50Ms / last.raw.p50Ms, timesMax),
      ],
    };
  });
}

export const reports: Bench = {
  name: 'reports',
  doc: `each report when a shop has traded on and on, ${LINES_A_DAY} sale lines a day, beside the same question over raw facts`,
  run: async (say, { scale }) => {
    const shop = await openBenchShop([]);
    const root = openPool({ url: shop.ownerUrl, connectionsMax: 1, as: 'migrator' });
    try {
      return await measure(shop, root, say, scale);
    } finally {
      await root.end();
      await shop.close();
    }
  },
};
