import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { enrolTill } from '#tests/replay/found-shop.ts';
import type { ReplayTill } from '#tests/replay/replay-till.ts';
import { waitUntil } from '#tests/replay/wait-until.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { type Bench, type Measured, atLeast, atMost } from './bench-report.ts';
import { copyTimed, takeRows, writeDocuments } from './copy-floor.ts';
import { type PeerTook, pouchReplication } from './peers-process.ts';
import { BENCH_GOODS, sellSales } from './sell-sales.ts';
import { spreadOf } from './spread.ts';

const LINES = 5;
const SALES = [1000, 3000, 10_000];
/** What a week offline has to be drained within. */
const WEEK_SALES = 10_000;
const WEEK_LIMIT_MS = 60_000;
/** Sent before anything counts, so that programs and plans are warm on both sides. */
const WARM_SALES = 2500;
const SHARE_LIMIT = 0.25;
const SENT_WITHIN_MS = 300_000;

type Shop = BenchShop & { readonly till: ReplayTill };

async function openShop(): Promise<Shop> {
  const shop = await openBenchShop(BENCH_GOODS);
  const till = await shop.openTill('till-1');
  await enrolTill(till, shop.office, shop.owner, shop.founded.storeId);
  return { ...shop, till };
}

async function measureAt(shop: Shop, sales: number, say: (line: string) => void): Promise<Measured> {
  const { till, office, clock } = shop;
  till.line.shut();
  const sinceMs = clock.nowMs() + 1000;
  clock.moveTo(sinceMs);
  await office.setClock(sinceMs);
  const printed = till.receiptsTaken();
  await sellSales(till, sales, LINES);
  // What is measured is the way to the server; a till that still prints receipts would share its time with it.
  await waitUntil('every receipt is printed', SENT_WITHIN_MS, () =>
    Promise.resolve(till.receiptsTaken() === printed + sales),
  );
  const from = performance.now();
  till.line.open();
  const isSent = async (): Promise<boolean> => (await till.status()).waiting === 0;
  // A till that is asked counts what waits: as seldom as an answer to a hundredth allows.
  await waitUntil('everything is at the office', SENT_WITHIN_MS, isSent, sales / 100);
  const tookMs = performance.now() - from;
  const taken = await takeRows(shop.ownerUrl, sinceMs);
  const copyMs = await copyTimed(shop.ownerUrl, `floor_${sales}`, taken);
  const pouch = await pouchTimed(shop, sales, sinceMs);
  const share = copyMs / tookMs;
  const perSecond = (ms: number, count: number): number => Math.round((count * 1000) / ms);
  say(
    `  ${sales} sales: ${perSecond(tookMs, sales)} sales/s, ${perSecond(tookMs, taken.rows)} rows/s; COPY ${perSecond(copyMs, taken.rows)} rows/s; PouchDB ${perSecond(pouch.tookMs, pouch.written)} documents/s`,
  );
  return {
    what: `${sales} sales of ${LINES} lines: till disk → server committed with all effects (${taken.rows} rows)`,
    ours: spreadOf([tookMs]),
    floorName: 'COPY of the same rows, same indexes, durable',
    floor: spreadOf([copyMs]),
    bounds: [
      atLeast('share of COPY’s speed', share, SHARE_LIMIT),
      atLeast('sales ÷ documents of PouchDB → express-pouchdb', pouch.tookMs / pouch.written / (tookMs / sales), 1),
      ...(sales === WEEK_SALES ? [atMost('seconds for a week', tookMs / 1000, WEEK_LIMIT_MS / 1000)] : []),
    ],
  };
}

/** The same changes as documents, without any effect, from one LevelDB to another. */
async function pouchTimed(shop: Shop, sales: number, sinceMs: number): Promise<PeerTook> {
  const folder = join(shop.folder, `pouch-${sales}`);
  mkdirSync(folder);
  const file = join(folder, 'documents.jsonl');
  await writeDocuments(shop.ownerUrl, sinceMs, file);
  const pouch = await pouchReplication(folder, file);
  try {
    return await pouch.up();
  } finally {
    await pouch.stop();
  }
}

export const push: Bench = {
  name: 'push',
  doc: 'sales from the till’s disk to the server, HTTP, gzip and signatures included, beside COPY of exactly the rows that they become',
  run: async (say) => {
    const shop = await openShop();
    try {
      await measureAt(shop, WARM_SALES, () => undefined);
      const results: Measured[] = [];
      for (const sales of SALES) results.push(await measureAt(shop, sales, say));
      return results;
    } finally {
      await shop.close();
    }
  },
};
