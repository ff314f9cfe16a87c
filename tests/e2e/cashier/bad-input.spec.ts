import { expect } from '@playwright/test';
import { payPage } from '../pages/pay-page.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

test('an unknown bar code is said in words, and the sale goes on', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await scan(selling, '5901234123457');
  await expect(sell.trouble).toContainText('5901234123457 is not in the list');
  await expect(sell.trouble).toContainText('The sale is unchanged.');
  await expect(sell.lines).toHaveCount(1);
  await sell.trouble.getByRole('button', { name: 'Find it by name' }).click();
  await expect(sell.search).toBeFocused();
  await scan(selling, MILO.code);
  await expect(sell.total('₦10,400.00')).toBeVisible();
  await expect(sell.trouble).toBeHidden();
});

test('a code that was misread is told from one that is unknown', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, '5901234123450');
  await expect(sell.trouble).toHaveText(/5901234123450 was misread\. The sale is unchanged; scan it again\./);
  await sell.trouble.getByRole('button', { name: 'Close' }).click();
  await expect(sell.trouble).toBeHidden();
});

test('more than 99 of one item is asked about once, and taken when it is meant', async ({ selling }) => {
  const sell = sellPage(selling);
  await selling.keyboard.press('F2');
  await selling.keyboard.type('120 *', { delay: 60 });
  await scan(selling, MILO.code);
  await expect(sell.trouble).toContainText('120 of one item is unusual');
  await expect(sell.lines).toHaveCount(0);
  await sell.trouble.getByRole('button', { name: 'It is 120' }).click();
  await expect(sell.total('₦624,000.00')).toBeVisible();
});

test('a quantity can not be typed below nothing, and nothing is refused in words', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await selling.keyboard.press('F7');
  const panel = sell.panel(`Quantity of ${MILO.name}`);
  await panel.getByRole('textbox', { name: 'Quantity' }).fill('-3');
  await expect(panel.getByRole('textbox', { name: 'Quantity' })).not.toHaveValue(/-/);
  await panel.getByRole('textbox', { name: 'Quantity' }).fill('0');
  await panel.getByRole('button', { name: 'Set quantity' }).click();
  await expect(sell.trouble).toContainText('A quantity is more than nothing. To take the line out, press Del.');
  await selling.keyboard.press('Escape');
  await expect(sell.total('₦5,200.00')).toBeVisible();
});

test('too little cash becomes a part, and what is still to pay stays the largest figure', async ({ selling }) => {
  const sell = sellPage(selling);
  const pay = payPage(selling);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await sell.payButton.click();
  await pay.amount.fill('2000');
  await pay.take('Take ₦2,000, go on').click();
  await expect(pay.left).toHaveText('₦3,200.00');
  await expect(pay.payments).toHaveCount(1);
  await selling.keyboard.press('Escape');
  await expect(sell.total('₦5,200.00')).toBeVisible();
});

test('a card can not take more than is due, and the cashier is told why', async ({ selling }) => {
  const sell = sellPage(selling);
  const pay = payPage(selling);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await sell.payButton.click();
  await pay.chooseWay('Card');
  await pay.amount.fill('6000');
  await pay.take('Take card and finish').click();
  await expect(pay.trouble).toContainText(
    '₦800.00 more than is due. Only cash gives change; take a smaller amount this way.',
  );
  await pay.amount.fill('5200');
  await pay.take('Take card and finish').click();
  await expect(selling.getByRole('heading', { name: 'Sale finished' })).toBeVisible();
});
