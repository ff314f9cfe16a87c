import { expect } from '@playwright/test';
import { DEMO_PASSWORD, DEMO_STAFF, DEMO_TILLS } from '#server/demo/demo-business.ts';
import { makeDemoCode } from '#server/shop/make-demo-code.ts';
import { catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { firstRunPage } from '../pages/first-run-page.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { done, test } from '../shop/lone-test.ts';
import { theShop } from '../shop/shop-door.ts';

const SHOP = { businessName: 'Mama Nkechi', storeName: 'Lekki', ownerName: 'Nkechi Obi', pin: '730164' } as const;
const MILK = { name: 'Peak Milk 400 g', barcode: '6009188001234', sellingPriceMinor: 107_500, costE4: 0 };
const [FOLAKE] = DEMO_STAFF;
/** A till that fetches a whole shop on a busy machine. */
const FILLED_WITHIN_MS = 60_000;

test('a shop begins on a machine without any office, and sells', async ({ window, lone }) => {
  const first = firstRunPage(window);
  await first.alone.click();
  await expect(first.field('Country')).toHaveValue('NG');
  await expect(first.field('Money')).toHaveValue('NGN');
  await first.fillShop(SHOP);
  await expect(first.field('Short code')).toHaveValue('LEK');
  await first.tax('In the price').click();
  await first.field('Name of the tax').fill('VAT');
  await first.field('Rate').fill('7.5');
  await first.start.click();
  await expect(window.getByText('Lekki, Till 1')).toBeVisible();
  await signInPage(window).signIn(SHOP.ownerName, SHOP.pin);
  await done(lone.door, catalogueSaveProductCall, { id: null, ...MILK });
  await done(lone.door, shiftOpenCall, { floatMinor: 0 });
  await expect(window.getByRole('button', { name: 'All saved' })).toBeVisible();
  expect(await sellForCash(window, [MILK.barcode])).toMatch(/^LEK-[B-Z]{4}-A-000001$/);
});

test('what is missing or easily guessed is said at its field, and nothing is made; then a shop begins by keyboard alone', async ({
  window,
}) => {
  const first = firstRunPage(window);
  await first.alone.click();
  await window.keyboard.press('F12');
  await expect(first.trouble).toHaveText('6 fields need another look.');
  await expect(first.field('Name of the business')).toHaveAccessibleDescription('This is still empty.');
  await first.fillShop({ ...SHOP, pin: '123456' });
  await expect(first.field('Your PIN')).toHaveAccessibleDescription(/unlike 123456/);
  await first.field('Your PIN').fill(SHOP.pin);
  await expect(first.field('The same PIN again')).toHaveAccessibleDescription('These two PINs are not the same.');
  await expect(first.trouble).toHaveText('One field needs another look.');
  await window.keyboard.press('Escape');
  await expect(first.title).toBeVisible();
  await window.reload();
  await expect(first.title).toBeVisible();
  await expect(first.connect).toBeVisible();
  await window.keyboard.press('Tab');
  await expect(first.connect).toBeFocused();
  await window.keyboard.press('Tab');
  await window.keyboard.press('Enter');
  await expect(first.field('Name of the business')).toBeVisible();
  for (let step = 0; step < 3; step += 1) {
    await window.keyboard.press('Tab');
    if (await first.field('Name of the business').evaluate((field) => field === document.activeElement)) break;
  }
  // Business, store, its code, country, money, zone, tax; then the person.
  for (const typed of [SHOP.businessName, SHOP.storeName, '', '', '', '', '', SHOP.ownerName, SHOP.pin, SHOP.pin]) {
    await window.keyboard.type(typed);
    await window.keyboard.press('Tab');
  }
  await expect(first.start).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(signInPage(window).title).toBeVisible();
  await expect(signInPage(window).tile(SHOP.ownerName)).toBeVisible();
});

test('a machine is connected by the office’s address and a code; what is wrong with them is said', async ({
  window,
}) => {
  const { officeUrl } = theShop();
  const first = firstRunPage(window);
  await first.connect.click();
  const connect = window.getByRole('button', { name: 'Connect', exact: true });
  await first.field('Address of the office').fill('our shop');
  await first.field('Code for this till').fill('1234');
  await connect.click();
  await expect(first.field('Address of the office')).toHaveAccessibleDescription('An address begins with https://');
  await expect(first.field('Code for this till')).toHaveAccessibleDescription('A code looks like 7F3K-22QD');
  await first.field('Address of the office').fill(officeUrl);
  await first.field('Code for this till').fill('7F3K-22QD');
  await connect.click();
  await expect(first.trouble).toHaveText('This code is wrong, used or too old. Ask the owner for a new one.');
  const { id: replaces, storeId } = DEMO_TILLS[2];
  const owner = { email: FOLAKE.email, password: DEMO_PASSWORD };
  await first.field('Code for this till').fill(await makeDemoCode({ officeUrl, owner, storeId, replaces }));
  await connect.click();
  await expect(window.getByText('Yaba, Till 1')).toBeVisible({ timeout: FILLED_WITHIN_MS });
  await signInPage(window).signIn(FOLAKE.fullName, FOLAKE.pin);
  await expect(sellPage(window).sale).toBeVisible();
});
