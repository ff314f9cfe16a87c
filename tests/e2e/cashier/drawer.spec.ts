import { expect } from '@playwright/test';
import { drawerPages } from '../pages/drawer-pages.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { MILO } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

test('a shift opens with its float and closes with a blind count', async ({ selling }) => {
  const drawer = drawerPages(selling);
  await drawer.beginWithClosedDrawer();
  await drawer.float.fill('10000');
  await drawer.opening.getByRole('button', { name: 'Open shift' }).click();
  await expect(drawer.opening).toBeHidden();
  await sellForCash(selling, [MILO.code]);
  await selling.keyboard.press('Enter');
  await selling.keyboard.press('F10');
  await drawer.panel.getByRole('button', { name: 'Count and close' }).click();
  await expect(drawer.counting).toBeVisible();
  await expect(selling.getByRole('main')).not.toContainText('₦15,200.00');
  await expect(selling.getByRole('complementary')).not.toContainText('₦15,200.00');
  await drawer.pieces('₦1,000').fill('15');
  await drawer.pieces('₦200').fill('1');
  await drawer.signOff.click();
  const side = selling.getByRole('complementary');
  await expect(side).toContainText('The drawer is right');
  await expect(side).toContainText('₦15,200.00');
  await side.getByRole('button', { name: /^Back to selling/ }).click();
  await expect(selling.getByRole('complementary', { name: 'This sale' })).toBeVisible();
});

test('a drawer that is short asks what happened, and says by how much', async ({ selling }) => {
  const drawer = drawerPages(selling);
  await drawer.beginWithClosedDrawer();
  await drawer.float.fill('10000');
  await drawer.opening.getByRole('button', { name: 'Open shift' }).click();
  await expect(drawer.opening).toBeHidden();
  await selling.keyboard.press('F10');
  await drawer.panel.getByRole('button', { name: 'Count and close' }).click();
  await drawer.signOff.click();
  await expect(selling.getByRole('alert')).toContainText('Nothing was counted yet.');
  await drawer.pieces('₦1,000').fill('8');
  await drawer.signOff.click();
  await expect(selling.getByRole('alert')).toContainText('Say what happened, then close it.');
  await selling.getByRole('textbox', { name: 'What happened?' }).fill('Change given twice');
  await drawer.signOff.click();
  await expect(selling.getByRole('complementary')).toContainText('Short by');
  await expect(selling.getByRole('complementary')).toContainText('₦2,000.00');
});

test('drawer, X report: the open drawer prints as it is so far', async ({ selling }) => {
  const drawer = drawerPages(selling);
  await drawer.beginWithClosedDrawer();
  await drawer.float.fill('10000');
  await drawer.opening.getByRole('button', { name: 'Open shift' }).click();
  await expect(drawer.opening).toBeHidden();
  await selling.keyboard.press('F10');
  await drawer.panel.getByRole('button', { name: 'X report' }).click();
  const report = selling.getByRole('dialog', { name: 'X report' });
  await expect(report).toContainText('₦10,000.00');
  await report.getByRole('button', { name: 'Print' }).click();
  await expect(selling.getByText('X report printed')).toBeVisible();
});

test('drawer, Z report: a shift that was closed is in the list, and its report prints again', async ({ selling }) => {
  const drawer = drawerPages(selling);
  await drawer.beginWithClosedDrawer();
  await drawer.float.fill('7000');
  await drawer.opening.getByRole('button', { name: 'Open shift' }).click();
  await expect(drawer.opening).toBeHidden();
  await selling.keyboard.press('F10');
  await drawer.panel.getByRole('button', { name: 'Count and close' }).click();
  await drawer.pieces('₦1,000').fill('7');
  await drawer.signOff.click();
  await expect(selling.getByRole('complementary')).toContainText('The drawer is right');
  await selling
    .getByRole('complementary')
    .getByRole('button', { name: /^Back to selling/ })
    .click();
  await selling.keyboard.press('F10');
  await drawer.opening.getByRole('button', { name: 'Earlier shifts' }).click();
  const past = selling.getByRole('dialog', { name: 'Earlier shifts' });
  await past.getByRole('listitem').first().getByRole('button').click();
  const report = selling.getByRole('dialog', { name: 'Z report' });
  await expect(report).toContainText('You counted');
  await expect(report).toContainText('₦7,000.00');
  await report.getByRole('button', { name: 'Print' }).click();
  await expect(selling.getByText('Z report printed')).toBeVisible();
});
