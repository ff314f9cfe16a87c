import { readFileSync } from 'node:fs';
import { enrolTill } from '#tests/replay/found-shop.ts';
import type { ReplayTill } from '#tests/replay/replay-till.ts';
import { waitUntil } from '#tests/replay/wait-until.ts';
import type { Bench, Measured } from './bench-report.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { BENCH_GOODS, sellSales } from './sell-sales.ts';
import { spreadOf } from './spread.ts';

const TILLS = 20;
const SALES_EACH = 150;
const LINES = 5;
const WITHIN_MS = 300_000;
/** Twenty tills of one store share levels, sums and the feed: they may cost so much of what one till alone gets through. */
const SHARE_LIMIT = 0.5;

type Fleet = { readonly shop: BenchShop; readonly tills: readonly ReplayTill[]; readonly pushesMs: number[] };

async function openFleet(): Promise<Fleet> {
  const shop = await openBenchShop(BENCH_GOODS);
  const pushesMs: number[] = [];
  const tills: ReplayTill[] = [];
  for (let number = 1; number <= TILLS; number += 1) {
    const till = await shop.openTill(`till-${number}`, (url, _body, tookMs) => {
      if (url.endsWith('/sync/push')) pushesMs.push(tookMs);
    });
    await enrolTill(till, shop.office, shop.owner, shop.founded.storeId);
    tills.push(till);
  }
  return { shop, tills, pushesMs };
}

/** Sells at so many tills without a line, then opens all lines at once. */
async function drain(
  { shop, pushesMs }: Fleet,
  tills: readonly ReplayTill[],
  salesEach: number,
): Promise<{ readonly tookMs: number; readonly pushesMs: readonly number[] }> {
  for (const till of tills) till.line.shut();
  shop.clock.moveTo(shop.clock.nowMs() + 1000);
  await shop.office.setClock(shop.clock.nowMs());
  for (const till of tills) await sellSales(till, salesEach, LINES);
  pushesMs.length = 0;
  const from = performance.now();
  for (const till of tills) till.line.open();
  await waitUntil('everything is at the office', WITHIN_MS, async () => {
    for (const till of tills) if ((await till.status()).waiting > 0) return false;
    return true;
  });
  return { tookMs: performance.now() - from, pushesMs: [...pushesMs] };
}

/** The memory that the server's process has at hand, where the system says it. */
function serverMegabytes(pid: number): string {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return found === undefined ? 'unknown' : `${Math.round(Number(found) / 1024)} MB`;
  } catch {
    return 'unknown';
  }
}

export const fleet: Bench = {
  name: 'fleet',
  doc: `${TILLS} tills of one store that come back at once, beside one till with as many sales`,
  run: async (say): Promise<readonly Measured[]> => {
    const opened = await openFleet();
    const { shop, tills } = opened;
    try {
      await drain(opened, tills, 10);
      const alone = await drain(opened, tills.slice(0, 1), TILLS * SALES_EACH);
      const together = await drain(opened, tills, SALES_EACH);
      const share = alone.tookMs / together.tookMs;
      const perSecond = (tookMs: number): number => Math.round((TILLS * SALES_EACH * 1000) / tookMs);
      say(
        `  ${perSecond(together.tookMs)} sales/s of ${TILLS} tills, ${perSecond(alone.tookMs)} of one; the server took ${serverMegabytes(shop.officePid)} at most`,
      );
      return [
        {
          what: `a push of one of ${TILLS} tills of a store, all at once`,
          ours: spreadOf([...together.pushesMs]),
          floorName: 'a push of one till alone',
          floor: spreadOf([...alone.pushesMs]),
          bounds: [
            { name: 'sales per second ÷ one till’s', value: share, limit: SHARE_LIMIT, isKept: share >= SHARE_LIMIT },
          ],
        },
      ];
    } finally {
      await shop.close();
    }
  },
};
