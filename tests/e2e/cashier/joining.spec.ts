import { expect } from '@playwright/test';
import { DEMO_STORES } from '#server/demo/demo-business.ts';
import { catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { ALONE_SHOP, OWNER_PIN } from '#tests/support/till/alone-shop.ts';
import { lookEveryWay } from '../looks/look-every-way.ts';
import { joinPage } from '../pages/join-page.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { sentPath } from '../shop/sent-path.ts';
import { MILO } from '../shop/goods.ts';
import { done, test } from '../shop/lone-test.ts';
import { theShop } from '../shop/shop-door.ts';
import { shopOwner } from '../shop/shop-owner.ts';
import { officeWindow } from '../shop/shop-test.ts';

const [, YABA] = DEMO_STORES;
const EMAIL = 'nkechi@example.test';
const SOAP = { name: 'Soap', barcode: '4006381333931', sellingPriceMinor: 45_000, costE4: 0 };
/** The office is asked every few seconds, on a busy machine. */
const JOINED_WITHIN_MS = 60_000;

test('a till that is alone says so, and becomes a new business once the e-mail is confirmed', async ({
  alone,
  browser,
}) => {
  const { officeUrl, outboxDir, ...shop } = theShop();
  const join = joinPage(alone);
  await alone.getByRole('button', { name: 'All saved' }).click();
  await expect(alone.getByRole('main')).toContainText('This till works alone. All is saved on it.');
  await alone.keyboard.press('J');
  await expect(join.title).toBeVisible();
  await join.press('Make it a business');
  await expect(join.field('E-mail of the owner')).toHaveAccessibleDescription('Write the whole e-mail address.');
  await join.field('Address of the office').fill(officeUrl);
  await join.field('E-mail of the owner').fill(EMAIL);
  await join.field('Password for the owner’s app').fill('short');
  await join.press('Make it a business');
  await expect(join.trouble).toContainText('10 to 72 characters');
  await join.field('Password for the owner’s app').fill('avocado-toast-at-six');
  await join.press('Make it a business');
  await expect(join.news).toContainText(`A message went to ${EMAIL}`);
  await expect(join.news).toContainText('The till sells on meanwhile.');
  const owner = await officeWindow(browser, { ...shop, officeUrl, outboxDir });
  await owner.goto(await sentPath(outboxDir, EMAIL, 'verify-email'));
  await expect(owner.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await owner.context().close();
  await join.press('The link is opened, go on');
  await expect(alone.getByRole('status').filter({ hasText: 'belongs to Mama Nkechi now' })).toBeVisible();
  await signInPage(alone).signIn(ALONE_SHOP.ownerName, OWNER_PIN);
  await expect(alone.getByRole('button', { name: 'All saved' })).toBeVisible({ timeout: JOINED_WITHIN_MS });
  await alone.getByRole('button', { name: 'All saved' }).click();
  await expect(alone.getByRole('main')).toContainText('All is saved and sent.');
});

test('asking a business that is there shows what would become of everything, and the till sells on until the owner’s yes', async ({
  alone,
  lone,
}) => {
  const { officeUrl } = theShop();
  const owner = await shopOwner(officeUrl);
  await done(lone.door, catalogueSaveProductCall, { id: null, ...SOAP });
  await done(lone.door, catalogueSaveProductCall, {
    ...SOAP,
    id: null,
    name: 'Milo of ours',
    barcode: MILO.code,
  });
  const join = joinPage(alone);
  await join.open();
  await join.chooseWay('One that is there');
  await join.field('Address of the office').fill(officeUrl);
  await join.field('Code for this till').fill('7F3K-22QD');
  await join.press('Ask to join');
  await expect(join.trouble).toHaveText('This code is wrong, used or too old. Ask the owner for a new one.');
  await join.field('Code for this till').fill(await owner.code(YABA.id));
  await join.press('Ask to join');
  await expect(alone.getByRole('heading', { name: 'Asked. Adeyemi Superstores has to say yes.' })).toBeVisible();
  await expect(join.plan('products').getByRole('row', { name: /^Milo of ours/ })).toContainText(
    `${MILO.name} by bar code`,
  );
  await expect(join.plan('products').getByRole('row', { name: /^Soap/ })).toContainText('Comes along');
  await expect(join.plan('people').getByRole('row', { name: /^Nkechi Obi/ })).toContainText('switched off');
  expect(await lookEveryWay(alone, 'till-join-asked')).toEqual([]);
  await alone.keyboard.press('Escape');
  await alone.keyboard.press('Escape');
  await scan(alone, SOAP.barcode);
  await expect(sellPage(alone).total('₦450.00')).toBeVisible();
  await owner.confirmJoin();
  await alone.keyboard.press('Control+l');
  await expect(alone.getByRole('status').filter({ hasText: 'belongs to Adeyemi Superstores now' })).toBeVisible({
    timeout: JOINED_WITHIN_MS,
  });
  await expect(alone.getByText(/^Yaba, Till \d$/)).toBeVisible({ timeout: JOINED_WITHIN_MS });
});
