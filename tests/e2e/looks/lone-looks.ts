import { expect, type Page } from '@playwright/test';
import { firstRunPage } from '../pages/first-run-page.ts';
import { joinPage } from '../pages/join-page.ts';
import type { Look } from './looks.ts';

/** Goes through the pages of a till on which nothing was done yet, and leaves it as it was. */
export async function lookAtNewTill(page: Page, look: Look): Promise<void> {
  const first = firstRunPage(page);
  await expect(first.title).toBeVisible();
  await look('till-first-run');
  await first.connect.click();
  await expect(first.field('Code for this till')).toBeVisible();
  await look('till-connect');
  await page.keyboard.press('Escape');
  await first.alone.click();
  await expect(first.field('Country')).toHaveValue('NG');
  await look('till-start-alone');
  await first.tax('In the price').click();
  await page.keyboard.press('F12');
  await expect(first.trouble).toBeVisible();
  await look('till-start-alone-wrong');
}

/** Goes through what a till that is alone says of itself. */
export async function lookAtAloneTill(page: Page, look: Look): Promise<void> {
  const join = joinPage(page);
  await page.getByRole('button', { name: 'All saved' }).click();
  await expect(page.getByRole('main')).toContainText('This till works alone.');
  await look('till-alone');
  await page.keyboard.press('J');
  await expect(join.field('E-mail of the owner')).toBeVisible();
  await look('till-join-new');
  await join.chooseWay('One that is there');
  await expect(join.field('Code for this till')).toBeVisible();
  await look('till-join-there');
}
