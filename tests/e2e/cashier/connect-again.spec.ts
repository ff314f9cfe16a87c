import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { DEMO_STAFF, DEMO_STORES } from '#server/demo/demo-business.ts';
import { callTill } from '#server/shop/till-door.ts';
import { tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { lookEveryWay } from '../looks/look-every-way.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import type { LoneTill } from '../shop/lone-till.ts';
import { done, test } from '../shop/lone-test.ts';
import { theShop } from '../shop/shop-door.ts';
import { type ShopOwner, shopOwner } from '../shop/shop-owner.ts';

const [, YABA] = DEMO_STORES;
const [, TUNDE] = DEMO_STAFF;
/** A till that talks with the office, and fetches a whole shop, on a busy machine. */
const HEARD_WITHIN_MS = 60_000;

/** Everybody's PIN was sealed with the key that is gone, and is read anew: until then the till says so. */
async function signInOncePinsAreHere(window: Page): Promise<void> {
  await expect(async () => {
    await signInPage(window).choose(TUNDE.fullName);
    await signInPage(window).typePin(TUNDE.pin);
    await expect(sellPage(window).sale).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: HEARD_WITHIN_MS });
}

/** A till of the shop's second store, with its manager at it. */
async function enrolled(lone: LoneTill, window: Page): Promise<ShopOwner> {
  const { officeUrl } = theShop();
  const owner = await shopOwner(officeUrl);
  await done(lone.door, tillEnrolCall, { officeUrl, code: await owner.code(YABA.id) });
  await expect(signInPage(window).title).toBeVisible({ timeout: HEARD_WITHIN_MS });
  await signInPage(window).signIn(TUNDE.fullName, TUNDE.pin);
  await expect(window.getByRole('button', { name: 'All saved' })).toBeVisible({ timeout: HEARD_WITHIN_MS });
  return owner;
}

async function idOf(lone: LoneTill, owner: ShopOwner): Promise<string> {
  const reply = await callTill(lone.door, tillStateCall.name, {});
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return owner.tillId(YABA.id, tillStateCall.output.parse(reply.value).tillCode);
}

async function connect(page: Page, code: string): Promise<void> {
  await expect(page.getByLabel('Address of the office')).toHaveValue(theShop().officeUrl);
  await page.getByLabel('Code for this till').fill(code);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

test('a till that the owner took out of the shop sells on, says what happened, and is connected again by a code', async ({
  window,
  lone,
}) => {
  const owner = await enrolled(lone, window);
  await owner.revoke(await idOf(lone, owner));
  await sellForCash(window, [MILO.code]);
  const sign = window.getByRole('button', { name: /\d needs? attention$/ });
  await expect(sign).toBeVisible({ timeout: HEARD_WITHIN_MS });
  await sellForCash(window, [PEAK.code]);
  await sign.click();
  await expect(window.getByRole('main')).toContainText('This till was taken out of the shop.');
  const side = window.getByRole('complementary');
  await expect(side).toContainText('What was sold is safe and waits for the owner.');
  await expect(side.getByRole('button', { name: 'Connect again' })).toBeVisible();
  expect(await lookEveryWay(window, 'till-taken-out')).toEqual([]);
  await side.getByRole('button', { name: 'Connect again' }).click();
  await expect(window.getByRole('heading', { name: 'Connect this machine again' })).toBeVisible();
  expect(await lookEveryWay(window, 'till-connect-again')).toEqual([]);
  await connect(window, await owner.code(YABA.id));
  await expect(signInPage(window).title.or(sellPage(window).sale)).toBeVisible({ timeout: HEARD_WITHIN_MS });
  await expect(window.getByRole('button', { name: 'All saved' })).toBeVisible({ timeout: HEARD_WITHIN_MS });
});

test('a machine that lost its keys says so before anybody signs in, and gets its place back with what waited', async ({
  window,
  lone,
}) => {
  const owner = await enrolled(lone, window);
  const tillId = await idOf(lone, owner);
  const before = await sellForCash(window, [MILO.code]);
  await lone.whileOff(() => rmSync(join(lone.tillDir, 'keys.json')));
  const warning = window.getByRole('status').filter({ hasText: 'The office does not know this machine any more.' });
  await expect(warning).toBeVisible({ timeout: HEARD_WITHIN_MS });
  await expect(warning).toContainText('What was sold is safe on it');
  expect(await lookEveryWay(window, 'till-unknown')).toEqual([]);
  await warning.getByRole('button', { name: 'Connect again' }).click();
  await expect(window.getByRole('main')).toContainText('Its key is gone, or another machine took its place.');
  await connect(window, await owner.code(YABA.id, tillId));
  await expect(signInPage(window).title).toBeVisible({ timeout: HEARD_WITHIN_MS });
  await expect(warning).toBeHidden();
  await expect(window.getByRole('button', { name: 'All saved' })).toBeVisible({ timeout: HEARD_WITHIN_MS });
  await signInOncePinsAreHere(window);
  await window.keyboard.press('F9');
  await expect(window.getByRole('list', { name: 'Latest sales' })).toContainText(before);
});
