import { writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Id, idSchema, uuidV7 } from '#shared/base/ids.ts';
import { enrolmentCodeEndpoint } from '#shared/api/store-endpoints.ts';
import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import { tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { openPool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { applyWebChange } from '#server/sync/apply/apply-web-change.ts';
import { waitUntil } from '#tests/replay/wait-until.ts';
import { z } from 'zod';
import { type Bench, type Measured, atLeast } from './bench-report.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { goodsNames } from './goods-names.ts';
import { downloadFloor } from './download-floor.ts';
import { pouchReplication } from './peers-process.ts';
import { spreadOf } from './spread.ts';

const SIZES = [10_000, 30_000, 100_000];
const PRODUCTS_A_CHANGE = 300;
const TIMES_FASTER = 5;
const WITHIN_MS = 600_000;
const CLASSES = 6;

type Product = {
  readonly productId: Id;
  readonly variantId: Id;
  readonly barcodeId: Id;
  readonly name: string;
  readonly code: string;
};

function editsOf({ productId, variantId, barcodeId, name, code }: Product): RecordEdit[] {
  return [
    { kind: 'product', id: productId, op: 'put', fields: { name } },
    {
      kind: 'product_variant',
      id: variantId,
      op: 'put',
      fields: { productId, name: '', sku: code, costE4: 500_000, sellingPriceMinor: 10_000 },
    },
    {
      kind: 'barcode',
      id: barcodeId,
      op: 'put',
      fields: { variantId, code, unit: 'piece', factorMilli: 1000, priceMinor: null },
    },
  ];
}

/** Puts products into the office as an import does: a few hundred in each change. */
async function stockOffice(shop: BenchShop, products: readonly Product[]): Promise<void> {
  const { data: me } = await shop.owner.ask(meEndpoint);
  const businessId = idSchema.parse(me.business.id);
  const pool = openPool({ url: shop.ownerUrl, connectionsMax: 1, as: 'app' });
  const makeId = (): Id => uuidV7(shop.clock.nowMs(), randomBytes(10));
  for (let from = 0; from < products.length; from += PRODUCTS_A_CHANGE) {
    const records = products.slice(from, from + PRODUCTS_A_CHANGE).flatMap(editsOf);
    await withTenant(pool, businessId, (tx) =>
      applyWebChange(
        tx,
        {
          businessId,
          storeId: null,
          actorId: idSchema.parse(shop.owner.userId),
          nowMs: shop.clock.nowMs(),
          timeZone: 'Africa/Lagos',
          dayStartMinutes: 0,
          makeId,
        },
        { type: 'record.changed', entityId: businessId, payload: { records } },
      ),
    );
  }
  await pool.end();
}

/** A new till: how long from its code to the first possible sale, and to the last row; and what came over the line. */
async function fillTill(
  shop: BenchShop,
  name: string,
): Promise<{ readonly readyMs: number; readonly completeMs: number; readonly pages: readonly Uint8Array[] }> {
  const pages: Uint8Array[] = [];
  const till = await shop.openTill(name, (url, body) => void (url.includes('/sync/pull') ? pages.push(body) : 0));
  const params = { id: shop.founded.storeId };
  const { data } = await shop.owner.ask(enrolmentCodeEndpoint, { params, body: {} });
  const from = performance.now();
  await till.do(tillEnrolCall, { officeUrl: shop.office.url, code: data.code }, z.unknown());
  const isReady = async (): Promise<boolean> =>
    (await till.do(tillStateCall, {}, tillStateCall.output.pick({ state: true }))).state === 'ready';
  await waitUntil(`${name} can sell`, WITHIN_MS, isReady);
  const readyMs = performance.now() - from;
  await waitUntil(
    `${name} has everything`,
    WITHIN_MS,
    async () => (await till.status()).completeClasses.length === CLASSES,
  );
  const completeMs = performance.now() - from;
  await till.close();
  return { readyMs, completeMs, pages };
}

/** The same products as documents, replicated by PouchDB into an empty one. */
async function pouchFilled(shop: BenchShop, products: readonly Product[]): Promise<number> {
  const folder = join(shop.folder, `pouch-${products.length}`);
  mkdirSync(folder);
  const file = join(folder, 'documents.jsonl');
  const document = (product: Product): string =>
    `${JSON.stringify({ _id: product.productId, records: editsOf(product).map(({ kind, id, fields }) => ({ kind, id, ...fields })) })}\n`;
  writeFileSync(file, products.map(document).join(''));
  const pouch = await pouchReplication(folder, file);
  try {
    await pouch.up();
    return (await pouch.down()).tookMs;
  } finally {
    await pouch.stop();
  }
}

async function measureAt(
  shop: BenchShop,
  products: readonly Product[],
  say: (line: string) => void,
): Promise<Measured> {
  const filled = await fillTill(shop, `till-${products.length}`);
  const floorMs = await downloadFloor(shop.folder, filled.pages);
  const pouchMs = await pouchFilled(shop, products);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  say(
    `  ${products.length} products: can sell after ${seconds(filled.readyMs)}, complete after ${seconds(filled.completeMs)}; download and insert ${seconds(floorMs)}; PouchDB ${seconds(pouchMs)}`,
  );
  return {
    what: `a new till with ${products.length} products: from its code to the last row`,
    ours: spreadOf([filled.completeMs]),
    floorName: 'download of the same pages and bulk insert, durable',
    floor: spreadOf([floorMs]),
    bounds: [atLeast('times as fast as PouchDB', pouchMs / filled.completeMs, TIMES_FASTER)],
  };
}

export const pull: Bench = {
  name: 'pull',
  doc: 'a new till from its one-time code to the last row, beside a download and bulk insert of the same pages, and beside PouchDB',
  run: async (say) => {
    const shop = await openBenchShop([]);
    const { names, source } = goodsNames(SIZES.at(-1) ?? 0);
    const products = names.map((name, index): Product => {
      const newId = (): Id => uuidV7(shop.clock.nowMs(), randomBytes(10));
      return {
        productId: newId(),
        variantId: newId(),
        barcodeId: newId(),
        name,
        code: `04${String(index).padStart(8, '0')}`,
      };
    });
    say(`  with ${source}`);
    try {
      const results: Measured[] = [];
      let stocked = 0;
      for (const size of SIZES) {
        await stockOffice(shop, products.slice(stocked, size));
        stocked = size;
        results.push(await measureAt(shop, products.slice(0, size), say));
      }
      return results;
    } finally {
      await shop.close();
    }
  },
};
