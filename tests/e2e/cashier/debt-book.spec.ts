import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { debtBookPage } from '../pages/debt-book-page.ts';
import { drawerPages } from '../pages/drawer-pages.ts';
import { runCommand } from '../pages/run-command.ts';
import { addCustomer, sellOnAccount } from '../pages/sell-on-account.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

const someone = (name: string) => `${name} ${randomUUID().slice(0, 4)}`;

test('debts collected are counted in the drawer that took them', async ({ shop, selling }) => {
  const name = someone('Halima Sani');
  const drawer = drawerPages(selling);
  const book = debtBookPage(selling);
  await addCustomer(shop, name);
  await drawer.beginWithClosedDrawer();
  await drawer.float.fill('10000');
  await drawer.opening.getByRole('button', { name: 'Open shift' }).click();
  await expect(drawer.opening).toBeHidden();
  await sellOnAccount(selling, name, MILO.code);
  await selling.keyboard.press('F3');
  const panel = sellPage(selling).panel('Customer');
  await panel.getByRole('textbox', { name: 'Name or phone' }).fill(name);
  await panel.getByRole('button', { name: `Account: ${name}` }).click();
  await expect(book.owes(name)).toHaveText('₦5,200.00');
  await selling.keyboard.press('F12');
  const payment = book.payment(name);
  await payment.getByRole('textbox', { name: 'Amount' }).fill('2000');
  await payment.getByRole('textbox', { name: 'Cash received' }).fill('5000');
  await payment.getByRole('button', { name: 'Take ₦2,000.00' }).click();
  await expect(payment).toContainText(`₦2,000.00 received from ${name}`);
  await expect(payment).toContainText('Change to give₦3,000.00');
  await expect(payment).toContainText('Still owed₦3,200.00');
  await expect(payment).toContainText('The slip is printed');
  await payment.getByRole('button', { name: /^Done/ }).click();
  await expect(book.owes(name)).toHaveText('₦3,200.00');
  await expect(book.history).toHaveCount(2);
  await expect(book.history.first()).toContainText('Paid by Cash');
  await selling.keyboard.press('F10');
  await drawer.panel.getByRole('button', { name: 'X report' }).click();
  const report = selling.getByRole('dialog', { name: 'X report' });
  await expect(report).toContainText('Cash, 1 payment₦2,000.00');
  // What it should hold is said only once it was counted.
  await report.getByRole('button', { name: 'Back', exact: true }).click();
  await drawer.panel.getByRole('button', { name: 'Count and close' }).click();
  await drawer.pieces('₦1,000').fill('12');
  await drawer.signOff.click();
  const side = selling.getByRole('complementary');
  await expect(side).toContainText('The drawer is right');
  await expect(side).toContainText('Should be in the drawer₦12,000.00');
});

test('the debt book says who owes and since when, and a debt is paid whole', async ({ shop, selling }) => {
  const name = someone('Ngozi Eze');
  const book = debtBookPage(selling);
  await addCustomer(shop, name);
  await sellOnAccount(selling, name, MILO.code);
  await runCommand(selling, 'debt book');
  await expect(book.title).toBeVisible();
  await expect(book.debtor(name)).toContainText('₦5,200.00');
  await expect(book.debtor(name)).toContainText('up to 30 days');
  await book.debtor(name).click();
  await expect(book.account(name).getByRole('definition').filter({ hasText: '₦5,200.00' })).toBeVisible();
  await book
    .account(name)
    .getByRole('button', { name: /^Take a payment/ })
    .click();
  const payment = book.payment(name);
  await payment.getByRole('radio', { name: 'Card', exact: true }).click();
  await payment.getByRole('textbox', { name: 'Reference' }).fill('SLIP 0442');
  await payment.getByRole('button', { name: 'Take ₦5,200.00' }).click();
  await expect(payment).toContainText('Still owed₦0.00');
  await payment.getByRole('button', { name: /^Done/ }).click();
  await expect(book.account(name)).toContainText('Owes nothing');
  await expect(book.debtor(name)).toBeHidden();
});

test('more than is owed is asked about once', async ({ shop, selling }) => {
  const name = someone('Kunle Ade');
  const book = debtBookPage(selling);
  await addCustomer(shop, name);
  await sellOnAccount(selling, name, MILO.code);
  await runCommand(selling, 'debt book');
  await book.debtor(name).click();
  await book
    .account(name)
    .getByRole('button', { name: /^Take a payment/ })
    .click();
  const payment = book.payment(name);
  await payment.getByRole('textbox', { name: 'Amount' }).fill('6000');
  await payment.getByRole('button', { name: 'Take ₦6,000.00' }).click();
  await expect(payment.getByRole('alert')).toContainText('Only ₦5,200.00 is owed, as far as this till knows.');
  await payment.getByRole('button', { name: 'It is right, take it' }).click();
  await expect(payment).toContainText(`The shop owes ${name} now₦800.00`);
});
