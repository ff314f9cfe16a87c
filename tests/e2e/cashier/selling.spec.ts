import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { MILO, PEAK, barcodeOf } from '../shop/goods.ts';
import { shopOwner } from '../shop/shop-owner.ts';
import { test } from '../shop/shop-test.ts';

const [, TUNDE, , AISHA] = DEMO_STAFF;
/** From the owner's hand to the till, on a busy machine. */
const PROMOTED_WITHIN_MS = 60_000;

test('scanning works with no field in focus, and the same item again raises its quantity', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await scan(selling, PEAK.code);
  await expect(sell.total('₦10,150.00')).toBeVisible();
  await scan(selling, MILO.code);
  await expect(sell.lines).toHaveCount(2);
  await expect(sell.line(MILO.name)).toContainText('₦10,400.00');
  await expect(sell.total('₦15,350.00')).toBeVisible();
});

test('a scan while the search has the focus adds the item, and leaves no digits behind', async ({ selling }) => {
  const sell = sellPage(selling);
  await selling.keyboard.press('F2');
  await expect(sell.search).toBeFocused();
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeVisible();
  await expect(sell.search).toHaveValue('');
});

test('"3 *" before a scan makes it three', async ({ selling }) => {
  const sell = sellPage(selling);
  await selling.keyboard.press('3');
  await expect(sell.search).toHaveValue('3');
  await selling.keyboard.type(' *');
  await expect(selling.getByText('3 ×', { exact: true })).toBeVisible();
  await scan(selling, PEAK.code);
  await expect(sell.line(PEAK.name)).toContainText('₦14,850.00');
  await expect(sell.search).toHaveValue('');
});

test('a name typed with a mistake finds the product, and Enter takes the marked hit', async ({ selling }) => {
  const sell = sellPage(selling);
  await selling.keyboard.press('F2');
  await selling.keyboard.type('bornvita 450', { delay: 60 });
  await expect(sell.hits.first()).toContainText('Bournvita 450g');
  await selling.keyboard.press('Enter');
  await expect(sell.line('Bournvita 450g')).toContainText('₦4,100.00');
  await expect(sell.search).toHaveValue('');
});

test('presses faster than the screen each count', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, PEAK.code);
  const line = sell.line(PEAK.name);
  const press = async (name: string, times: number) =>
    line.getByRole('button', { name }).evaluate((button: HTMLElement, count) => {
      for (let pressed = 0; pressed < count; pressed += 1) button.click();
    }, times);
  await press('One more', 3);
  await expect(sell.total('₦19,800.00')).toBeVisible();
  await press('One less', 2);
  await expect(sell.total('₦9,900.00')).toBeVisible();
  await press('One less', 2);
  await expect(sell.lines).toHaveCount(0);
  await selling.getByRole('button', { name: /Undo/ }).click();
  await expect(sell.total('₦4,950.00')).toBeVisible();
});

test('a cashier changes a quantity, removes a line and takes that back', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await scan(selling, PEAK.code);
  await sell.line(PEAK.name).getByRole('button', { name: 'One more' }).click();
  await expect(sell.total('₦15,100.00')).toBeVisible();
  await selling.keyboard.press('F7');
  await sell.panel(`Quantity of ${PEAK.name}`).getByRole('textbox', { name: 'Quantity' }).fill('4');
  await selling.keyboard.press('Enter');
  await expect(sell.total('₦25,000.00')).toBeVisible();
  await sell.line(PEAK.name).getByRole('button', { name: 'Remove line (Del)' }).click();
  await expect(sell.lines).toHaveCount(1);
  const toast = selling.getByRole('group').filter({ hasText: `${PEAK.name} removed` });
  await toast.getByRole('button', { name: /^Undo/ }).click();
  await expect(sell.line(PEAK.name)).toContainText('₦19,800.00');
  await expect(sell.total('₦25,000.00')).toBeVisible();
});

test('a sale that was dropped by mistake is brought back', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await scan(selling, PEAK.code);
  await expect(sell.lines).toHaveCount(2);
  await selling.keyboard.press('Control+k');
  await selling.keyboard.type('drop');
  await selling.keyboard.press('Enter');
  await expect(sell.lines).toHaveCount(0);
  await selling.keyboard.press('Control+z');
  await expect(sell.lines).toHaveCount(2);
  await expect(sell.line(PEAK.name)).toBeVisible();
});

test('a discount within the limit needs nobody, one above it a manager who agrees on the spot', async ({ selling }) => {
  const sell = sellPage(selling);
  const question = managerQuestion(selling);
  const panel = sell.panel(`Discount on ${MILO.name}`);
  await scan(selling, MILO.code);
  await sell.line(MILO.name).getByRole('button', { name: 'Discount on this line (F6)' }).click();
  await panel.getByRole('textbox', { name: 'How much off' }).fill('5');
  await panel.getByRole('radiogroup', { name: 'Usual reasons' }).getByRole('radio', { name: 'Dented' }).click();
  await panel.getByRole('button', { name: 'Give discount' }).click();
  await expect(sell.total('₦4,940.00')).toBeVisible();
  await expect(panel).toBeHidden();
  await selling.keyboard.press('F6');
  await panel.getByRole('textbox', { name: 'How much off' }).fill('15');
  await panel.getByRole('radiogroup', { name: 'Usual reasons' }).getByRole('radio', { name: 'Near expiry' }).click();
  await panel.getByRole('button', { name: 'Give discount' }).click();
  await expect(question.title).toContainText('You may give up to 5 % by yourself.');
  await question.agree(TUNDE.fullName, '000000');
  await expect(question.trouble).toHaveText(/^That is not Tunde’s PIN/);
  await question.agree(TUNDE.fullName, TUNDE.pin);
  await expect(sell.total('₦4,420.00')).toBeVisible();
  await expect(sell.line(MILO.name)).toContainText('15 % off: near expiry');
});

test('a parked sale waits for the next cashier, who takes it up again', async ({ selling }) => {
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await scan(selling, PEAK.code);
  await expect(sell.total('₦10,150.00')).toBeVisible();
  await sell.pressKey('Park');
  await expect(sell.sale).toContainText('Scan the first item');
  await expect(sell.parkedButton).toHaveText(/^Parked\s*1$/);
  await selling.keyboard.press('Control+l');
  await signInPage(selling).signIn(AISHA.fullName, AISHA.pin);
  await selling.keyboard.press('F5');
  await sell
    .panel('Parked sales')
    .getByRole('button', { name: /₦10,150\.00/ })
    .click();
  await expect(sell.total('₦10,150.00')).toBeVisible();
  await expect(sell.lines).toHaveCount(2);
});

test('a parked sale gets the name by which people know it, at once or later', async ({ selling }) => {
  const name = `The lady in red ${randomUUID().slice(0, 4)}`;
  const sell = sellPage(selling);
  const panel = sell.panel('Parked sales');
  const parked = panel.getByRole('listitem').filter({ hasText: name });
  await scan(selling, PEAK.code);
  await expect(sell.lines).toHaveCount(1);
  await sell.pressKey('Park');
  await selling.getByRole('button', { name: 'Name it' }).click();
  await expect(panel.getByRole('textbox', { name: 'Name' })).toBeFocused();
  // Keys that a machine presses would be a scan, once Enter ends them.
  await panel.getByRole('textbox', { name: 'Name' }).fill(name);
  await selling.keyboard.press('Enter');
  await expect(parked).toContainText('₦4,950.00');
  await parked.getByRole('button', { name: `Name ${name}` }).click();
  await selling.keyboard.type(' (two)');
  await selling.keyboard.press('Escape');
  await expect(panel.getByRole('textbox', { name: 'Name' })).toHaveCount(0);
  await expect(parked).not.toContainText('(two)');
  await parked.getByRole('button', { name: `Name ${name}` }).click();
  await panel.getByRole('textbox', { name: 'Name' }).fill(`${name}, back at 5`);
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await parked.getByRole('button', { name: new RegExp(`^${name}, back at 5`) }).click();
  await expect(sell.total('₦4,950.00')).toBeVisible();
});

test('a sale gets a customer from the list, or a new one', async ({ selling }) => {
  const newName = `Adaeze Umeh ${randomUUID().slice(0, 4)}`;
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await selling.keyboard.press('F3');
  const panel = sell.panel('Customer');
  await panel.getByRole('textbox', { name: 'Name or phone' }).fill('bisi');
  await panel.getByRole('button', { name: /^Mrs Bisi Ogunleye/ }).click();
  await expect(sell.sale.getByRole('button', { name: 'Mrs Bisi Ogunleye' })).toBeVisible();
  await selling.keyboard.press('F3');
  await panel.getByRole('textbox', { name: 'Name or phone' }).fill(newName);
  await expect(panel).toContainText(`Nobody called “${newName}”.`);
  await panel.getByRole('button', { name: 'Add a customer' }).click();
  const adding = sell.panel('Add a customer');
  await expect(adding.getByRole('textbox', { name: 'Name' })).toHaveValue(newName);
  await adding.getByRole('button', { name: 'Save and choose' }).click();
  await expect(sell.sale.getByRole('button', { name: newName })).toBeVisible();
});

test('a promotion that the owner just made shows under its name as it unlocks, and goes with the third', async ({
  shop,
  selling,
}) => {
  const biscuit = 'Cabin Biscuit 60g';
  const sell = sellPage(selling);
  const line = sell.line(biscuit);
  const owner = await shopOwner(shop.officeUrl);
  const end = await owner.promote(biscuit, 'Biscuit Week: take 3, pay 2');
  for (let scanned = 0; scanned < 3; scanned += 1) await scan(selling, barcodeOf(biscuit));
  await expect(line.getByText('3', { exact: true }).first()).toBeVisible();
  // It comes over the line in a moment; each edit of the sale asks anew.
  await expect(async () => {
    await line.getByRole('button', { name: 'One less' }).click();
    await line.getByRole('button', { name: 'One more' }).click();
    await expect(line).toContainText('Biscuit Week: take 3, pay 2', { timeout: 500 });
  }).toPass({ timeout: PROMOTED_WITHIN_MS });
  await expect(sell.total('₦400.00')).toBeVisible();
  await line.getByRole('button', { name: 'One less' }).click();
  await expect(line).not.toContainText('Biscuit Week');
  await expect(sell.total('₦400.00')).toBeVisible();
  await end();
});
