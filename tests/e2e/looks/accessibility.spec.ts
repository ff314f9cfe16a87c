import { expect } from '@playwright/test';
import { officePages } from '../pages/office-pages.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { MILO } from '../shop/goods.ts';
import { officeWindow, test } from '../shop/shop-test.ts';
import { seriousOn } from './axe.ts';
import { lookAtOffice, lookAtTill, THEMES } from './looks.ts';

for (const theme of THEMES) {
  test(`axe finds nothing serious on the till's pages, ${theme}`, async ({ till }) => {
    const found: string[] = [];
    await lookAtTill(till, theme, async (name) => void found.push(...(await seriousOn(till, name))));
    expect(found).toEqual([]);
  });

  test(`axe finds nothing serious on the owner's pages, ${theme}`, async ({ office }) => {
    const found: string[] = [];
    await lookAtOffice(office, theme, async (name) => void found.push(...(await seriousOn(office, name))));
    expect(found).toEqual([]);
  });
}

test('with less motion wanted, a panel is there at once', async ({ selling }) => {
  await selling.emulateMedia({ reducedMotion: 'reduce' });
  await scan(selling, MILO.code);
  await expect(sellPage(selling).lines).toHaveCount(1);
  await selling.keyboard.press('F6');
  const panel = sellPage(selling).panel(`Discount on ${MILO.name}`);
  await expect(panel).toBeVisible();
  const longestMs = await panel.evaluate((element) =>
    Math.max(0, ...element.getAnimations().map((motion) => Number(motion.effect?.getComputedTiming().duration ?? 0))),
  );
  expect(longestMs).toBeLessThanOrEqual(1);
});

test('at 200 % text the sale stands in one column with total and Pay in sight, and the shelf opens by its button', async ({
  selling,
}) => {
  // A till of 1366 by 768 with its text twice as large.
  await selling.setViewportSize({ width: 683, height: 384 });
  const sell = sellPage(selling);
  await scan(selling, MILO.code);
  await expect(sell.total('₦5,200.00')).toBeInViewport();
  await expect(sell.payButton).toBeInViewport();
  await expect(selling.getByRole('group', { name: 'Products' })).toBeHidden();
  await selling.getByRole('button', { name: 'Products' }).click();
  await expect(selling.getByRole('group', { name: 'Products' })).toBeVisible();
  await selling.keyboard.press('F12');
  await expect(selling.getByRole('button', { name: /^Take cash and finish/ })).toBeVisible();
  const width = await selling.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(683);
});

test('the owner skips to the page by keyboard', async ({ browser, shop }) => {
  const office = await officeWindow(browser, shop);
  await office.goto('/');
  await officePages(office).signIn({ email: 'owner@adeyemi.example', password: 'avocado-toast-at-six' });
  await expect(officePages(office).title('Today')).toBeVisible();
  await office.reload();
  await expect(officePages(office).title('Today')).toBeVisible();
  await office.keyboard.press('Tab');
  await expect(office.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await expect(office.getByRole('link', { name: 'Skip to the page' })).toBeInViewport();
  await office.context().close();
});
