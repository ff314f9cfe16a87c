import { expect } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { donePage } from '../pages/done-page.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { payPage } from '../pages/pay-page.ts';
import { runCommand } from '../pages/run-command.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

const MANAGER = DEMO_STAFF[1];

test('a gift card is sold for cash, its code is shown once and printed, and it pays for a sale', async ({
  selling,
}) => {
  const sell = sellPage(selling);
  const pay = payPage(selling);
  await runCommand(selling, 'gift card');
  const card = selling.getByRole('region', { name: 'Sell a gift card' });
  await card.getByRole('textbox', { name: 'Amount' }).fill('8000');
  await card.getByRole('textbox', { name: 'Cash received' }).fill('10000');
  await card.getByRole('button', { name: 'Sell for ₦8,000.00' }).click();
  const sold = selling.getByRole('region', { name: 'Gift card with ₦8,000.00 on it' });
  await expect(sold).toContainText('Change to give₦2,000.00');
  await expect(sold).toContainText('The slip is printed');
  const code = (await sold.getByRole('status', { name: 'Code of the card or slip' }).textContent()) ?? '';
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  await sold.getByRole('button', { name: /^Done/ }).click();
  await expect(selling.getByText(code)).toHaveCount(0);
  await selling.keyboard.press('Escape');
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await selling.keyboard.press('F12');
  await pay.chooseWay('Gift card');
  await selling.getByRole('textbox', { name: 'Code of the card or slip' }).fill(code.toLowerCase());
  await pay.take('Use card and finish').click();
  await expect(donePage(selling).saved).toBeVisible();
  await selling.keyboard.press('Enter');
  await runCommand(selling, 'gift card');
  await selling.getByRole('textbox', { name: 'Code of the card or slip' }).fill(code.replaceAll('-', ' '));
  await selling.keyboard.press('Enter');
  const found = selling.getByRole('article', { name: `Gift card, ends in ${code.slice(-4)}` });
  await expect(found.getByRole('status')).toHaveText('₦2,800.00');
  await found.getByRole('button', { name: 'Put more on it' }).click();
  const more = selling.getByRole('region', { name: `Put more on ${code.slice(-4)}` });
  await more.getByRole('textbox', { name: 'Amount' }).fill('1000');
  await more.getByRole('button', { name: 'Put ₦1,000.00 on it' }).click();
  await expect(selling.getByRole('region', { name: `${code.slice(-4)} has ₦3,800.00 on it now` })).toBeVisible();
  await expect(found.getByRole('status')).toHaveText('₦3,800.00');
});

test('store credit that nobody pays for takes a manager', async ({ selling }) => {
  await runCommand(selling, 'store credit');
  await selling.getByRole('radiogroup', { name: 'Which' }).getByText('Store credit').click();
  const giving = selling.getByRole('region', { name: 'Open a store credit' });
  await giving.getByRole('textbox', { name: 'Amount' }).fill('1500');
  await giving.getByRole('radiogroup', { name: 'Is it paid for?' }).getByText('Given away').click();
  await giving.getByRole('button', { name: 'Open with ₦1,500.00' }).click();
  await expect(managerQuestion(selling).title).toBeVisible();
  await managerQuestion(selling).agree(MANAGER.fullName, MANAGER.pin);
  await expect(selling.getByRole('region', { name: 'Store credit with ₦1,500.00 on it' })).toBeVisible();
});

test('a code that nobody has says so', async ({ selling }) => {
  await runCommand(selling, 'gift card');
  await selling.getByRole('textbox', { name: 'Code of the card or slip' }).fill('AAAA-BBBB-CCCC');
  await selling.keyboard.press('Enter');
  await expect(selling.getByRole('alert')).toContainText('No gift card or store credit has this code here.');
});
