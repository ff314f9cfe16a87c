import { expect } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { test } from '../shop/shop-test.ts';

const [, , CHIAMAKA, AISHA] = DEMO_STAFF;

test('a cashier signs in by pressing her tile and her PIN', async ({ till }) => {
  const signIn = signInPage(till);
  await expect(signIn.title).toBeVisible();
  await signIn.choose(AISHA.fullName);
  await signIn.pressPin(AISHA.pin);
  await expect(till.getByRole('button', { name: 'Aisha B., switch or lock' })).toBeVisible();
  await expect(sellPage(till).sale).toContainText('Scan the first item');
});

test('a wrong PIN is said in words, and the right one opens the till', async ({ till }) => {
  const signIn = signInPage(till);
  await signIn.choose(CHIAMAKA.fullName);
  await signIn.typePin('9999');
  await expect(signIn.trouble).toHaveText(
    /^That is not Chiamaka’s PIN\. \d (?:tries|try) left, then a pause of \d+ seconds\.$/,
  );
  await signIn.typePin(CHIAMAKA.pin);
  await expect(sellPage(till).sale).toBeVisible();
});

test('a code that is scanned before anybody signed in is not taken for PINs', async ({ till }) => {
  const signIn = signInPage(till);
  await signIn.choose(CHIAMAKA.fullName);
  await expect(signIn.tile(CHIAMAKA.fullName)).toBeChecked();
  await scan(till, '5449000000996');
  await expect(till.getByText('Sign in first, then scan it again.')).toBeVisible();
  await signIn.typePin(CHIAMAKA.pin);
  await expect(sellPage(till).sale).toBeVisible();
});

test('a cashier signs in and locks the till by keyboard alone', async ({ till }) => {
  const signIn = signInPage(till);
  await expect(signIn.tile(CHIAMAKA.fullName)).toBeVisible();
  await till.keyboard.press('Tab');
  await expect(till.getByRole('radiogroup', { name: 'Staff' }).getByRole('radio', { checked: true })).toBeFocused();
  for (let step = 0; step < DEMO_STAFF.length; step += 1) {
    if (await signIn.tile(CHIAMAKA.fullName).isChecked()) break;
    await till.keyboard.press('ArrowDown');
  }
  await expect(signIn.tile(CHIAMAKA.fullName)).toBeChecked();
  await signIn.typePin(CHIAMAKA.pin);
  await expect(sellPage(till).sale).toBeVisible();
  await till.keyboard.press('Control+l');
  await expect(signIn.title).toBeVisible();
});
