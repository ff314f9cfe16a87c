import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemTimers } from '#devices/system-timers.ts';
import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import { enrolmentCodeEndpoint } from '#shared/api/store-endpoints.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { openPool } from '#server/store/pool.ts';
import { waitUntil } from '#tests/replay/wait-until.ts';
import { addManyGoods } from '#tests/support/many-goods.ts';
import { type Bench, type Measured, atLeast, atMost } from './bench-report.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { downloadFloor } from './download-floor.ts';
import { goodsNames } from './goods-names.ts';
import { growthExponent } from './growth.ts';
import { pouchReplication } from './peers-process.ts';
import { spreadOf } from './spread.ts';

const SIZES = [10_000, 30_000, 100_000];
/** Why not five times: decisions/0001. */
const TIMES_FASTER = 1.25;
const FLOORS_MAX = 6;
const WITHIN_MS = 600_000;
const CLASSES = 6;

type Filled = {
  readonly readyMs: number;
  readonly completeMs: number;
  readonly pages: readonly Uint8Array[];
};

/** Puts products into the office as an import leaves them, and tells the database how many there are. */
async function stockOffice(shop: BenchShop, businessId: Id, names: readonly string[], first: number): Promise<void> {
  const root = openPool({ url: shop.ownerUrl, connectionsMax: 1, as: 'migrator' });
  await addManyGoods(root, { businessId, levelsOf: null, nowMs: shop.clock.nowMs() }, names, first);
  await root.unsafe('vacuum analyze');
  await root.end();
}

/** A new till: how long from its code to the first possible sale, and to the last row; and what came over the line. */
async function fillTill(shop: BenchShop, name: string): Promise<Filled> {
  const pages: Uint8Array[] = [];
  // Its own time runs, so that its pages are as long as a page may take.
  const clock = { ...shop.clock, timers: systemTimers };
  const heard = (url: string, body: Uint8Array): void => void (url.includes('/sync/pull') ? pages.push(body) : 0);
  const till = await shop.openTill(name, heard, { clock });
  const params = { id: shop.founded.storeId };
  const { data } = await shop.owner.ask(enrolmentCodeEndpoint, { params, body: {} });
  const from = performance.now();
  await till.do(tillEnrolCall, { officeUrl: shop.office.url, code: data.code }, z.unknown());
  const isReady = async (): Promise<boolean> =>
    (await till.do(tillStateCall, {}, tillStateCall.output.pick({ state: true }))).state === 'ready';
  await waitUntil(`${name} can sell`, WITHIN_MS, isReady);
  const readyMs = performance.now() - from;
  const isComplete = async (): Promise<boolean> => (await till.status()).completeClasses.length === CLASSES;
  await waitUntil(`${name} has everything`, WITHIN_MS, isComplete);
  const completeMs = performance.now() - from;
  await till.close();
  return { readyMs, completeMs, pages };
}

const fieldsSchema = z.object({ fields: z.record(z.string(), z.json()) });
const pageSchema = z.object({
  data: z.object({ changes: z.array(z.looseObject({ entity: z.string(), id: z.string(), data: z.unknown() })) }),
});

/**
 * The till's products as documents: one each, with the fields of its variant and its barcode in it, and no rank of any.
 *
 * A third of the till's rows and less in each, so that the peer is not slowed by what is only ours.
 */
function documentsOf(pages: readonly Uint8Array[]): string {
  const products = new Map<string, { _id: string; records: object[] }>();
  const productOfVariant = new Map<string, string>();
  const link = (value: unknown): string => z.string().parse(value);
  for (const page of pages) {
    const { changes } = pageSchema.parse(JSON.parse(new TextDecoder().decode(page))).data;
    for (const { entity, id, data } of changes) {
      if (!(entity === 'product' || entity === 'product_variant' || entity === 'barcode')) continue;
      const { fields } = fieldsSchema.parse(data);
      if (entity === 'product') products.set(id, { _id: id, records: [] });
      if (entity === 'product_variant') productOfVariant.set(id, link(fields['productId']));
      const productId =
        entity === 'product'
          ? id
          : entity === 'product_variant'
            ? link(fields['productId'])
            : (productOfVariant.get(link(fields['variantId'])) ?? '');
      products.get(productId)?.records.push({ kind: entity, id, ...fields });
    }
  }
  return [...products.values()].map((product) => `${JSON.stringify(product)}\n`).join('');
}

/** The same products as documents, replicated by PouchDB into an empty one. */
async function pouchFilled(shop: BenchShop, size: number, pages: readonly Uint8Array[]): Promise<number> {
  const folder = join(shop.folder, `pouch-${size}`);
  mkdirSync(folder);
  const file = join(folder, 'documents.jsonl');
  writeFileSync(file, documentsOf(pages));
  const pouch = await pouchReplication(folder, file);
  try {
    await pouch.up();
    const { written, tookMs } = await pouch.down();
    if (written !== size) throw new Error(`the peer has ${written} of ${size} products`);
    return tookMs;
  } finally {
    await pouch.stop();
  }
}

type Point = { readonly size: number; readonly filled: Filled; readonly floorMs: number; readonly pouchMs: number };

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

async function measureAt(shop: BenchShop, size: number, say: (line: string) => void): Promise<Point> {
  const filled = await fillTill(shop, `till-${size}`);
  const floorMs = await downloadFloor(shop.folder, filled.pages);
  const pouchMs = await pouchFilled(shop, size, filled.pages);
  say(
    `  ${size} products: can sell after ${seconds(filled.readyMs)}, complete after ${seconds(filled.completeMs)}, ${filled.pages.length} pages; download and insert ${seconds(floorMs)}; PouchDB ${seconds(pouchMs)}`,
  );
  return { size, filled, floorMs, pouchMs };
}

const measuredOf = ({ size, filled, floorMs, pouchMs }: Point): Measured => ({
  what: `a new till with ${size} products: from its code to the last row`,
  ours: spreadOf([filled.completeMs]),
  floorName: 'download of the same pages and bulk insert, durable',
  floor: spreadOf([floorMs]),
  bounds: [
    atLeast('times as fast as PouchDB', pouchMs / filled.completeMs, TIMES_FASTER),
    atMost('times the floor', filled.completeMs / floorMs, FLOORS_MAX),
  ],
});

export const pull: Bench = {
  name: 'pull',
  doc: 'a new till from its one-time code to the last row, beside a download and bulk insert of the same pages, and beside PouchDB',
  run: async (say) => {
    const shop = await openBenchShop([]);
    const { names, source } = goodsNames(SIZES.at(-1) ?? 0);
    say(`  each with a variant and a barcode, with ${source}`);
    try {
      const { data: me } = await shop.owner.ask(meEndpoint);
      const points: Point[] = [];
      for (const size of SIZES) {
        const before = points.at(-1)?.size ?? 0;
        await stockOffice(shop, idSchema.parse(me.business.id), names.slice(before, size), before);
        points.push(await measureAt(shop, size, say));
      }
      const growth = (cost: (point: Point) => number): string =>
        growthExponent(points.map((point) => ({ size: point.size, cost: cost(point) }))).toFixed(2);
      say(
        `  cost grows with the number of products to the power of ${growth(({ filled }) => filled.completeMs)}; PouchDB’s of ${growth(({ pouchMs }) => pouchMs)}`,
      );
      return points.map(measuredOf);
    } finally {
      await shop.close();
    }
  },
};
