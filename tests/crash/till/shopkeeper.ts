import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { cashMoveCall, shiftCloseCall, shiftCurrentCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import type { Reply } from '#shared/till-calls/reply.ts';
import { saleAddItemCall, saleCompleteCall, saleCurrentCall } from '#shared/till-calls/sale-calls.ts';
import { stockAdjustCall, stockCountCall } from '#shared/till-calls/stock-calls.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import type { Said } from './crash-till-spec.ts';
import type { CrashTill } from './open-crash-till.ts';

/** Who stands at a till of these tests, and says each sale once it was answered, never before. */
export type Shopkeeper = {
  /** A new sale of two things. */
  readonly sell: () => Promise<void>;
  /** The sale that failed, paid once more. */
  readonly sellAgain: () => Promise<void>;
  /** A sale, and now and then what else happens at a till. */
  readonly business: (count: number) => Promise<void>;
  readonly isCheckpointDue: (count: number) => boolean;
  /** Time passes for the till without a sale: whatever is due happens. */
  readonly pass: (ms: number) => void;
  /** An hour passes, and the file is copied; `meanwhile` happens until it is. */
  readonly backUp: (meanwhile: (count: number) => Promise<void>) => Promise<void>;
  /** Lets sockets and disks come to word. */
  readonly breathe: () => Promise<void>;
};

const SALE_MS = 50;
/** Above what makes a checkpoint worth its while. */
const CHECKPOINT_BYTES = 4 * 1024 * 1024;
const CHECKPOINT_EVERY = 15;
const HOUR_MS = 3_700_000;
/** A disk without room for copies starts none. */
const BREATHS_MAX = 20_000;

type Basket = { readonly saleId: string; readonly totalMinor: number };

export function shopkeeperAt({ till, backups }: CrashTill, say: (said: Said) => void): Shopkeeper {
  let failed: Basket | null = null;
  const ask = (call: Call, input: unknown): Promise<Reply> =>
    till.raw({ name: call.name, input, ...(call.writes ? { callId: randomUUID() } : {}) });
  const pay = async (sale: Basket): Promise<void> => {
    const tenders = [{ method: 'cash', amountMinor: sale.totalMinor }];
    const reply = await ask(saleCompleteCall, { saleId: sale.saleId, tenders });
    failed = reply.ok ? null : sale;
    if (!reply.ok) return say(failureOf(sale.saleId, reply));
    const { saleId, receiptNumber } = saleCompleteCall.output.parse(reply.value);
    say({ kind: 'sold', saleId, receiptNumber });
  };
  const sell = async (): Promise<void> => {
    till.clock.pass(SALE_MS);
    const basket = await fillBasket(ask, say);
    if (basket !== null) await pay(basket);
  };
  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    sell,
    sellAgain: async () => {
      if (failed !== null) await pay(failed);
    },
    business: async (count) => {
      await sell();
      if (count % 9 === 0) await drawerBusiness(ask, count);
      if (count % 7 === 0) await stockBusiness(ask, count);
    },
    isCheckpointDue: (count) => count % CHECKPOINT_EVERY === 0 && walBytes(till.folder) >= CHECKPOINT_BYTES,
    pass: till.clock.pass,
    backUp: async (meanwhile) => {
      const ended = backups.ended;
      till.clock.pass(HOUR_MS);
      for (let count = 1; backups.ended === ended && count < BREATHS_MAX; count += 1) {
        await meanwhile(count);
        await breathe();
      }
    },
    breathe,
  };
}

type Ask = (call: Call, input: unknown) => Promise<Reply>;

/** Two things in a sale: in the one that lies open, where an earlier end left one. */
async function fillBasket(ask: Ask, say: (said: Said) => void): Promise<Basket | null> {
  const open = await valueOf(ask, saleCurrentCall, {});
  let saleId = open?.sale?.saleId ?? null;
  let basket: Basket | null = null;
  for (const code of [SHOP.milo.code, SHOP.airtime.code]) {
    const reply = await ask(saleAddItemCall, { saleId, item: { code } });
    if (!reply.ok) {
      say(failureOf(saleId ?? '', reply));
      return null;
    }
    basket = saleAddItemCall.output.parse(reply.value);
    ({ saleId } = basket);
  }
  return basket;
}

async function valueOf<Output extends z.ZodType>(ask: Ask, call: Call<string, z.ZodType, Output>, input: unknown) {
  const reply = await ask(call, input);
  return reply.ok ? call.output.parse(reply.value) : null;
}

function failureOf(saleId: string, reply: Exclude<Reply, { ok: true }>): Said {
  return 'fault' in reply
    ? { kind: 'failed', saleId, code: reply.fault, sentence: reply.message }
    : { kind: 'failed', saleId, code: reply.refusal, sentence: '' };
}

/** The drawer is opened, takes cash and is closed again. */
async function drawerBusiness(ask: Ask, count: number): Promise<void> {
  const open = (await valueOf(ask, shiftCurrentCall, {}))?.shift ?? null;
  if (open === null) await ask(shiftOpenCall, { floatMinor: minor(10_000) });
  else if (count % 2 === 0)
    await ask(cashMoveCall, { kind: 'in', amountMinor: minor(500), reason: 'change from the bank' });
  else await ask(shiftCloseCall, { counted: [], countedMinor: minor(0), varianceReason: 'not counted' });
}

async function stockBusiness(ask: Ask, count: number): Promise<void> {
  const { variantId } = SHOP.milo;
  if (count % 2 === 0)
    await ask(stockAdjustCall, { reason: 'found', lines: [{ variantId, quantityMilli: milli(1000) }] });
  else await ask(stockCountCall, { lines: [{ variantId, countedMilli: milli(count * 1000) }] });
}

function walBytes(folder: string): number {
  return statSync(join(folder, 'till.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
}
