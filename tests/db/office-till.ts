import { join } from 'node:path';
import { z } from 'zod';
import { httpNetwork } from '#devices/http-network.ts';
import { keychainFile } from '#devices/keychain-file.ts';
import { saleAddItemCall, saleCompleteCall, saleFindCall } from '#shared/till-calls/sale-calls.ts';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { staffSignInCall, tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import type { Log } from '#till/ports/log.ts';
import { dataOf } from '../support/api-caller.ts';
import { type TestTill, openTestTill } from '../support/till/open-till.ts';
import { quickTimers, until } from '../sync/support/quick-timers.ts';
import type { RealOffice } from '../sync/support/real-office.ts';

const PIN = '428173';
export const MILK = '4006381333931';
const SPEED = 50;

const meSchema = z.looseObject({ id: z.string() });

/** Gives the owner a PIN and the shop a product: what a till needs to sell. */
export async function stockShop(office: RealOffice): Promise<void> {
  const me = dataOf(await office.owner('GET', '/auth/me'), meSchema);
  await office.owner('PUT', `/users/${me.id}/pin`, { headers: { 'if-match': '*' }, body: { pin: PIN } });
  const body = { name: 'Peak Milk 400 g', sku: 'PM400', barcode: MILK, sellingPriceMinor: 125_000 };
  await office.owner('POST', '/products', { body });
}

/** A whole till, all of its calls, at the real office. */
export interface OfficeTill {
  readonly till: TestTill;
  readonly enrol: (code: string) => Promise<void>;
  readonly signIn: () => Promise<void>;
  /** Sells one piece; gives the receipt's number. */
  readonly sell: () => Promise<string>;
  readonly numbers: () => Promise<string[]>;
  /** Everything is at the office, and every class is here. */
  readonly settled: () => Promise<void>;
}

/** Opens a till in a folder, as its machine starts; `hasLine` cuts it off. */
export async function openOfficeTill(
  office: RealOffice,
  folder: string,
  options: { readonly hasLine?: () => boolean; readonly log?: Log } = {},
): Promise<OfficeTill> {
  const line = httpNetwork();
  const till = await openTestTill({
    folder,
    seed: false,
    deps: {
      network: {
        ...line,
        isUp: () => true,
        request: (request) =>
          options.hasLine?.() === false ? Promise.reject(new Error('no line')) : line.request(request),
      },
      keychain: keychainFile(join(folder, 'keys.json')),
      timers: quickTimers(SPEED),
      nowMs: () => office.clock.nowMs,
      ...(options.log === undefined ? {} : { log: options.log }),
    },
  });
  const signIn = async (): Promise<void> => {
    const me = dataOf(await office.owner('GET', '/auth/me'), meSchema);
    await till.ok(staffSignInCall, { userId: me.id, pin: PIN });
  };
  return {
    till,
    signIn,
    enrol: async (code) => {
      await till.ok(tillEnrolCall, { officeUrl: office.url, code });
      await until('the till can sell', async () => (await till.ok(tillStateCall, {})).state === 'ready');
      await signIn();
    },
    sell: async () => {
      const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: MILK } });
      const tenders = [{ method: 'cash' as const, amountMinor: sale.cashTotalMinor }];
      return (await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders })).receiptNumber;
    },
    numbers: async () => (await till.ok(saleFindCall, { text: '' })).sales.map((sale) => sale.receiptNumber).toSorted(),
    settled: () =>
      until('everything is at the office', async () => {
        const status = await till.ok(syncStatusCall, {});
        return status.waiting === 0 && status.state === 'normal' && status.completeClasses.length === 6;
      }),
  };
}
