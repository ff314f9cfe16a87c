import { expect, type Page } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { stockPage } from '../pages/stock-page.ts';
import { MILO, PEAK, barcodeOf } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';

const [, TUNDE] = DEMO_STAFF;
/** Kept by batches. */
const DATED = 'Five Alive Pulpy 1L';

/** As the business writes it: 1,204 or −3. */
const shown = (count: number) => new Intl.NumberFormat('en-NG').format(count).replace('-', '−');

/** How many pieces of something the till says lie here, from its panel. */
async function onShelf(page: Page, name: string): Promise<number> {
  await page.keyboard.press('Control+k');
  const commands = sellPage(page).panel('Commands');
  await commands.getByRole('textbox', { name: 'Type a command' }).fill('Look up stock');
  await page.keyboard.press('Enter');
  const find = sellPage(page).panel('What is on the shelf');
  await find.getByRole('textbox', { name: 'Name, SKU or bar code' }).fill(name);
  await find.getByRole('list', { name: 'Products found' }).getByRole('button', { name }).first().click();
  const text = await sellPage(page)
    .panel(name)
    .getByText(/^-?[−\d,.]+ piece$/)
    .innerText();
  await page.keyboard.press('Escape');
  return Number(text.replace('−', '-').replaceAll(/[^\d-]/g, ''));
}

test('stock, receive: goods come in at a cost, scanned and typed, and lie on the shelf', async ({ till }) => {
  const stock = stockPage(till);
  await signInPage(till).signIn(TUNDE.fullName, TUNDE.pin);
  const before = await onShelf(till, MILO.name);
  await stock.begin('Receive goods');
  await scan(till, MILO.code);
  await scan(till, MILO.code);
  await expect(stock.lines).toHaveCount(1);
  await expect(stock.quantity(MILO.name)).toHaveValue('2');
  await till.keyboard.press('F7');
  await till.keyboard.type('24');
  await till.keyboard.press('F8');
  await till.keyboard.type('3900.50');
  await expect(stock.quantity(MILO.name)).toHaveValue('24');
  await expect(stock.cost(MILO.name)).toHaveValue('3900.50');
  await till.keyboard.press('F12');
  await expect(stock.saved).toContainText('Received');
  await expect(stock.savedRow(MILO.name).getByRole('cell').last()).toHaveText(shown(before + 24));
  await expect(stock.lines).toHaveCount(0);
});

test('stock, receive: a delivery that is kept by batches names its batch and its day', async ({ till }) => {
  const stock = stockPage(till);
  const number = `B-${Date.now()}`;
  await signInPage(till).signIn(TUNDE.fullName, TUNDE.pin);
  await stock.begin('Receive goods');
  await scan(till, barcodeOf(DATED));
  await expect(stock.lines).toHaveCount(1);
  await till.keyboard.press('F12');
  await expect(stock.trouble).toContainText('Type the number of the batch');
  await stock.line(DATED).getByRole('textbox', { name: 'Number on the goods' }).fill(number);
  await stock.line(DATED).getByLabel('Expires on').fill('2027-06-30');
  await stock.save('Receive').click();
  await expect(stock.saved).toContainText('Received');
  await expect(stock.savedRow(DATED)).toContainText(`Batch ${number}, expires 30 Jun 2027`);
});

test('stock, waste: a cashier writes off what broke, and a manager agrees on the spot', async ({ selling }) => {
  const stock = stockPage(selling);
  const before = await onShelf(selling, PEAK.name);
  await stock.begin('Adjust stock');
  await selling.keyboard.press('3');
  await expect(sellPage(selling).search).toHaveValue('3');
  await selling.keyboard.type(' *');
  await scan(selling, PEAK.code);
  await expect(stock.quantity(PEAK.name)).toHaveValue('3');
  await stock.save('Put right').click();
  await expect(stock.trouble).toContainText('Say why');
  await stock.reason('Damaged');
  await expect(selling.getByRole('complementary')).toContainText('takes these off the shelf');
  await stock.save('Put right').click();
  await expect(managerQuestion(selling).title).toBeVisible();
  await managerQuestion(selling).agree(TUNDE.fullName, TUNDE.pin);
  await expect(stock.savedRow(PEAK.name).getByRole('cell').last()).toHaveText(shown(before - 3));
});

test('stock, count by scanning: each scan counts one, and the difference is said once it is saved', async ({
  till,
}) => {
  const stock = stockPage(till);
  await signInPage(till).signIn(TUNDE.fullName, TUNDE.pin);
  const before = await onShelf(till, MILO.name);
  await stock.begin('Count stock');
  await scan(till, MILO.code);
  await scan(till, PEAK.code);
  await scan(till, MILO.code);
  await scan(till, MILO.code);
  await expect(stock.lines).toHaveCount(2);
  await expect(stock.quantity(MILO.name)).toHaveValue('3');
  await expect(till.getByRole('main')).not.toContainText('Expected');
  await till.keyboard.press('F12');
  await expect(stock.saved).toContainText('Counted');
  const cells = stock.savedRow(MILO.name).getByRole('cell');
  await expect(cells.nth(1)).toHaveText(shown(before));
  await expect(cells.nth(2)).toHaveText('3');
  await expect(cells.nth(3)).toHaveText(before > 3 ? shown(3 - before) : /./);
  await till.keyboard.press('Escape');
  // What it showed before is there until the till answers.
  await expect.poll(() => onShelf(till, MILO.name)).toBe(3);
});

test('stock: what was collected outlives Esc, another cashier and a window that is closed', async ({ till }) => {
  const stock = stockPage(till);
  await signInPage(till).signIn(TUNDE.fullName, TUNDE.pin);
  await stock.begin('Count stock');
  await scan(till, MILO.code);
  await scan(till, MILO.code);
  await expect(stock.quantity(MILO.name)).toHaveValue('2');
  await till.keyboard.press('Escape');
  await expect(sellPage(till).sale).toBeVisible();
  await till.keyboard.press('Control+l');
  await till.reload();
  await signInPage(till).signIn(TUNDE.fullName, TUNDE.pin);
  await stock.begin('Count stock');
  await expect(stock.quantity(MILO.name)).toHaveValue('2');
  await stock.line(MILO.name).getByRole('button', { name: 'Remove line (Del)' }).click();
  await expect(stock.lines).toHaveCount(0);
  await till.getByRole('group').filter({ hasText: 'removed' }).getByRole('button', { name: /^Undo/ }).click();
  await expect(stock.quantity(MILO.name)).toHaveValue('2');
  await till.keyboard.press('Escape');
});

test('stock, low and expiring lists: what fell to its level is listed, and leads to the work on it', async ({
  till,
}) => {
  const stock = stockPage(till);
  await signInPage(till).signIn(TUNDE.fullName, TUNDE.pin);
  await stock.begin('Count stock');
  await scan(till, PEAK.code);
  await expect(stock.lines).toHaveCount(1);
  await till.keyboard.press('F12');
  await expect(stock.saved).toContainText('Counted');
  await till.keyboard.press('F5');
  const lists = sellPage(till).panel('Low and expiring');
  const row = lists.getByRole('list', { name: 'Low' }).getByRole('button', { name: PEAK.name });
  const more = lists.getByRole('button', { name: 'Show more' });
  await expect(async () => {
    if (await more.isVisible()) await more.click();
    await expect(row).toContainText('1 left', { timeout: 500 });
  }).toPass();
  await row.click();
  await sellPage(till).panel(PEAK.name).getByRole('button', { name: 'Receive' }).click();
  await expect(stock.quantity(PEAK.name)).toHaveValue('1');
  await expect(stock.save('Receive')).toBeVisible();
});

test('stock, expiring list: a batch that is nearly over is listed with its day', async ({ till }) => {
  const stock = stockPage(till);
  const number = `X-${Date.now()}`;
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await signInPage(till).signIn(TUNDE.fullName, TUNDE.pin);
  await stock.begin('Receive goods');
  await scan(till, barcodeOf(DATED));
  await stock.line(DATED).getByRole('textbox', { name: 'Number on the goods' }).fill(number);
  await stock.line(DATED).getByLabel('Expires on').fill(soon);
  await stock.save('Receive').click();
  await expect(stock.saved).toContainText('Received');
  await till.keyboard.press('F5');
  const lists = sellPage(till).panel('Low and expiring');
  // What is pressed is the label; the radio itself is out of sight.
  await lists.getByText('Expiring', { exact: true }).click();
  await expect(lists.getByRole('list', { name: 'Expiring' })).toContainText(`Batch ${number}, expires`);
});
