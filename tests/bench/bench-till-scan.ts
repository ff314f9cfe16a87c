import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { saleAddItemCall, saleClearCall } from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import type { TestTill } from '#tests/support/till/open-till.ts';
import { type Bench, type Measured, within } from './bench-report.ts';
import { fillSale, openBenchTill, stockTill } from './bench-till.ts';
import { goodsNames } from './goods-names.ts';
import { sequence } from './misspelt.ts';
import { type Spread, spreadOf } from './spread.ts';

const SIZES = [1_000, 10_000, 100_000];
const CART_LINES = 12;
const WARM = 200;
const COUNTED = 1500;
const codeOf = (index: number): string => String(4_000_000_000_000 + index * 10).padStart(13, '0');

/** One prepared point read through the index of codes, and one write of the cart as it lies on the till's disk. */
function openFloor(till: TestTill): { once: (code: string) => number; close: () => void } {
  const money = new Database(join(till.folder, 'till.db'), { readonly: true });
  const drafts = new Database(join(till.folder, 'floor-draft.db'));
  drafts.pragma('journal_mode = WAL');
  drafts.exec('SELECT 1');
  drafts.pragma('synchronous = NORMAL');
  const source = new Database(join(till.folder, 'draft.db'), { readonly: true });
  const cart =
    source.prepare<[], { cart: string }>('SELECT cart FROM draft_versions ORDER BY id DESC LIMIT 1').get()?.cart ?? '';
  source.close();
  drafts.exec('CREATE TABLE draft_versions (id INTEGER PRIMARY KEY, cart TEXT NOT NULL) STRICT');
  const read = money.prepare<[string]>(
    'SELECT v.id, p.name, v.selling_price_minor FROM barcodes b JOIN product_variants v ON v.id = b.variant_id JOIN products p ON p.id = v.product_id WHERE b.code_key = ?',
  );
  const write = drafts.prepare<[string]>('INSERT INTO draft_versions (cart) VALUES (?)');
  return {
    once: (code) => {
      const from = performance.now();
      read.get(code);
      write.run(cart);
      return performance.now() - from;
    },
    close: () => {
      money.close();
      drafts.close();
    },
  };
}

async function scanTimed(till: TestTill, saleId: string, code: string): Promise<number> {
  const request = { name: saleAddItemCall.name, callId: randomUUID(), input: { saleId, item: { code } } };
  const from = performance.now();
  const reply = await till.till().dispatch(request);
  const tookMs = performance.now() - from;
  if (!reply.ok) throw new Error(`${code}: ${JSON.stringify(reply)}`);
  return tookMs;
}

async function measureAt(size: number, say: (line: string) => void): Promise<{ ours: Spread; floor: Spread }> {
  const till = await openBenchTill();
  const { names, source } = goodsNames(size);
  await stockTill(till, names, codeOf);
  say(`  ${names.length} products, ${source}`);
  const next = sequence(11);
  const anyCode = (): string => codeOf(Math.floor(next() * names.length));
  const twelve = (): Promise<SaleView> => fillSale(till, Array.from({ length: CART_LINES }, anyCode));
  let sale = await twelve();
  const floor = openFloor(till);
  const [ours, least]: [number[], number[]] = [[], []];
  for (let time = 0; time < WARM + COUNTED; time += 1) {
    if (time % 8 === 7) {
      await till.ok(saleClearCall, { saleId: sale.saleId });
      sale = await twelve();
    }
    const code = anyCode();
    const tookMs = await scanTimed(till, sale.saleId, code);
    const floorMs = floor.once(code);
    if (time < WARM) continue;
    ours.push(tookMs);
    least.push(floorMs);
  }
  floor.close();
  await till.close();
  return { ours: spreadOf(ours), floor: spreadOf(least) };
}

export const tillScan: Bench = {
  name: 'till-scan',
  doc: `scan an item into a sale of about ${CART_LINES} lines, beside one prepared point read and one draft write`,
  run: async (say) => {
    const results: Measured[] = [];
    for (const size of SIZES) {
      const { ours, floor } = await measureAt(size, say);
      const bounds = size === SIZES.at(-1) ? within(ours, floor, 3) : [];
      results.push({ what: `${size} products`, ours, floorName: 'one point read and one draft write', floor, bounds });
    }
    const [first, last] = [results[0], results.at(-1)];
    if (first !== undefined && last !== undefined)
      say(
        `  cost grows with the number of products to the power of ${(Math.log(last.ours.p50Ms / first.ours.p50Ms) / Math.log(100)).toFixed(2)}`,
      );
    return results;
  },
};
