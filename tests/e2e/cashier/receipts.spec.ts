import { expect } from '@playwright/test';
import sharp from 'sharp';
import { takePicture } from '../looks/take-picture.ts';
import { donePage } from '../pages/done-page.ts';
import { readCode } from '../pages/read-code.ts';
import { receiptsPage } from '../pages/receipts-page.ts';
import { refundPage } from '../pages/refund-page.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { shopOwner } from '../shop/shop-owner.ts';
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

test('after, e-receipt: the customer scans a code, and the page of the receipt is there once the till has sent it', async ({
  selling,
}) => {
  const receiptNumber = await sellForCash(selling, [MILO.code]);
  await selling.keyboard.press('e');
  const panel = sellPage(selling).panel('Send receipt');
  const address = await readCode(panel.getByRole('img', { name: 'Code of the receipt' }));
  await expect(async () => {
    const page = await fetch(address);
    expect(await page.text()).toContain(receiptNumber);
  }).toPass();
});

test('receipts, logo: what the owner chose stands on the paper of the next sale', async ({ selling, shop }) => {
  const owner = await shopOwner(shop.officeUrl);
  const leaf = { create: { width: 240, height: 120, channels: 3, background: '#1d6b34' } } as const;
  const takeOff = await owner.logo(await sharp(leaf).png().toBuffer());
  try {
    await sellForCash(selling, [MILO.code]);
    const logo = donePage(selling).receipt.locator('img');
    await expect(logo).toBeVisible();
    await takePicture(selling, 'till-receipt-with-logo', false);
    expect(await logo.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(240);
  } finally {
    await takeOff();
  }
});

test('after, e-receipt: it goes to an address or a phone, and a wrong one is said at once', async ({ selling }) => {
  await sellForCash(selling, [PEAK.code]);
  await selling.getByRole('button', { name: 'Send receipt' }).first().click();
  const panel = sellPage(selling).panel('Send receipt');
  await panel.getByText('WhatsApp').click();
  await panel.getByRole('textbox', { name: 'Phone number' }).fill('0803');
  await panel.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(panel.getByRole('alert')).toContainText('Check the address or the number');
  await panel.getByText('E-mail').click();
  await panel.getByRole('textbox', { name: 'E-mail address' }).fill('chidi@example.test');
  await selling.keyboard.press('Enter');
  await expect(panel).toBeHidden();
  await expect(selling.getByText('The receipt goes to chidi@example.test')).toBeVisible();
});
