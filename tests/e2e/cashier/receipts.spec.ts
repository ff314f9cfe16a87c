import { expect } from '@playwright/test';
import { receiptsPage } from '../pages/receipts-page.ts';
import { refundPage } from '../pages/refund-page.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

test('after, reprint: an earlier receipt is found by its number and prints again', async ({ selling }) => {
  const receipts = receiptsPage(selling);
  const earlier = await sellForCash(selling, [MILO.code]);
  await selling.keyboard.press('Enter');
  await sellForCash(selling, [PEAK.code]);
  await selling.keyboard.press('Enter');
  await receipts.open();
  await receipts.search.fill(earlier);
  await expect(receipts.row(earlier)).toHaveCount(1);
  await receipts.row(earlier).click();
  await expect(receipts.paper).toContainText(earlier);
  await expect(receipts.paper).toContainText(MILO.name);
  await selling.keyboard.press('F12');
  await expect(selling.getByText(`${earlier} prints again, marked as a copy`)).toBeVisible();
});

test('after, list of today: a sale of the day is chosen by keys and its refund begins there', async ({ selling }) => {
  const receipts = receiptsPage(selling);
  const refund = refundPage(selling);
  const receiptNumber = await sellForCash(selling, [MILO.code, PEAK.code]);
  await selling.keyboard.press('Enter');
  await receipts.open();
  await expect(receipts.today.first()).toContainText(receiptNumber);
  await selling.keyboard.press('ArrowDown');
  await expect(receipts.paper).toContainText(receiptNumber);
  await selling.keyboard.press('F9');
  await expect(refund.found(receiptNumber)).toBeVisible();
  await expect(refund.lines).toHaveCount(2);
});

test('after, reprint: a number that nobody knows is said in words, and Esc leads back', async ({ selling }) => {
  const receipts = receiptsPage(selling);
  await receipts.open();
  await receipts.search.fill('NO-SUCH-1');
  await expect(selling.getByRole('main')).toContainText('No such receipt on this till');
  await selling.keyboard.press('Escape');
  await expect(receipts.search).toHaveValue('');
  await selling.keyboard.press('Escape');
  await expect(selling.getByRole('complementary', { name: 'This sale' })).toBeVisible();
});
