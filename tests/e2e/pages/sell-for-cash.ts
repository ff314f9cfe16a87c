import { expect, type Page } from '@playwright/test';
import { donePage } from './done-page.ts';
import { payPage } from './pay-page.ts';
import { scan } from './scan.ts';
import { sellPage } from './sell-page.ts';

/** Sells what is scanned for exact cash, from an empty sale to its receipt; returns the receipt's number. */
export async function sellForCash(page: Page, codes: readonly string[]): Promise<string> {
  const sell = sellPage(page);
  for (const [position, code] of codes.entries()) {
    await scan(page, code);
    await expect(sell.lines).toHaveCount(position + 1);
  }
  await page.keyboard.press('F12');
  await payPage(page).take('Take cash and finish').click();
  return donePage(page).receiptNumber();
}
