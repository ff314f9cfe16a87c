import type { Locator, Page } from '@playwright/test';

/** The list of receipts, and the one that is looked at. */
export type ReceiptsPage = {
  readonly search: Locator;
  readonly today: Locator;
  readonly row: (receiptNumber: string) => Locator;
  readonly paper: Locator;
  readonly print: Locator;
  readonly refund: Locator;
  readonly open: () => Promise<void>;
};

export function receiptsPage(page: Page): ReceiptsPage {
  const side = page.getByRole('complementary');
  return {
    search: page.getByRole('textbox', { name: 'Receipt number' }),
    today: page.getByRole('list', { name: 'Receipts of Today' }).getByRole('listitem'),
    row: (receiptNumber) =>
      page.getByRole('main').getByRole('listitem').filter({ hasText: receiptNumber }).getByRole('button'),
    paper: page.getByRole('article', { name: 'Receipt preview' }),
    print: side.getByRole('button', { name: /^Print again/ }),
    refund: side.getByRole('button', { name: /^Refund/ }),
    open: async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: 'Type a command' }).fill('Receipts');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Receipts', exact: true }).waitFor();
    },
  };
}
