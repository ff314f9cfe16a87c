import {
  getImportEndpoint,
  importProductsEndpoint,
  productImportSchema,
} from '#shared/api/product-import-endpoints.ts';
import { z } from 'zod';
import { writeXlsx } from '#server/platform/documents/write-xlsx.ts';
import type { BenchShop } from './bench-shop.ts';
import { openBenchShop } from './bench-shop.ts';
import { type Bench, type Measured, atLeast, atMost } from './bench-report.ts';
import { copyTimed, takeRows } from './copy-floor.ts';
import { goodsNames } from './goods-names.ts';
import { forgetPeak, peakMegabytes } from './server-memory.ts';
import { BENCH_GOODS } from './sell-sales.ts';
import { spreadOf } from './spread.ts';

const ROWS = 20_000;
const SHELVES = 200;
/** Names of the world run longer than a product's may, with its number behind. */
const NAME_MAX = 150;
/** Taken in before anything counts, so that programs and plans are warm. */
const WARM_ROWS = 1000;
/** What the server may need more than for anything else. */
const GROWTH_MEGABYTES = 250;
const SHARE_LIMIT = 0.05;
const READS = 200;
const READ_LIMIT_MS = 1000;
const TABLES = ['changes', 'products', 'product_variants', 'barcodes', 'categories'] as const;

const answerSchema = z.object({ data: productImportSchema });
type Taken = { readonly tookMs: number; readonly readsMs: readonly number[] };

/** A sheet as somebody sends it: names, skus, barcodes, categories and prices. */
async function sheetOf(count: number, from: number): Promise<Buffer> {
  const { names } = goodsNames(count);
  const rows = function* () {
    for (let row = 0; row < count; row += 1) {
      const number = from + row;
      yield [
        `${(names[row % names.length] ?? '').slice(0, NAME_MAX).toWellFormed()} ${number}`,
        `S-${number}`,
        `20${String(number).padStart(11, '0')}`,
        `Shelf ${row % SHELVES}`,
        { units: 5000 + row, decimals: 2 },
      ];
    }
  };
  const parts: Uint8Array[] = [];
  const columns = ['Product', 'SKU', 'Barcode', 'Category', 'Price'];
  for await (const part of writeXlsx({ name: 'Goods', columns, rows: rows() })) parts.push(part);
  return Buffer.concat(parts);
}

async function send(shop: BenchShop, sheet: Buffer, query: string) {
  const response = await fetch(`${shop.office.url}/api/v1${importProductsEndpoint.path}${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.owner.accessToken()}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(sheet),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`the sheet was answered ${response.status}: ${JSON.stringify(body)}`);
  return answerSchema.parse(body).data;
}

/** Sends a sheet and reads how far it is until all of it is there. */
async function takeIn(shop: BenchShop, sheet: Buffer): Promise<Taken> {
  const from = performance.now();
  const { id } = await send(shop, sheet, '');
  const readsMs: number[] = [];
  for (;;) {
    const asked = performance.now();
    const { data } = await shop.owner.ask(getImportEndpoint, { params: { id: id ?? '' } });
    readsMs.push(performance.now() - asked);
    if (data.state === 'done') return { tookMs: performance.now() - from, readsMs };
    if (data.state !== 'running') throw new Error(`the import ended as ${data.state}`);
  }
}

async function idleReads(shop: BenchShop, id: string): Promise<number[]> {
  const readsMs: number[] = [];
  for (let read = 0; read < READS; read += 1) {
    const asked = performance.now();
    await shop.owner.ask(getImportEndpoint, { params: { id } });
    readsMs.push(performance.now() - asked);
  }
  return readsMs;
}

async function measure(shop: BenchShop, say: (line: string) => void): Promise<readonly Measured[]> {
  await takeIn(shop, await sheetOf(WARM_ROWS, 0));
  const sinceMs = shop.clock.nowMs() + 1000;
  shop.clock.moveTo(sinceMs);
  await shop.office.setClock(sinceMs);
  const sheet = await sheetOf(ROWS, WARM_ROWS);
  forgetPeak(shop.officePid);
  const before = peakMegabytes(shop.officePid) ?? 0;
  const took = await takeIn(shop, sheet);
  const after = peakMegabytes(shop.officePid) ?? 0;
  const fromAgain = performance.now();
  const again = await send(shop, sheet, '?dryRun=true');
  const dryMs = performance.now() - fromAgain;
  if (again.unchanged !== ROWS) throw new Error(`${again.unchanged} of ${ROWS} rows are there`);
  const taken = await takeRows(shop.ownerUrl, sinceMs, TABLES);
  const copyMs = await copyTimed(shop.ownerUrl, 'floor_import', taken);
  const { id } = await send(shop, await sheetOf(1, 0), '');
  say(
    `  ${ROWS} rows: ${Math.round((ROWS * 1000) / took.tookMs)} rows/s, the server at most ${after} MB (${before} MB before); sent again as a dry run ${Math.round(dryMs)} ms`,
  );
  return [
    {
      what: `${ROWS} rows of a sheet: sent → all of them there (${taken.rows} rows written)`,
      ours: spreadOf([took.tookMs]),
      floorName: 'COPY of the same rows, same indexes, durable',
      floor: spreadOf([copyMs]),
      bounds: [
        atMost('megabytes more than before', after - before, GROWTH_MEGABYTES),
        atLeast('share of COPY’s speed', copyMs / took.tookMs, SHARE_LIMIT),
      ],
    },
    {
      what: 'what else is asked meanwhile',
      ours: spreadOf(took.readsMs),
      floorName: 'the same when nothing is taken in',
      floor: spreadOf(await idleReads(shop, id ?? '')),
      bounds: [atMost('p99 in ms', spreadOf(took.readsMs).p99Ms, READ_LIMIT_MS)],
    },
  ];
}

export const productImport: Bench = {
  name: 'import',
  doc: 'products from a sheet to the server: time, memory, and how long others wait, beside COPY of exactly the rows that they become',
  run: async (say) => {
    const shop = await openBenchShop(BENCH_GOODS);
    try {
      return await measure(shop, say);
    } finally {
      await shop.close();
    }
  },
};
