import { expect, type Page } from '@playwright/test';
import { ALONE_SHOP, OWNER_PIN } from '#tests/support/till/alone-shop.ts';
import { lookEveryWay } from '../looks/look-every-way.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { test } from '../shop/lone-test.ts';

/** A till that opens another file, on a busy machine. */
const AGAIN_WITHIN_MS = 60_000;

async function toBackups(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All saved' }).click();
  await expect(page.getByRole('heading', { name: 'Saving and sending' })).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.getByRole('heading', { name: 'Backups', exact: true })).toBeVisible();
}

test('backups are listed and made, and one of them is put back after what it does was said', async ({ alone }) => {
  const rows = alone.getByRole('table', { name: 'Backups on this till' }).getByRole('row');
  await toBackups(alone);
  // One more is made by the till itself soon after its start.
  await expect(alone.getByRole('main')).toContainText(/There is no backup of this till yet|Last backup/);
  await alone.getByRole('button', { name: 'Back up now' }).click();
  await expect(alone.getByRole('status').filter({ hasText: /^Backed up: / })).toContainText('opened once to see');
  await expect.poll(() => rows.count()).toBeGreaterThan(1);
  const before = await rows.count();
  await alone.getByRole('button', { name: 'Back up now' }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
  await expect(alone.getByRole('main')).toContainText(/Last backup .*\d\d:\d\d/);
  const names = await alone.getByRole('button', { name: /^Restore the backup of / }).all();
  const said = await Promise.all(names.map((button) => button.getAttribute('aria-label')));
  for (const words of said) expect(words).toMatch(/ \d\d:\d\d:\d\d$/);
  expect(await lookEveryWay(alone, 'till-backups')).toEqual([]);
  await alone
    .getByRole('button', { name: /^Restore the backup of / })
    .last()
    .click();
  await expect(alone.getByRole('heading', { name: /^Restore the backup of / })).toBeVisible();
  await expect(alone.getByRole('complementary')).toContainText('Nothing that was sold since is lost');
  // A till that is alone is promised nothing from an office.
  await expect(alone.getByRole('complementary')).not.toContainText('office');
  expect(await lookEveryWay(alone, 'till-backups-restore')).toEqual([]);
  await alone.keyboard.press('Escape');
  await expect(alone.getByRole('button', { name: 'Back up now' })).toBeVisible();
  await alone
    .getByRole('button', { name: /^Restore the backup of / })
    .last()
    .click();
  await alone.getByRole('button', { name: 'Restore it' }).click();
  await expect(signInPage(alone).title).toBeVisible({ timeout: AGAIN_WITHIN_MS });
  await expect(alone.getByRole('status').filter({ hasText: /backup/i })).toBeVisible();
  expect(await lookEveryWay(alone, 'till-backups-restored')).toEqual([]);
  await signInPage(alone).signIn(ALONE_SHOP.ownerName, OWNER_PIN);
  await toBackups(alone);
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
});
