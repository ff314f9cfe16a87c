import { Fault } from '#shared/base/fault.ts';
import { type CostE4, type Minor, costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { httpNetwork } from '#devices/http-network.ts';
import { tillAdoptCall, tillCheckJoinCall, tillJoinCall, tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import { backupMakeCall, backupRestoreCall } from '#shared/till-calls/backup-calls.ts';
import { catalogueFindCall, catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { staffListCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { ALONE_SHOP, OWNER_PIN } from '../../support/till/alone-shop.ts';
import { type TestTill, openTestTill } from '../../support/till/open-till.ts';
import { quickTimers, until } from './quick-timers.ts';
import type { RealOffice } from './real-office.ts';

export const OWNER_EMAIL = 'nkechi@example.test';
export const PASSWORD = 'avocado-toast-at-six';

type Product = {
  readonly name: string;
  readonly barcode?: string;
  readonly sku?: string;
  readonly priceMinor?: number;
};

/** A whole till that begins alone, with a real line to the office that can lose answers. */
export interface AloneTill extends AsyncDisposable {
  readonly till: TestTill;
  /** Throws an answer away after the office gave it, where it says so. */
  losesAnswer: (path: string) => boolean;
  readonly signIn: () => Promise<void>;
  readonly add: (product: Product) => Promise<{ productId: string; variantId: string }>;
  readonly receive: (variantId: string, pieces: number) => Promise<void>;
  readonly sell: (code: string) => Promise<string>;
  readonly onHand: (code: string) => Promise<number | null>;
  readonly adopt: (email?: string, password?: string) => Promise<unknown>;
  /** Asks to join by a code of the owner's. */
  readonly join: (code: string) => Promise<unknown>;
  /** Asks how it stands, until the owner's word is here. */
  readonly joined: () => Promise<void>;
  readonly settled: () => Promise<void>;
  /** The money file as it is now, and the till on such a file again; its key lies apart. */
  readonly backUp: () => Promise<string>;
  readonly restore: (backup: string) => Promise<void>;
}

/** The whole hand-over, on a machine that has much else to do. */
const WITHIN_MS = 50_000;
const DEAR: CostE4 = costE4(800_000);

/** Opens a till, begins a shop on it, and signs its owner in. */
export async function openAloneTill(office: RealOffice): Promise<AloneTill> {
  const line = httpNetwork();
  const till = await openTestTill({
    seed: false,
    deps: {
      network: {
        ...line,
        request: async (request) => {
          const answer = await line.request(request);
          if (alone.losesAnswer(new URL(request.url).pathname))
            throw new Fault('office_unreachable', 'the answer got lost');
          return answer;
        },
        isUp: () => true,
      },
      // Two hashes of a password take longer on a busy machine than any other answer.
      timers: quickTimers(4),
      nowMs: () => office.clock.nowMs,
    },
  });
  const ownerId = async (): Promise<string> =>
    (await till.ok(staffListCall, {})).staff.find(({ fullName }) => fullName === ALONE_SHOP.ownerName)?.id ?? '';
  const alone: AloneTill = {
    till,
    losesAnswer: () => false,
    signIn: async () => till.signIn({ id: await ownerId(), pin: OWNER_PIN }),
    ...goodsOf(till),
    ...handOverOf(till, office),
    [Symbol.asyncDispose]: async () => {
      await till.close();
      line.close();
    },
  };
  await till.ok(tillStartAloneCall, ALONE_SHOP);
  await alone.signIn();
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
  return alone;
}

type Goods = Pick<AloneTill, 'add' | 'receive' | 'sell' | 'onHand'>;

/** What somebody does at a till all day. */
function goodsOf(till: TestTill): Goods {
  return {
    add: ({ name, barcode = '', sku = '', priceMinor = 10_000 }) => {
      const sellingPriceMinor: Minor = minor(priceMinor);
      return till.ok(catalogueSaveProductCall, { id: null, name, barcode, sku, sellingPriceMinor, costE4: DEAR });
    },
    receive: async (variantId, pieces) => {
      const line = { variantId, quantityMilli: milli(pieces * 1000), unitCostE4: DEAR };
      await till.ok(stockReceiveCall, { note: '', lines: [line] });
    },
    sell: async (code) => {
      const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code } });
      const tenders = [{ method: 'cash' as const, amountMinor: sale.totalMinor }];
      await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders });
      return sale.saleId;
    },
    onHand: async (code) => (await till.ok(catalogueFindCall, { code })).items[0]?.onHandMilli ?? null,
  };
}

type HandOver = Pick<AloneTill, 'adopt' | 'join' | 'joined' | 'settled' | 'backUp' | 'restore'>;

/** How it comes to an office. */
function handOverOf(till: TestTill, office: RealOffice): HandOver {
  return {
    adopt: (email = OWNER_EMAIL, password = PASSWORD) =>
      till.raw({
        name: tillAdoptCall.name,
        input: { officeUrl: office.url, email, password },
        callId: crypto.randomUUID(),
      }),
    join: (code) =>
      till.raw({ name: tillJoinCall.name, input: { officeUrl: office.url, code }, callId: crypto.randomUUID() }),
    joined: () =>
      until(
        'the till is joined',
        async () => {
          await till.raw({ name: tillCheckJoinCall.name, input: {}, callId: crypto.randomUUID() });
          return !(await till.ok(tillStateCall, {})).isAlone;
        },
        WITHIN_MS,
      ),
    settled: () =>
      until(
        'everything is at the office',
        async () => {
          const status = await till.ok(syncStatusCall, {});
          return status.waiting === 0 && status.state === 'normal' && status.completeClasses.length === 6;
        },
        WITHIN_MS,
      ),
    backUp: async () => (await till.ok(backupMakeCall, {})).name,
    restore: async (name) => {
      await till.ok(backupRestoreCall, { name });
    },
  };
}
