import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { ZERO_MINOR, minorSchema } from '#shared/base/money.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { startEmbeddedPostgres } from '#server/store/embedded/embedded-postgres.ts';
import { enrolTill, foundShop } from '#tests/replay/found-shop.ts';
import { OFFICE_START_MS, fromOfficeSchema } from '#tests/replay/office-messages.ts';
import type { Office } from '#tests/replay/office.ts';
import { registerOwner } from '#tests/replay/owner.ts';
import { type ReplayTill, openReplayTill } from '#tests/replay/replay-till.ts';
import { type ShopClock, shopClock } from '#tests/replay/shop-clock.ts';
import { waitUntil } from '#tests/replay/wait-until.ts';
import type { Bench, Measured } from './bench-report.ts';
import { copyTimed, takeRows, writeDocuments } from './copy-floor.ts';
import { type PeerTook, pouchReplication } from './peers-process.ts';
import { spreadOf } from './spread.ts';

const GOODS = 200;
const LINES = 5;
const SALES = [1000, 3000, 10_000];
/** What a week offline has to be drained within. */
const WEEK_SALES = 10_000;
const WEEK_LIMIT_MS = 60_000;
/** Sent before anything counts, so that programs and plans are warm on both sides. */
const WARM_SALES = 300;
const SHARE_LIMIT = 0.25;
const SENT_WITHIN_MS = 300_000;
const OFFICE = fileURLToPath(new URL('../replay/office-process.ts', import.meta.url));

const cartSchema = z.object({ saleId: z.string().nullable(), cashTotalMinor: minorSchema });
const NO_CART: z.output<typeof cartSchema> = { saleId: null, cashTotalMinor: ZERO_MINOR };

type Shop = {
  readonly office: Office;
  readonly folder: string;
  readonly ownerUrl: string;
  readonly till: ReplayTill;
  readonly clock: ShopClock;
  readonly close: () => Promise<void>;
};

async function startOfficeOn(
  folder: string,
  databaseUrl: string,
  startMs: number,
): Promise<{ office: Office; child: ChildProcess }> {
  const dataDir = join(folder, 'office');
  const log = openSync(join(folder, 'office.log'), 'a');
  const child = fork(OFFICE, {
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      PATH: process.env['PATH'],
      STOCKAVOO_DATA_DIR: dataDir,
      STOCKAVOO_WEB_DIR: join(folder, 'web'),
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOG_LEVEL: 'warn',
      DATABASE_URL: databaseUrl,
      [OFFICE_START_MS]: String(startMs),
    },
  });
  const [up] = z
    .tuple([fromOfficeSchema])
    .rest(z.unknown())
    .parse(await once(child, 'message'));
  if (up.kind !== 'up') throw new Error('the server says first that it is up');
  const setClock = async (nowMs: number): Promise<void> => {
    child.send({ kind: 'clock', nowMs });
    await once(child, 'message');
  };
  const stop = async (): Promise<void> => {
    child.send({ kind: 'stop' });
    await once(child, 'exit');
  };
  return { office: { url: up.url, dataDir, setClock, stop }, child };
}

async function openShop(say: (line: string) => void): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-push-'));
  chmodSync(folder, 0o711);
  const database = await startEmbeddedPostgres(join(folder, 'db'), say);
  const clock = shopClock(Date.now());
  const { office } = await startOfficeOn(folder, database.url, clock.nowMs());
  const owner = await registerOwner(office, {
    name: 'Bench Stores',
    currency: 'NGN',
    country: 'NG',
    timeZone: 'Africa/Lagos',
    locale: 'en-NG',
  });
  const codes = Array.from({ length: GOODS }, (_, index) => ({
    code: `G${index}`,
    name: `Good ${index}`,
    priceMinor: 5000 + index * 50,
    isStocked: true,
  }));
  const shop = await foundShop(owner, codes, say);
  const till = await openReplayTill(folder, 'till-1', { clock, paper: 'none' });
  await enrolTill(till, office, owner, shop.storeId);
  const close = async (): Promise<void> => {
    await till.close();
    await office.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, office, ownerUrl: database.url, till, clock, close };
}

async function sell(till: ReplayTill, sales: number): Promise<void> {
  for (let sale = 0; sale < sales; sale += 1) {
    let cart = NO_CART;
    for (let line = 0; line < LINES; line += 1) {
      const item = { code: `G${(sale * 7 + line * 31) % GOODS}` };
      cart = await till.do(saleAddItemCall, { saleId: cart.saleId, item, merge: false }, cartSchema);
    }
    await till.do(
      saleCompleteCall,
      {
        saleId: must(cart.saleId, 'a sale was opened'),
        tenders: [{ method: 'cash', amountMinor: cart.cashTotalMinor }],
      },
      z.unknown(),
    );
  }
}

async function measureAt(shop: Shop, sales: number, say: (line: string) => void): Promise<Measured> {
  const { till, office, clock } = shop;
  till.line.shut();
  const sinceMs = clock.nowMs() + 1000;
  clock.moveTo(sinceMs);
  await office.setClock(sinceMs);
  const printed = till.receiptsTaken();
  await sell(till, sales);
  // What is measured is the way to the server; a till that still prints receipts would share its time with it.
  await waitUntil('every receipt is printed', SENT_WITHIN_MS, () =>
    Promise.resolve(till.receiptsTaken() === printed + sales),
  );
  const from = performance.now();
  till.line.open();
  await waitUntil('everything is at the office', SENT_WITHIN_MS, async () => (await till.status()).waiting === 0);
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
      ...(sales === WEEK_SALES
        ? [
            {
              name: 'seconds for a week',
              value: tookMs / 1000,
              limit: WEEK_LIMIT_MS / 1000,
              isKept: tookMs <= WEEK_LIMIT_MS,
            },
          ]
        : []),
    ],
  };
}

const atLeast = (name: string, value: number, limit: number): Measured['bounds'][number] => ({
  name,
  value,
  limit,
  isKept: value >= limit,
});

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
    const shop = await openShop(() => undefined);
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
