import { expect } from '@playwright/test';
import { donePage } from '../pages/done-page.ts';
import { payPage } from '../pages/pay-page.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

test('cash with a quick note gives change and a receipt, and the next sale begins by scanning', async ({ selling }) => {
  const sell = sellPage(selling);
  const pay = payPage(selling);
  const done = donePage(selling);
  await scan(selling, MILO.code);
  await scan(selling, PEAK.code);
  await expect(sell.total('₦10,150.00')).toBeVisible();
  await sell.payButton.click();
  await expect(pay.left).toHaveText('₦10,150.00');
  await pay.quickNote('₦20,000').click();
  await pay.take('Take cash and finish').click();
  await expect(done.work).toContainText('₦9,850.00');
  await expect(done.work).toContainText('From ₦20,000.00 cash for ₦10,150.00');
  await expect(done.notes).toContainText('9 × ₦1,000');
  await expect(done.receipt).toContainText(await done.receiptNumber());
  await expect(done.receipt).toContainText(PEAK.name);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
});

test('a sale is split over a card and cash', async ({ selling }) => {
  const sell = sellPage(selling);
  const pay = payPage(selling);
  const done = donePage(selling);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await pay.chooseWay('Card');
  await pay.amount.fill('3000');
  await pay.reference.fill('SLIP 0442');
  await pay.take('Take ₦3,000, go on').click();
  await expect(pay.payments).toContainText('Ref. SLIP 0442');
  await expect(pay.left).toHaveText('₦2,200.00');
  await pay.chooseWay('Cash');
  await pay.take('Take cash and finish').click();
  await expect(done.saved).toBeVisible();
  await expect(done.receipt).toContainText('Card');
  await expect(done.receipt).toContainText('Cash');
});

test('a part that was paid stays with the sale over Esc and a power cut, and the sale is not dropped with it', async ({
  selling,
}) => {
  const sell = sellPage(selling);
  const pay = payPage(selling);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await pay.chooseWay('Card');
  await pay.amount.fill('3000');
  await pay.take('Take ₦3,000, go on').click();
  await expect(pay.left).toHaveText('₦2,200.00');
  await selling.keyboard.press('Escape');
  await expect(selling.getByText('Paid so far')).toBeVisible();
  await selling.keyboard.press('Control+k');
  await selling.keyboard.type('drop');
  await selling.keyboard.press('Enter');
  await expect(selling.getByText(/^Part of this sale is paid\./)).toBeVisible();
  await selling.reload();
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await expect(pay.payments).toContainText('₦3,000.00');
  await pay.take('Take cash and finish').click();
  await expect(donePage(selling).saved).toBeVisible();
});

test('a transfer that is not there yet is pending, and the sale finishes all the same', async ({ selling }) => {
  const sell = sellPage(selling);
  const pay = payPage(selling);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await pay.chooseWay('Transfer');
  await pay.reference.fill('Bisi Ogunleye');
  await pay.take('Take transfer and finish').click();
  await expect(donePage(selling).work).toContainText('₦5,200.00 is still pending.');
});

test('a whole sale by keyboard alone', async ({ selling }) => {
  const sell = sellPage(selling);
  await selling.keyboard.press('F2');
  await selling.keyboard.type('2 * golden penny spaghetti', { delay: 60 });
  await expect(sell.hits.first()).toContainText('Golden Penny Spaghetti 500g');
  await selling.keyboard.press('Enter');
  await expect(sell.total('₦2,200.00')).toBeVisible();
  await selling.keyboard.press('Escape');
  await selling.keyboard.press('+');
  await expect(sell.total('₦3,300.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await expect(payPage(selling).left).toHaveText('₦3,300.00');
  for (const digit of '5000') await selling.keyboard.press(`Numpad${digit}`);
  await selling.keyboard.press('Enter');
  await expect(donePage(selling).work).toContainText('₦1,700.00');
  await selling.keyboard.press('Enter');
  await expect(sell.sale).toContainText('Scan the first item');
});
