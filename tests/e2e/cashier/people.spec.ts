import { expect } from '@playwright/test';
import { ALONE_SHOP, OWNER_PIN } from '#tests/support/till/alone-shop.ts';
import { lookEveryWay } from '../looks/look-every-way.ts';
import { peoplePage } from '../pages/people-page.ts';
import { runCommand } from '../pages/run-command.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { test } from '../shop/lone-test.ts';

test('sign in: the owner adds a colleague, who signs in with the PIN, until she may not any more', async ({
  alone,
}) => {
  const people = peoplePage(alone);
  const signIn = signInPage(alone);
  await runCommand(alone, 'People');
  await expect(people.row(/Nkechi Obi.*Owner.*You/)).toBeVisible();
  await alone.keyboard.press('F2');
  await expect(people.field('Name')).toBeFocused();
  await people.field('Name').fill('Amina Bello');
  await people.typePin('PIN', '1234');
  await people.press('Add');
  await expect(people.field('PIN')).toHaveAccessibleDescription(/unlike 1234/);
  await people.field('What they do').selectOption('Manager');
  await expect(people.field('PIN')).toHaveAccessibleDescription(/6 to 8 digits/);
  expect(await lookEveryWay(alone, 'till-person')).toEqual([]);
  await people.field('What they do').selectOption('Sales clerk');
  await people.typePin('PIN', '2580');
  await people.press('Add');
  await expect(people.row(/Amina Bello.*Sales clerk/)).toBeVisible();
  expect(await lookEveryWay(alone, 'till-people')).toEqual([]);
  await alone.keyboard.press('Escape');
  await alone.keyboard.press('Control+l');
  await signIn.signIn('Amina Bello', '2580');
  await runCommand(alone, 'People');
  await expect(alone.getByRole('alert')).toContainText('This is not part of your role');
  await alone.keyboard.press('Escape');
  await alone.keyboard.press('Control+l');
  await signIn.signIn(ALONE_SHOP.ownerName, OWNER_PIN);
  await runCommand(alone, 'People');
  await people.row(/Amina Bello/).click();
  await alone.getByRole('checkbox', { name: 'May sign in' }).press('Space');
  await people.press('Save');
  await expect(people.row(/Amina Bello.*May not sign in/)).toBeVisible();
  await alone.keyboard.press('Escape');
  await alone.keyboard.press('Control+l');
  await expect(signIn.tile(ALONE_SHOP.ownerName)).toBeVisible();
  await expect(signIn.tile('Amina Bello')).toBeHidden();
});

test('sign in: the owner changes the PIN with the one of before, and nobody takes the last owner away', async ({
  alone,
}) => {
  const people = peoplePage(alone);
  const signIn = signInPage(alone);
  await runCommand(alone, 'Change your PIN');
  const panel = alone.getByRole('dialog', { name: 'Change your PIN' });
  await expect(people.field('Your current PIN')).toBeFocused();
  expect(await lookEveryWay(alone, 'till-change-pin')).toEqual([]);
  await people.field('Your current PIN').fill('111222');
  await people.typePin('New PIN', '835021');
  await alone.keyboard.press('Enter');
  await expect(people.field('Your current PIN')).toHaveAccessibleDescription(/^That is not Nkechi’s PIN/);
  await people.field('Your current PIN').fill(OWNER_PIN);
  await alone.keyboard.press('Enter');
  await expect(panel).toBeHidden();
  await runCommand(alone, 'People');
  await people.row(/Nkechi Obi/).click();
  await alone.getByRole('checkbox', { name: 'May sign in' }).press('Space');
  await people.press('Save');
  await expect(alone.getByRole('alert')).toContainText('Somebody must stay who may do everything.');
  await alone.keyboard.press('Escape');
  await alone.keyboard.press('Escape');
  await alone.keyboard.press('Control+l');
  await signIn.signIn(ALONE_SHOP.ownerName, '835021');
  await expect(sellPage(alone).sale).toBeVisible();
});
