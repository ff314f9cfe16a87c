import { expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD, DEMO_STAFF } from '#server/demo/demo-business.ts';
import { donePage } from '../pages/done-page.ts';
import { officePages } from '../pages/office-pages.ts';
import { payPage } from '../pages/pay-page.ts';
import { scan } from '../pages/scan.ts';
import { sellPage } from '../pages/sell-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { barcodeOf, MILO, PEAK } from '../shop/goods.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What is done with each page on the way, under its name: "till-pay". */
export type Look = (name: string) => Promise<void>;

const [FOLAKE, , CHIAMAKA] = DEMO_STAFF;

/** Goes the cashier's way from the sign-in to the finished sale, and looks at each page. */
export async function lookAtTill(page: Page, theme: Theme, look: Look): Promise<void> {
  const sell = sellPage(page);
  await page.evaluate((chosen) => localStorage.setItem('theme', chosen), theme);
  await page.reload();
  await signInPage(page).choose(CHIAMAKA.fullName);
  await expect(page.getByRole('heading', { name: CHIAMAKA.fullName })).toBeVisible();
  await look('till-sign-in');
  await signInPage(page).typePin(CHIAMAKA.pin);
  await expect(sell.sale).toBeVisible();
  for (const code of [
    MILO.code,
    PEAK.code,
    PEAK.code,
    barcodeOf('Golden Penny Spaghetti 500g'),
    barcodeOf('Nutella 400g'),
  ])
    await scan(page, code);
  await expect(sell.lines).toHaveCount(4);
  await expect(sell.line(PEAK.name)).toContainText('₦9,900.00');
  await look('till-sell');
  await page.keyboard.press('F12');
  await expect(payPage(page).left).toBeVisible();
  await payPage(page).quickNote('₦50,000').click();
  await look('till-pay');
  await payPage(page).take('Take cash and finish').click();
  await expect(donePage(page).saved).toBeVisible();
  await expect(donePage(page).receipt).toBeVisible();
  await look('till-done');
}

/** Goes the owner's way from the sign-in to a receipt, and looks at each page. */
export async function lookAtOffice(page: Page, theme: Theme, look: Look): Promise<void> {
  const pages = officePages(page);
  await page.emulateMedia({ colorScheme: theme });
  await page.goto('/');
  await expect(pages.signInButton).toBeVisible();
  await look('owner-sign-in');
  await pages.signIn({ email: FOLAKE.email, password: DEMO_PASSWORD });
  await expect(page.getByRole('heading', { name: 'How they paid' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Hour' })).toBeAttached();
  await look('owner-today');
  await pages.area('Sales').click();
  await expect(pages.saleLink(/SUR-|YAB-/).first()).toBeVisible();
  await look('owner-sales');
  await pages
    .saleLink(/SUR-|YAB-/)
    .first()
    .click();
  await expect(page.getByRole('region', { name: /^Receipt / })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Bar code of the sale' })).toBeVisible();
  await look('owner-sale');
}
