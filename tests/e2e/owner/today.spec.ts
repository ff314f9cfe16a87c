import { expect } from '@playwright/test';
import { DEMO_PASSWORD, DEMO_STAFF } from '#server/demo/demo-business.ts';
import { officePages } from '../pages/office-pages.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { officeWindow, test } from '../shop/shop-test.ts';

const OWNER = { email: DEMO_STAFF[0].email, password: DEMO_PASSWORD };
/** From the till's disk over the office to the owner's page, on a busy machine. */
const SEEN_WITHIN_MS = 20_000;

test('a sale made at the till shows on the owner’s page without loading it again, down to its receipt', async ({
  selling,
  office,
}) => {
  const pages = officePages(office);
  // The morning of a demo that begins at night has no sale yet.
  const earlier = await sellForCash(selling, [MILO.code]);
  await office.goto('/');
  await pages.signIn(OWNER);
  await expect(pages.title('Today')).toBeVisible();
  await office.getByRole('link', { name: 'Surulere', exact: true }).click();
  await expect(pages.title('Sales')).toBeVisible();
  await expect(pages.saleLink(earlier)).toBeVisible({ timeout: SEEN_WITHIN_MS });
  const receiptNumber = await sellForCash(selling, [MILO.code, PEAK.code]);
  await expect(pages.saleLink(receiptNumber)).toBeVisible({ timeout: SEEN_WITHIN_MS });
  await pages.saleLink(receiptNumber).click();
  await expect(pages.title(`Sale ${receiptNumber}`)).toBeVisible();
  await expect(pages.receipt(receiptNumber)).toContainText(MILO.name);
  await expect(pages.receipt(receiptNumber)).toContainText('10,150.00');
  await expect(office.getByRole('table', { name: 'Lines' })).toContainText(PEAK.name);
});

test('the figure of today grows by itself when a sale is made', async ({ selling, office }) => {
  const pages = officePages(office);
  await office.goto('/');
  await pages.signIn(OWNER);
  const row = office.getByRole('table', { name: 'By store' }).getByRole('row').filter({ hasText: 'Surulere' });
  await expect(row).toContainText('₦');
  const before = await row.innerText();
  await sellForCash(selling, [MILO.code]);
  await expect(row).not.toHaveText(before, { timeout: SEEN_WITHIN_MS, useInnerText: true });
});

test('the hours of today can be read as a table, and lead to their sales', async ({ selling, office }) => {
  const pages = officePages(office);
  await sellForCash(selling, [MILO.code]);
  await office.goto('/');
  await pages.signIn(OWNER);
  await office.getByRole('button', { name: 'Show as table' }).click();
  const hours = office.getByRole('table').filter({ hasText: 'Hour' });
  await expect(hours).toContainText(/\d+:00.*₦/);
  await office.getByRole('button', { name: 'Show as chart' }).click();
  const hour = office.getByRole('list', { name: 'Hour' }).getByRole('link').last();
  const from = /^\d+:00 to \d+:00/.exec((await hour.getAttribute('aria-label')) ?? '')?.[0] ?? 'an hour';
  await hour.focus();
  await office.keyboard.press('Enter');
  await expect(pages.title('Sales')).toBeVisible();
  await expect(office.getByRole('button', { name: `Whole day instead of ${from}` })).toBeVisible();
});

test('on a phone the owner goes from Today to a receipt by the tabs', async ({ selling, browser, shop }) => {
  await sellForCash(selling, [MILO.code]);
  const office = await officeWindow(browser, shop, { width: 390, height: 844 });
  const pages = officePages(office);
  await office.goto('/');
  await pages.signIn(OWNER);
  await expect(office.getByText(/^Sales (so far|today, to \d\d:\d\d)$/).filter({ visible: true })).toBeVisible();
  await pages.area('Sales').click();
  await expect(pages.title('Sales')).toBeAttached();
  const first = pages.saleLink(/SUR-|YAB-/).first();
  await expect(first).toBeVisible();
  await first.click();
  await expect(office.getByRole('region', { name: /^Receipt / })).toBeVisible();
  const width = await office.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await office.context().close();
});
