import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { drawerPages } from '../pages/drawer-pages.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { runCommand } from '../pages/run-command.ts';
import { seriousOn } from '../looks/axe.ts';
import { THEMES } from '../looks/looks.ts';
import { takePicture } from '../looks/take-picture.ts';
import { test } from '../shop/shop-test.ts';

const [, MANAGER] = DEMO_STAFF;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
] as const;

const pettyCash = (page: Page) => page.getByRole('dialog', { name: 'Petty cash' });

async function openDrawer(page: Page, float: string): Promise<void> {
  const drawer = drawerPages(page);
  await drawer.beginWithClosedDrawer();
  await drawer.float.fill(float);
  await drawer.opening.getByRole('button', { name: 'Open shift' }).click();
  await expect(drawer.opening).toBeHidden();
}

async function pay(page: Page, amount: string, what: string): Promise<void> {
  await pettyCash(page).getByRole('textbox', { name: 'Amount' }).fill(amount);
  await pettyCash(page).getByRole('textbox', { name: 'What for, and who got it' }).fill(what);
  await page.keyboard.press('Enter');
}

/** Pictures of the panel as it stands, and what axe finds serious on it. */
async function look(page: Page, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset['theme'] = chosen;
    }, theme);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await takePicture(page, `${name}-${size.width}x${size.height}-${theme}`, false);
    }
    found.push(...(await seriousOn(page, `${name}, ${theme}`)));
  }
  return found;
}

test('expenses, petty cash: it is paid from the drawer, a wrong one is taken back, and the count is right', async ({
  selling,
}) => {
  const drawer = drawerPages(selling);
  await openDrawer(selling, '10000');
  await selling.keyboard.press('F10');
  await drawer.panel.getByRole('button', { name: 'Petty cash' }).click();
  await expect(pettyCash(selling)).toContainText('Nothing was spent yet.');
  expect(await look(selling, 'petty-cash-empty')).toEqual([]);
  await pay(selling, '1500', 'Diesel, Baba Sule');
  await expect(selling.getByText('₦1,500.00 paid from the drawer')).toBeVisible();
  await pay(selling, '900', 'Ice');
  const spent = pettyCash(selling).getByRole('list', { name: 'Expenses of the day' });
  await expect(spent.getByRole('listitem')).toHaveCount(2);
  await spent.getByRole('button', { name: 'Take back Ice, ₦900.00' }).click();
  await expect(selling.getByText('₦900.00 is back in the drawer')).toBeVisible();
  await expect(spent.getByRole('listitem').filter({ hasText: 'Ice' })).toContainText('Taken back');
  await pay(selling, '800', 'Ice');
  await expect(pettyCash(selling)).toContainText('Together ₦2,300.00');
  expect(await look(selling, 'petty-cash')).toEqual([]);
  await selling.keyboard.press('Escape');
  await selling.keyboard.press('F10');
  await drawer.panel.getByRole('button', { name: 'Count and close' }).click();
  await drawer.pieces('₦1,000').fill('7');
  await drawer.pieces('₦500').fill('1');
  await drawer.pieces('₦200').fill('1');
  await drawer.signOff.click();
  await expect(selling.getByRole('complementary')).toContainText('The drawer is right');
});

test('expenses, photo: a receipt is photographed, and the office has it a moment later', async ({ selling }) => {
  await openDrawer(selling, '10000');
  await selling.keyboard.press('F10');
  await drawerPages(selling).panel.getByRole('button', { name: 'Petty cash' }).click();
  await pay(selling, '1200', 'Diesel');
  const row = pettyCash(selling)
    .getByRole('list', { name: 'Expenses of the day' })
    .getByRole('listitem')
    .filter({ hasText: 'Diesel' })
    .first();
  const takePhoto = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
    const choosing = selling.waitForEvent('filechooser');
    await row.getByRole('button', { name: /^Photo of the receipt for Diesel/ }).click();
    await (await choosing).setFiles(file);
  };
  await takePhoto({ name: 'notes.txt', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await expect(pettyCash(selling).getByRole('alert')).toContainText('no picture that the till can read');
  // As large as a phone's camera makes them: the till takes less, so the page makes it smaller.
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const large = sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#999999', noise } });
  await takePhoto({
    name: 'receipt.jpg',
    mimeType: 'image/jpeg',
    buffer: await large.jpeg({ quality: 95 }).toBuffer(),
  });
  await expect(selling.getByText('Photo kept. It goes to the office by itself.')).toBeVisible();
  await expect(row).toContainText('1 photo');
  await expect(row).not.toContainText('not sent yet');
  expect(await look(selling, 'petty-cash-photo')).toEqual([]);
});

test('expenses, petty cash above the limit: a manager agrees on the spot', async ({ selling }) => {
  await openDrawer(selling, '20000');
  await runCommand(selling, 'petty cash');
  await pay(selling, '6000', 'Generator repair');
  const question = managerQuestion(selling);
  await expect(question.title).toContainText('You may spend up to ₦5,000.00 by yourself.');
  await question.agree(MANAGER.fullName, MANAGER.pin);
  await expect(selling.getByText('₦6,000.00 paid from the drawer')).toBeVisible();
});

test('expenses, petty cash without a drawer: the panel says so, and another way is recorded', async ({ selling }) => {
  const drawer = drawerPages(selling);
  await drawer.beginWithClosedDrawer();
  await selling.keyboard.press('Escape');
  await runCommand(selling, 'petty cash');
  await pettyCash(selling).getByRole('radiogroup', { name: 'Paid from' }).getByText('Drawer').click();
  await expect(pettyCash(selling)).toContainText('No drawer is open');
  await expect(pettyCash(selling).getByRole('button', { name: 'Type an amount' })).toBeDisabled();
  await pettyCash(selling).getByRole('radiogroup', { name: 'Paid from' }).getByText('Transfer').click();
  await pay(selling, '2500', 'Internet');
  await expect(selling.getByText('₦2,500.00 recorded')).toBeVisible();
});
