import { setTimeout as wait } from 'node:timers/promises';
import { must } from '#shared/base/assert.ts';
import { PUSH_BYTES_MAX, PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import { salePayload } from '#tests/sync/support/make-goods.ts';
import type { TestTill } from '#tests/sync/support/test-till.ts';

/** How often a till looks whether sales are due and pushes what waits; a real one pushes at once where nothing is on its way. */
const LOOKS_EVERY_MS = 50;
const LINES = 5;
/** What a text takes more when it stands quoted in another. */
const ROOM_TIMES = 1.5;

export type Offered = {
  /** From the moment at which each sale was due until the office had it. */
  readonly lateMs: readonly number[];
  /** Requests that were refused; what they carried was sent again. */
  readonly refused: number;
  readonly tookMs: number;
};

function writeSale(till: TestTill, variantIds: readonly string[], number: number): void {
  const { makeId } = till.world;
  const things = Array.from({ length: LINES }, (_, line) => ({
    variantId: must(variantIds[(number * 7 + line * 31) % variantIds.length], 'a good'),
    quantityMilli: 1000,
    priceMinor: 5000,
  }));
  const saleId = makeId();
  till.write('sale.completed', salePayload(makeId, { saleId, shiftId: null, things }), { entityId: saleId });
}

/** What waits, as much of it as one push may carry. */
function nextPush(till: TestTill): TestTill['log'] {
  const waiting: TestTill['log'] = [];
  let bytes = 0;
  for (const change of till.log.slice(till.acked.seq, till.acked.seq + PUSH_CHANGES_MAX)) {
    bytes += change.body.length * ROOM_TIMES;
    if (bytes > PUSH_BYTES_MAX) break;
    waiting.push(change);
  }
  return waiting;
}

/**
 * Sells at one till at a rate that does not wait for the office: what can't be taken in time piles up, as it would in a shop.
 * Ends when everything is there, or when `giveUpMs` have gone by after the last sale.
 */
async function sellAtRate(
  till: TestTill,
  { sales, perSecond, variantIds, giveUpMs }: Offering & { readonly sales: number },
): Promise<{ lateMs: number[]; refused: number }> {
  const [begun, everyMs, lateMs] = [performance.now(), 1000 / perSecond, [] as number[]];
  const dueMs = new Map<number, number>();
  const endMs = sales * everyMs + giveUpMs;
  let [written, refused] = [0, 0];
  while (lateMs.length < sales && performance.now() - begun < endMs) {
    const due = Math.min(sales, Math.floor((performance.now() - begun) / everyMs) + 1);
    for (; written < due; written += 1) {
      writeSale(till, variantIds, written);
      dueMs.set(must(till.log.at(-1), 'it was written').seq, begun + written * everyMs);
    }
    const waiting = nextPush(till);
    if (waiting.length === 0) {
      await wait(LOOKS_EVERY_MS);
      continue;
    }
    const from = till.acked.seq;
    const reply = await till.push(waiting, { gzip: true }).catch(() => null);
    if (reply?.ok !== true) {
      refused += 1;
      await wait(LOOKS_EVERY_MS);
      continue;
    }
    for (let seq = from + 1; seq <= till.acked.seq; seq += 1)
      lateMs.push(performance.now() - must(dueMs.get(seq), 'it was due'));
  }
  return { lateMs, refused };
}

export type Offering = {
  /** Of one till. */
  readonly perSecond: number;
  readonly variantIds: readonly string[];
  readonly giveUpMs: number;
};

/** The same at many tills, which begin spread over one sale's time. */
export async function offerSales(tills: readonly TestTill[], sales: number, offering: Offering): Promise<Offered> {
  const from = performance.now();
  const each = Math.ceil(sales / tills.length);
  const results = await Promise.all(
    tills.map(async (till, index) => {
      await wait((1000 / offering.perSecond) * (index / tills.length));
      return sellAtRate(till, { ...offering, sales: each });
    }),
  );
  return {
    lateMs: results.flatMap(({ lateMs }) => lateMs),
    refused: results.reduce((sum, { refused }) => sum + refused, 0),
    tookMs: performance.now() - from,
  };
}
