import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextMessage } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { systemTimers } from '#devices/system-timers.ts';
import { must } from '#shared/base/assert.ts';
import { minorSchema } from '#shared/base/money.ts';
import { PULL_LIMIT_MAX } from '#shared/sync/limits.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { syncRetryCall } from '#shared/till-calls/sync-calls.ts';
import { staffSignInCall, tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { type ReplayTill, openReplayTill } from '#tests/replay/replay-till.ts';
import { waitUntil } from '#tests/replay/wait-until.ts';
import { addManyGoods, codeOfGood } from '../support/many-goods.ts';
import { dataOf } from '../support/api-caller.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';

/** How many products come while it sells: some thousand among all tests, all of them with `MANY_PRODUCTS=100000`. */
const PRODUCTS = Number(process.env['MANY_PRODUCTS'] ?? 2000);
const AT_FIRST = 20;
const LINES = 3;
const PIN = '428173';
const WITHIN_MS = 600_000;

let folder: string;
let office: RealOffice;
let till: ReplayTill;
let pageRows: number[];
let levelsCame: Set<string>;

const pageSchema = z.object({
  data: z.object({ changes: z.array(z.object({ entity: z.string(), id: z.string() })) }),
});
const cartSchema = z.object({ saleId: z.string().nullable(), cashTotalMinor: minorSchema });
const names = (count: number, word: string): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index % 97} tin of ${index}`);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'many-products-'));
  office = await openRealOffice();
  const { businessId, storeId, look, clock } = office;
  await addManyGoods(look, { businessId, levelsOf: storeId, nowMs: clock.nowMs }, names(AT_FIRST, 'Peak'));
  pageRows = [];
  levelsCame = new Set();
  till = await openReplayTill(folder, 'till', {
    clock: { nowMs: () => clock.nowMs, timers: systemTimers, moveTo: () => undefined },
    paper: 'none',
    onAnswer: (url, body) => {
      if (!url.includes('/sync/pull')) return;
      const { changes } = pageSchema.parse(JSON.parse(new TextDecoder().decode(body))).data;
      pageRows.push(changes.length);
      for (const { entity, id } of changes) if (entity === 'level') levelsCame.add(id);
    },
  });
  const me = dataOf(await office.owner('GET', '/auth/me'), z.looseObject({ id: z.string() }));
  await office.owner('PUT', `/users/${me.id}/pin`, { headers: { 'if-match': '*' }, body: { pin: PIN } });
  await till.do(tillEnrolCall, { officeUrl: office.url, code: await office.code() }, z.unknown());
  const isReady = async (): Promise<boolean> =>
    (await till.do(tillStateCall, {}, tillStateCall.output.pick({ state: true }))).state === 'ready';
  await waitUntil('the till can sell', WITHIN_MS, isReady);
  await till.do(staffSignInCall, { userId: me.id, pin: PIN }, z.unknown());
});

afterEach(async () => {
  await till.close();
  await office[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Sells some of the goods that were there at first, each call a message of its own as from a screen; `onCall` hears of every answer. */
async function sellOne(number: number, onCall: () => void): Promise<string> {
  let saleId: string | null = null;
  let amountMinor = minorSchema.parse(0);
  for (let line = 0; line < LINES; line += 1) {
    const item = { code: codeOfGood((number * 7 + line * 3) % AT_FIRST) };
    const cart: z.output<typeof cartSchema> = await till.do(
      saleAddItemCall,
      { saleId, item, merge: false },
      cartSchema,
    );
    [saleId, amountMinor] = [cart.saleId, cart.cashTotalMinor];
    onCall();
    await nextMessage();
  }
  const sold = must(saleId, 'a sale was opened');
  await till.do(saleCompleteCall, { saleId: sold, tenders: [{ method: 'cash', amountMinor }] }, z.unknown());
  onCall();
  await nextMessage();
  return sold;
}

function catalogueOfTill(): string[] {
  const db = new Database(join(folder, 'till', 'till.db'), { readonly: true });
  try {
    return db
      .prepare<[], { line: string }>(
        `SELECT v.id || ' ' || p.id || ' ' || p.name || ' ' || v.sku || ' ' || v.selling_price_minor || ' ' || b.code || ' ' || s.name_key AS line
         FROM product_variants v JOIN products p ON p.id = v.product_id JOIN barcodes b ON b.variant_id = v.id
         JOIN search_items s ON s.variant_id = v.id JOIN levels l ON l.variant_id = v.id ORDER BY 1`,
      )
      .all()
      .map(({ line }) => line);
  } finally {
    db.close();
  }
}

async function catalogueOfOffice(): Promise<string[]> {
  const rows = await office.look<{ line: string }[]>`
    select v.id || ' ' || p.id || ' ' || p.name || ' ' || v.sku || ' ' || v.selling_price_minor || ' ' || b.code || ' ' || lower(p.name) as line
    from product_variants v join products p on p.id = v.product_id join barcodes b on b.variant_id = v.id
    join inventory l on l.variant_id = v.id`;
  return rows.map(({ line }) => line).toSorted();
}

test(
  `a till pulling ${PRODUCTS} products while it sells loses no sale and misses no product`,
  async () => {
    const { businessId, storeId, look, clock } = office;
    await addManyGoods(look, { businessId, levelsOf: storeId, nowMs: clock.nowMs }, names(PRODUCTS, 'Dano'), AT_FIRST);
    // Each page that was written is told to the screens: how many were, from one answer to the next.
    let [pages, sinceAnswer, most] = [0, 0, 0];
    till.onPush(({ topic }) => {
      if (topic !== 'catalogue' && topic !== 'stock') return;
      pages += 1;
      sinceAnswer += 1;
    });
    const onCall = (): void => {
      most = Math.max(most, sinceAnswer);
      sinceAnswer = 0;
    };
    await till.do(syncRetryCall, {}, z.unknown());
    const sold: string[] = [];
    // Levels come after the catalogue.
    const isAllHere = (): boolean => levelsCame.size === PRODUCTS + AT_FIRST;
    while (!isAllHere()) {
      sinceAnswer = 0;
      sold.push(await sellOne(sold.length, onCall));
      const seen = pages;
      await waitUntil('another page is written', WITHIN_MS, () => pages > seen || isAllHere());
    }
    await waitUntil('everything is there and away', WITHIN_MS, async () => {
      const { waiting, completeClasses } = await till.status();
      return waiting === 0 && completeClasses.length === 6;
    });

    const atOffice = await look<{ id: string }[]>`select id from sales_orders where business_id = ${businessId}`;
    expect(atOffice.map(({ id }) => id).toSorted()).toEqual(sold.toSorted());
    const there = catalogueOfTill();
    expect(there).toHaveLength(PRODUCTS + AT_FIRST);
    expect(there).toEqual(await catalogueOfOffice());
    // Whoever waits for an answer waits for one page at most, and no page is longer than a page may be.
    expect(sold.length).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(2);
    expect(Math.max(...pageRows)).toBeLessThanOrEqual(PULL_LIMIT_MAX);
  },
  WITHIN_MS,
);
