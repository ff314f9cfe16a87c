import { expect } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { refundPage } from '../pages/refund-page.ts';
import { scan } from '../pages/scan.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

const [, , CHIAMAKA] = DEMO_STAFF;
/** A till or an office that starts again on a busy machine. */
const AGAIN_WITHIN_MS = 30_000;

test('the page loaded again in the middle of a sale has the same sale', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await scan(selling, PEAK.code);
  await expect(sell.total('₦10,150.00')).toBeVisible();
  await selling.reload();
  await expect(sell.total('₦10,150.00')).toBeVisible();
  await expect(sell.lines).toHaveCount(2);
});

test('the till’s process killed in the middle of a sale comes back with the sale, and with all that was finished', async ({
  selling,
  shop,
}) => {
  const sell = sellPage(selling);
  const receiptNumber = await sellForCash(selling, [PEAK.code]);
  await selling.keyboard.press('Enter');
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await shop.act('kill-till');
  // A till that lost its power asks again who is selling; the page finds it by itself.
  await expect(signInPage(selling).title).toBeVisible({ timeout: AGAIN_WITHIN_MS });
  await signInPage(selling).signIn(CHIAMAKA.fullName, CHIAMAKA.pin);
  await expect(sell.line(MILO.name)).toContainText('₦5,200.00');
  await selling.keyboard.press('F9');
  await refundPage(selling).receipt.fill(receiptNumber);
  await expect(selling.getByRole('list', { name: 'Latest sales' })).toContainText(receiptNumber);
});

test('with the office stopped the till sells on and says so calmly; started again, all is saved without a new sale', async ({
  selling,
  shop,
}) => {
  const sign = (words: string | RegExp) => selling.getByRole('button', { name: words });
  await expect(sign('All saved')).toBeVisible({ timeout: AGAIN_WITHIN_MS });
  await shop.act('stop-office');
  try {
    await sellForCash(selling, [MILO.code]);
    await expect(sign(/^\d+ waiting since \d\d:\d\d$/)).toBeVisible({ timeout: AGAIN_WITHIN_MS });
    await expect(selling.getByRole('alert')).toHaveCount(0);
    await sellForCash(selling, [PEAK.code]);
    await sign(/waiting since/).click();
    await expect(selling.getByRole('heading', { name: 'Saving and sending' })).toBeVisible();
    await expect(selling.getByRole('main')).toContainText('Keep selling.');
  } finally {
    await shop.act('start-office');
  }
  await expect(sign('All saved')).toBeVisible({ timeout: AGAIN_WITHIN_MS });
  await expect(selling.getByRole('main')).toContainText('All is saved and sent.');
});
