import { once } from 'node:events';
import { createServer } from 'node:http';
import { enrolTill } from '#tests/replay/found-shop.ts';
import type { ReplayTill } from '#tests/replay/replay-till.ts';
import { waitUntil } from '#tests/replay/wait-until.ts';
import type { Bench, Measured } from './bench-report.ts';
import { openBenchShop } from './bench-shop.ts';
import { BENCH_GOODS, sellSales } from './sell-sales.ts';
import { spreadOf } from './spread.ts';

const WARM_SALES = 20;
const SALES = 200;
const LINES = 2;
const LIMIT_P50_MS = 60;
const CLASSES = 6;
const WITHIN_MS = 120_000;

/** From the answer to the cashier at one till to the level on the other. */
async function seenAfter(seller: ReplayTill, other: ReplayTill): Promise<number> {
  let forget = (): void => undefined;
  const seen = new Promise<void>((resolve) => {
    forget = other.onPush(({ topic }) => {
      if (topic === 'stock') resolve();
    });
  });
  await sellSales(seller, 1, LINES);
  const from = performance.now();
  await seen;
  forget();
  return performance.now() - from;
}

/** What the way is made of at least: a poke and three requests that are answered with nothing. */
async function emptyRequests(): Promise<number[]> {
  const server = createServer((_request, response) => response.end('{}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const took: number[] = [];
  for (let round = 0; round < SALES; round += 1) {
    const from = performance.now();
    for (let request = 0; request < 3; request += 1) await (await fetch(url)).text();
    took.push(performance.now() - from);
  }
  server.close();
  return took;
}

export const seen: Bench = {
  name: 'seen',
  doc: 'a sale at one till until its stock is right at another: push, commit, poke, pull, commit',
  run: async (): Promise<readonly Measured[]> => {
    const shop = await openBenchShop(BENCH_GOODS);
    try {
      const [seller, other] = [await shop.openTill('till-1'), await shop.openTill('till-2')];
      for (const till of [seller, other]) {
        await enrolTill(till, shop.office, shop.owner, shop.founded.storeId);
        const isComplete = async (): Promise<boolean> => (await till.status()).completeClasses.length === CLASSES;
        await waitUntil(`${till.name} has everything`, WITHIN_MS, isComplete);
      }
      const took: number[] = [];
      for (let sale = 0; sale < WARM_SALES + SALES; sale += 1) {
        const tookMs = await seenAfter(seller, other);
        if (sale >= WARM_SALES) took.push(tookMs);
      }
      const ours = spreadOf(took);
      const p50 = {
        name: 'p50 in milliseconds',
        value: ours.p50Ms,
        limit: LIMIT_P50_MS,
        isKept: ours.p50Ms <= LIMIT_P50_MS,
      };
      return [
        {
          what: `a sale of ${LINES} lines, one after the other`,
          ours,
          floorName: 'three empty requests over HTTP',
          floor: spreadOf(await emptyRequests()),
          bounds: [p50],
        },
      ];
    } finally {
      await shop.close();
    }
  },
};
