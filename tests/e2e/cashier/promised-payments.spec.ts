import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { debtBookPage } from '../pages/debt-book-page.ts';
import { donePage } from '../pages/done-page.ts';
import { payPage } from '../pages/pay-page.ts';
import { runCommand } from '../pages/run-command.ts';
import { scan } from '../pages/scan.ts';
import { addCustomer, sellOnAccount } from '../pages/sell-on-account.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

const some = (words: string) => `${words} ${randomUUID().slice(0, 4)}`;
const waiting = (page: Page, reference: string) =>
  page.getByRole('list', { name: 'Payments' }).getByRole('button', { name: reference });

async function sellForTransfer(page: Page, reference: string): Promise<string> {
  await scan(page, MILO.code);
  await expect(sellPage(page).total('₦5,200.00')).toBeVisible();
  await page.keyboard.press('F12');
  await payPage(page).chooseWay('Transfer');
  await payPage(page).reference.fill(reference);
  await payPage(page).take('Take transfer and finish').click();
  const number = await donePage(page).receiptNumber();
  await page.keyboard.press('Enter');
  return number;
}

test('transfers start pending, and are settled later: seen with where it stands at the bank', async ({ selling }) => {
  const reference = some('Bisi Ogunleye');
  const number = await sellForTransfer(selling, reference);
  await runCommand(selling, 'payments that wait');
  await expect(waiting(selling, reference)).toContainText('₦5,200.00');
  await waiting(selling, reference).click();
  const side = selling.getByRole('form', { name: `Sale ${number}` });
  await expect(side).toContainText('Transfer₦5,200.00');
  await side.getByRole('textbox', { name: 'Reference' }).fill('GTB 0042');
  await side.getByRole('button', { name: /^Money seen/ }).click();
  await expect(selling.getByText('₦5,200.00 is seen')).toBeVisible();
  await expect(waiting(selling, reference)).toHaveCount(0);
});

test('a transfer that is not found is kept apart, and can come after all', async ({ selling }) => {
  const reference = some('Emeka');
  await sellForTransfer(selling, reference);
  await runCommand(selling, 'payments that wait');
  await waiting(selling, reference).click();
  await selling.getByRole('button', { name: 'Not found' }).click();
  await expect(waiting(selling, reference)).toHaveCount(0);
  await selling.getByRole('radiogroup', { name: 'Which payments' }).getByText('Not found').click();
  await waiting(selling, reference).click();
  await selling.getByRole('button', { name: /^It came after all/ }).click();
  await expect(waiting(selling, reference)).toHaveCount(0);
});

test('a debt that was paid by a transfer which never came is owed again', async ({ shop, selling }) => {
  const name = some('Tola Bright');
  const book = debtBookPage(selling);
  await addCustomer(shop, name);
  await sellOnAccount(selling, name, MILO.code);
  await runCommand(selling, 'debt book');
  await book.debtor(name).click();
  await expect(book.owes(name)).toHaveText('₦5,200.00');
  await selling.keyboard.press('F12');
  const payment = book.payment(name);
  await payment.getByRole('radio', { name: 'Transfer' }).click();
  await payment.getByRole('textbox', { name: 'Reference' }).fill(name);
  await payment.getByRole('button', { name: 'Take ₦5,200.00' }).click();
  await expect(payment).toContainText('It is pending until the money is seen');
  await payment.getByRole('button', { name: /^Done/ }).click();
  await selling.keyboard.press('Escape');
  await runCommand(selling, 'payments that wait');
  await waiting(selling, name).click();
  await selling.getByRole('form', { name: 'For a debt' }).getByRole('button', { name: 'Not found' }).click();
  await expect(waiting(selling, name)).toHaveCount(0);
  await selling.keyboard.press('Escape');
  await runCommand(selling, 'debt book');
  await expect(book.debtor(name)).toContainText('₦5,200.00');
});
