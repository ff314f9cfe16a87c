import { expect } from '@playwright/test';
import { staffSaveCall } from '#shared/till-calls/alone-calls.ts';
import { must } from '#shared/base/assert.ts';
import { catalogueFindCall, catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { callTill } from '#server/shop/till-door.ts';
import { ALONE_SHOP, OWNER_PIN } from '#tests/support/till/alone-shop.ts';
import { lookEveryWay } from '../looks/look-every-way.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { productPage } from '../pages/product-page.ts';
import { runCommand } from '../pages/run-command.ts';
import { scan } from '../pages/scan.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { done, test } from '../shop/lone-test.ts';

const CODE = '4006381333931';
const CARTON = '5901234123457';
const AMINA = { fullName: 'Amina Bello', role: 'sales_clerk', pin: '2580', isActive: true } as const;

test('first run: a code that is not in the list is added from where it was scanned, and sold at once and by its next scan', async ({
  alone,
  lone,
}) => {
  const sell = sellPage(alone);
  const product = productPage(alone);
  await done(lone.door, shiftOpenCall, { floatMinor: 0 });
  await scan(alone, CODE);
  await sell.trouble.getByRole('button', { name: 'Add it' }).click();
  await expect(product.field('Bar code')).toHaveValue(CODE);
  expect(await lookEveryWay(alone, 'till-add-product')).toEqual([]);
  // The scanner sends it once more while it is filled in: nothing is lost.
  await product.field('Name').fill('Peak Milk 400 g');
  await scan(alone, CODE);
  await expect(product.field('Name')).toHaveValue('Peak Milk 400 g');
  await product.press('Add it and sell it');
  await expect(product.field('Price')).toHaveAccessibleDescription('This is still empty.');
  await product.field('Price').fill('1075');
  await alone.keyboard.press('Enter');
  await expect(sell.line('Peak Milk 400 g')).toContainText('₦1,075.00');
  await scan(alone, CODE);
  await expect(sell.total('₦2,150.00')).toBeVisible();
  await sell.line('Peak Milk 400 g').getByRole('button', { name: 'Remove line (Del)' }).click();
  await sellForCash(alone, [CODE]);
});

test('first run: the owner fills the catalogue by hand, a carton with it, edits a price, and takes a product off sale and back', async ({
  alone,
}) => {
  const sell = sellPage(alone);
  const product = productPage(alone);
  await runCommand(alone, 'Add a product');
  await expect(product.field('Name')).toBeFocused();
  await product.field('Name').fill('Cabin Biscuit');
  await product.field('Price').fill('200');
  await scan(alone, CODE);
  await expect(product.field('Bar code')).toHaveValue(CODE);
  await product.press('Another code, or a carton');
  const carton = alone.getByRole('group', { name: 'Code 2' });
  await carton.getByLabel('Bar code').fill(CARTON);
  await carton.getByLabel('Stands for how many').fill('12');
  await carton.getByLabel('Price of the pack').fill('2200');
  await product.field('Category').selectOption('A new category …');
  await product.field('Name of the new category').fill('Snacks');
  await product.field('On the shelf now').fill('48');
  await product.field('What one costs you').fill('150');
  expect(await lookEveryWay(alone, 'till-product')).toEqual([]);
  await alone.keyboard.press('F12');
  await expect(product.row(/Cabin Biscuit.*48 left.*₦200\.00/)).toBeVisible();
  // The next one can be typed at once.
  await expect(product.field('Name')).toHaveValue('');
  await expect(product.field('Name')).toBeFocused();
  await product.row('Cabin Biscuit').click();
  await expect(product.field('Price')).toHaveValue('200');
  await product.field('Price').fill('250');
  await product.press('Save');
  await expect(product.row(/Cabin Biscuit.*₦250\.00/)).toBeVisible();
  expect(await lookEveryWay(alone, 'till-products')).toEqual([]);
  await alone.keyboard.press('Escape');
  await scan(alone, CARTON);
  await expect(sell.total('₦2,200.00')).toBeVisible();
  await scan(alone, CODE);
  await expect(sell.total('₦2,450.00')).toBeVisible();
  await expect(
    alone.getByRole('group', { name: 'Products' }).getByRole('button', { name: /Cabin Biscuit/ }),
  ).toBeVisible();
  await runCommand(alone, 'Products');
  await product.row('Cabin Biscuit').click();
  await product.check('On sale').press('Space');
  await product.press('Save');
  await expect(product.row('Cabin Biscuit')).toBeHidden();
  await alone.getByRole('radiogroup', { name: 'Which products' }).getByText('Taken off sale').click();
  await product.row('Cabin Biscuit').click();
  await product.check('On sale').press('Space');
  await product.press('Save');
  await expect(alone.getByText('Nothing was taken off sale')).toBeVisible();
});

test('a product that changed since it was looked at opens as it is now', async ({ alone, lone }) => {
  const product = productPage(alone);
  await runCommand(alone, 'Add a product');
  await product.field('Name').fill('Sardines');
  await product.field('Price').fill('900');
  await product.field('Bar code').fill(CODE);
  await alone.keyboard.press('F12');
  await product.row('Sardines').click();
  await expect(product.field('Price')).toHaveValue('900');
  await alone.keyboard.press('Escape');
  const found = await callTill(lone.door, catalogueFindCall.name, { code: CODE });
  const { items } = catalogueFindCall.output.parse(found.ok ? found.value : null);
  const { productId: id } = must(items[0], 'what was added is found by its code');
  await done(lone.door, catalogueSaveProductCall, { id, name: 'Sardines', sellingPriceMinor: 95_000 });
  await expect(product.row(/Sardines.*₦950\.00/)).toBeVisible();
  await product.row('Sardines').click();
  await expect(product.field('Price')).toHaveValue('950');
});

test('first run: a clerk adds what she scanned once the owner agrees on the spot', async ({ alone, lone }) => {
  const sell = sellPage(alone);
  const product = productPage(alone);
  await done(lone.door, staffSaveCall, { id: null, ...AMINA });
  await alone.keyboard.press('Control+l');
  await signInPage(alone).signIn(AMINA.fullName, AMINA.pin);
  await scan(alone, CODE);
  await sell.trouble.getByRole('button', { name: 'Add it' }).click();
  await product.field('Name').fill('Soap');
  await product.field('Price').fill('450');
  await alone.keyboard.press('Enter');
  await managerQuestion(alone).agree(ALONE_SHOP.ownerName, OWNER_PIN);
  await expect(sell.line('Soap')).toContainText('₦450.00');
});
