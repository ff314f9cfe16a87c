import { type Browser, type Page, test as base } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { callTill } from '#server/shop/till-door.ts';
import { saleClearCall, saleCurrentCall, saleKeepPaymentsCall } from '#shared/till-calls/sale-calls.ts';
import { staffSignInCall, staffSignOutCall } from '#shared/till-calls/till-calls.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { type Shop, theShop } from './shop-door.ts';

type ShopFixtures = {
  readonly shop: Shop;
  /** Leaves the till with nobody signed in and no sale open. */
  readonly emptyTill: () => Promise<void>;
  /** The till's window with nobody signed in and no sale open. */
  readonly till: Page;
  /** The till's window with Chiamaka at an empty sale. */
  readonly selling: Page;
  /** A window of the owner's, in a browser that the till knows nothing of. */
  readonly office: Page;
};

const CASHIER = DEMO_STAFF[2];

/** Tests against the shop of this run. Each begins with an empty sale and nobody at the till. */
export const test = base.extend<ShopFixtures>({
  // Playwright reads the fixtures that one needs from this pattern: none.
  shop: async ({}, lend) => lend(theShop()),
  emptyTill: async ({ shop }, lend) => lend(() => leaveTillEmpty(shop)),
  till: async ({ page, shop, emptyTill }, lend) => {
    await emptyTill();
    await page.goto(tillUrl(shop));
    await lend(page);
  },
  selling: async ({ till }, lend) => {
    await signInPage(till).signIn(CASHIER.fullName, CASHIER.pin);
    await lend(till);
  },
  office: async ({ browser, shop }, lend) => {
    const page = await officeWindow(browser, shop);
    await lend(page);
    await page.context().close();
  },
});

export function tillUrl({ till }: Shop): string {
  return `http://127.0.0.1:${till.port}/#${till.runToken}`;
}

/** Another person's browser, with a size of its own where one is wanted. */
export async function officeWindow(
  browser: Browser,
  { officeUrl }: Shop,
  viewport = { width: 1366, height: 768 },
): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    baseURL: officeUrl,
    locale: 'en-NG',
    timezoneId: 'Africa/Lagos',
  });
  return context.newPage();
}

/** Drops what an earlier test left in the till, by the till's own door, and signs out. */
async function leaveTillEmpty({ till }: Shop): Promise<void> {
  await callTill(till, staffSignInCall.name, { userId: CASHIER.id, pin: CASHIER.pin });
  const current = await callTill(till, saleCurrentCall.name, {});
  if (!current.ok) throw new Error(`the till does not say what is open: ${JSON.stringify(current)}`);
  const { sale } = saleCurrentCall.output.parse(current.value);
  if (sale !== null) {
    // A sale that is part paid is not dropped before that is given back.
    await callTill(till, saleKeepPaymentsCall.name, { saleId: sale.saleId, payments: [] });
    const cleared = await callTill(till, saleClearCall.name, { saleId: sale.saleId });
    if (!cleared.ok) throw new Error(`the till does not drop its sale: ${JSON.stringify(cleared)}`);
  }
  await callTill(till, staffSignOutCall.name, {});
}
