import { expect, type Page } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { donePage } from '../pages/done-page.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { refundPage } from '../pages/refund-page.ts';
import { scan } from '../pages/scan.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

const [, TUNDE] = DEMO_STAFF;

/** Sells both, and brings one back for something else, with a manager's word. */
async function bringBack(page: Page, name: string): Promise<void> {
  const refund = refundPage(page);
  const receiptNumber = await sellForCash(page, [MILO.code, PEAK.code]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('F9');
  await refund.receipt.fill(receiptNumber);
  await page.getByRole('listitem').filter({ hasText: receiptNumber }).getByRole('button').click();
  await refund.choose(name);
  await refund.say('Wrong item');
  await page.keyboard.press('F9');
  await managerQuestion(page).agree(TUNDE.fullName, TUNDE.pin);
  await expect(sellPage(page).line(name)).toBeVisible();
}

test('goods of a receipt go back for dearer ones, and the customer pays the difference', async ({ selling }) => {
  const sell = sellPage(selling);
  await bringBack(selling, PEAK.name);
  await expect(sell.total('−₦4,950.00')).toBeVisible();
  await scan(selling, MILO.code);
  await expect(sell.total('₦250.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await expect(selling.getByRole('heading', { name: 'Pay' })).toBeVisible();
  await selling.keyboard.press('F12');
  await expect(donePage(selling).saved).toBeVisible();
  await expect(donePage(selling).receipt).toContainText('EXCHANGE');
});

test('for cheaper ones the till gives back the rest, and for the same nothing', async ({ selling }) => {
  const sell = sellPage(selling);
  await bringBack(selling, MILO.name);
  await scan(selling, PEAK.code);
  await expect(sell.total('−₦250.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await expect(selling.getByRole('heading', { name: 'Finish the exchange' })).toBeVisible();
  await expect(selling.getByRole('region', { name: 'To give back' })).toContainText('₦250.00');
  await selling.keyboard.press('F12');
  await expect(donePage(selling).saved).toBeVisible();
  await selling.keyboard.press('Enter');
  await bringBack(selling, PEAK.name);
  await scan(selling, PEAK.code);
  await expect(sell.total('₦0.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await expect(selling.getByText('Nothing is paid.')).toBeVisible();
  await selling.keyboard.press('F12');
  await expect(donePage(selling).saved).toBeVisible();
});
