import { expect } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { donePage } from '../pages/done-page.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { refundPage } from '../pages/refund-page.ts';
import { scan } from '../pages/scan.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

const [, TUNDE] = DEMO_STAFF;

test('a line of a receipt comes back when a manager agrees, and can not come back twice', async ({ selling }) => {
  const refund = refundPage(selling);
  const receiptNumber = await sellForCash(selling, [MILO.code, PEAK.code]);
  await selling.keyboard.press('Enter');
  await selling.keyboard.press('F9');
  await refund.receipt.fill(receiptNumber);
  await selling.getByRole('listitem').filter({ hasText: receiptNumber }).getByRole('button').click();
  await expect(refund.found(receiptNumber)).toBeVisible();
  await expect(refund.lines).toHaveCount(2);
  await refund.choose(PEAK.name);
  await refund.say('Damaged');
  await expect(refund.giveBack).toHaveText(/^Refund ₦4,950\.00/);
  await refund.giveBack.click();
  await expect(managerQuestion(selling).title).toBeVisible();
  await managerQuestion(selling).agree(TUNDE.fullName, TUNDE.pin);
  await expect(selling.getByRole('heading', { name: 'Refund finished' })).toBeVisible();
  await expect(donePage(selling).work).toContainText('₦4,950.00');
  await expect(donePage(selling).receipt).toContainText(receiptNumber);
  await selling.keyboard.press('Enter');
  await selling.keyboard.press('F9');
  await refund.receipt.fill(receiptNumber);
  await selling.getByRole('listitem').filter({ hasText: receiptNumber }).getByRole('button').click();
  await expect(refund.lines.filter({ hasText: PEAK.name })).toContainText('All came back');
  await expect(refund.lines.filter({ hasText: PEAK.name }).getByRole('checkbox')).toBeDisabled();
});

test('a receipt that nobody knows is said in words', async ({ selling }) => {
  await selling.keyboard.press('F9');
  await expect(selling.getByRole('heading', { name: 'Refund', exact: true })).toBeVisible();
  await scan(selling, '99887766554433');
  await expect(selling.getByRole('main')).toContainText(/No such sale on this till|not known on this till/);
  await selling.keyboard.press('Escape');
  await expect(selling.getByRole('complementary', { name: 'This sale' })).toBeVisible();
});
