import { expect } from '@playwright/test';
import { DEMO_STAFF, DEMO_STORES } from '#server/demo/demo-business.ts';
import { tillEnrolCall } from '#shared/till-calls/till-calls.ts';
import { lookEveryWay } from '../looks/look-every-way.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { MILO } from '../shop/goods.ts';
import { done, test } from '../shop/lone-test.ts';
import { theShop } from '../shop/shop-door.ts';
import { shopOwner } from '../shop/shop-owner.ts';

const [, YABA] = DEMO_STORES;
const [FOLAKE] = DEMO_STAFF;
/** A till that fetches a whole shop, on a busy machine. */
const HEARD_WITHIN_MS = 60_000;

test('the owner takes a machine out of the shop once all is saved, and it can begin anew', async ({ window, lone }) => {
  const { officeUrl } = theShop();
  const owner = await shopOwner(officeUrl);
  await done(lone.door, tillEnrolCall, { officeUrl, code: await owner.code(YABA.id) });
  await expect(signInPage(window).title).toBeVisible({ timeout: HEARD_WITHIN_MS });
  await signInPage(window).signIn(FOLAKE.fullName, FOLAKE.pin);
  await sellForCash(window, [MILO.code]);
  const saved = window.getByRole('button', { name: 'All saved' });
  await expect(saved).toBeVisible({ timeout: HEARD_WITHIN_MS });
  await saved.click();
  await expect(window.getByRole('heading', { name: 'Saving and sending' })).toBeVisible();
  await window.keyboard.press('b');
  const side = window.getByRole('complementary');
  await side.getByRole('button', { name: /^Take this till out of the shop/ }).click();
  await expect(side.getByRole('heading', { name: /^Take this till out of / })).toBeVisible();
  expect(await lookEveryWay(window, 'till-leaving')).toEqual([]);
  await side.getByRole('button', { name: 'Leave it in the shop' }).click();
  await side.getByRole('button', { name: /^Take this till out of the shop/ }).click();
  await side.getByRole('button', { name: 'Take it out', exact: true }).click();
  // Nobody's machine asks how it shall begin.
  await expect(window.getByRole('button', { name: /^Connect to your office/ })).toBeVisible({
    timeout: HEARD_WITHIN_MS,
  });
  await done(lone.door, tillEnrolCall, { officeUrl, code: await owner.code(YABA.id) });
  await expect(signInPage(window).title).toBeVisible({ timeout: HEARD_WITHIN_MS });
});
