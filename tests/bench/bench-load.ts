import { randomBytes } from 'node:crypto';
import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import { enrolmentCodeEndpoint } from '#shared/api/store-endpoints.ts';
import { uuidV7 } from '#shared/base/ids.ts';
import { must } from '#shared/base/assert.ts';
import { openPool } from '#server/store/pool.ts';
import { TestTill } from '#tests/sync/support/test-till.ts';
import { type Bench, type Measured, atLeast, atMost } from './bench-report.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { goodsAtOnce } from './goods-at-once.ts';
import { type Offered, offerSales } from './offered-sales.ts';
import { peakMegabytes } from './server-memory.ts';
import { spreadOf } from './spread.ts';

const TILLS = 50;
const SALES = 100_000;
/** A sale a second at each till: more than fifty cashiers can. */
const PER_SECOND = 50;
/** After the full number of sales each rate is held so long. */
const STEP_SECONDS = 20;
const STEPS_MAX = 6;
/** A figure in the owner's hand is old from then on. */
const LATE_LIMIT_MS = 5000;
const GIVE_UP_MS = 60_000;
const WARM_SALES = 500;
/** What the slowest of a hundred may wait longer than at a till that is alone. */
const LATE_TIMES_MAX = 20;

async function openTills(shop: BenchShop): Promise<TestTill[]> {
  const makeId = (): string => uuidV7(shop.clock.nowMs(), randomBytes(10));
  const tills: TestTill[] = [];
  for (let number = 0; number < TILLS; number += 1) {
    const { data } = await shop.owner.ask(enrolmentCodeEndpoint, { params: { id: shop.founded.storeId }, body: {} });
    const world = { url: shop.office.url, clock: { nowMs: shop.clock.nowMs }, makeId };
    const till = await TestTill.enrol(world, shop.owner.userId, data.code);
    await till.hello();
    tills.push(till);
  }
  return tills;
}

async function variantsOf(shop: BenchShop): Promise<readonly string[]> {
  const root = openPool({ url: shop.ownerUrl, connectionsMax: 1, as: 'migrator' });
  const variantIds = await goodsAtOnce(shop, root, (await shop.owner.ask(meEndpoint)).data.business.id);
  await root.end();
  return variantIds;
}

async function salesThere(shop: BenchShop): Promise<number> {
  const root = openPool({ url: shop.ownerUrl, connectionsMax: 1, as: 'migrator' });
  const [row] = await root<{ count: number }[]>`select count(*) as count from sales_orders`;
  await root.end();
  return row?.count ?? 0;
}

const told = (perSecond: number, { lateMs, refused, tookMs }: Offered): string => {
  const { p50Ms, p99Ms } = spreadOf(lateMs);
  return `${perSecond} sales a second offered, ${((lateMs.length * 1000) / tookMs).toFixed(1)} taken; a sale is there after ${Math.round(p50Ms)} ms, the slowest of a hundred ${Math.round(p99Ms)} ms; ${refused} requests refused`;
};

async function measure(shop: BenchShop, say: (line: string) => void, scale: number): Promise<Measured[]> {
  const variantIds = await variantsOf(shop);
  const tills = await openTills(shop);
  const at = (perSecond: number, of: number) => ({ perSecond: perSecond / of, variantIds, giveUpMs: GIVE_UP_MS });
  await offerSales(tills, WARM_SALES, at(PER_SECOND * 4, TILLS));
  const first = must(tills[0], 'a till');
  const alone = await offerSales([first], Math.ceil(100 * Math.max(scale, 0.2)), at((PER_SECOND / TILLS) * 4, 1));
  const sales = Math.round((SALES * scale) / TILLS) * TILLS;
  const [before, held] = [await salesThere(shop), await offerSales(tills, sales, at(PER_SECOND, TILLS))];
  say(
    `  ${sales} sales by ${TILLS} tills: ${told(PER_SECOND, held)}; server at most ${peakMegabytes(shop.officePid) ?? 'unknown'} MB`,
  );
  const there = (await salesThere(shop)) - before;
  const most = isHeld(held) ? await untilItDegrades(tills, say, (perSecond) => at(perSecond, TILLS)) : 0;
  const [late, lone] = [spreadOf(held.lateMs), spreadOf(alone.lateMs)];
  return [
    {
      what: `${sales} sales by ${TILLS} tills, ${PER_SECOND} a second: sold → at the office`,
      ours: late,
      floorName: 'a till that is alone',
      floor: lone,
      bounds: [
        atLeast('share of the sales that are there, once', there === sales ? 1 : 0, 1),
        atMost('seconds of the slowest of a hundred', late.p99Ms / 1000, LATE_LIMIT_MS / 1000),
        atMost('p99 ÷ alone', late.p99Ms / lone.p99Ms, LATE_TIMES_MAX),
        atLeast('rate held ÷ the first', most / PER_SECOND, 2),
      ],
    },
  ];
}

const isHeld = ({ lateMs, refused }: Offered): boolean => refused === 0 && spreadOf(lateMs).p99Ms <= LATE_LIMIT_MS;

/** Doubles the rate until a sale in a hundred takes too long, and lets the tills get rid of what piled up. Gives the last that was held. */
async function untilItDegrades(
  tills: readonly TestTill[],
  say: (line: string) => void,
  at: (perSecond: number) => Parameters<typeof offerSales>[2],
): Promise<number> {
  let [most, perSecond] = [PER_SECOND, PER_SECOND * 2];
  for (let step = 0; step < STEPS_MAX; step += 1, perSecond *= 2) {
    const offered = await offerSales(tills, perSecond * STEP_SECONDS, at(perSecond));
    say(`  ${told(perSecond, offered)}`);
    if (!isHeld(offered)) break;
    most = perSecond;
  }
  say(`  held: ${most} sales a second`);
  return most;
}

export const load: Bench = {
  name: 'load',
  doc: `${SALES} sales by ${TILLS} tills of one store through sync, then twice that rate until it degrades`,
  run: async (say, { scale }) => {
    const shop = await openBenchShop([]);
    try {
      return await measure(shop, say, scale);
    } finally {
      await shop.close();
    }
  },
};
