import type { Locator, Page } from '@playwright/test';

/** Where goods come back whose receipt is lost. */
export type GoodsBackPage = {
  readonly title: Locator;
  readonly lines: Locator;
  readonly line: (name: string) => Locator;
  readonly quantity: (name: string) => Locator;
  readonly price: (name: string) => Locator;
  readonly trouble: Locator;
  readonly giveBack: Locator;
  /** The right side, which says what is missing too. */
  readonly side: Locator;
  /** Opens the page from the sale, by its keys. */
  readonly open: () => Promise<void>;
  readonly sendAside: (name: string) => Promise<void>;
  readonly say: (reason: string) => Promise<void>;
  readonly giveBy: (way: string) => Promise<void>;
};

export function goodsBackPage(page: Page): GoodsBackPage {
  const title = page.getByRole('heading', { name: 'Refund without a receipt' });
  const lines = page.getByRole('list', { name: 'Goods that come back' }).getByRole('listitem');
  return {
    title,
    lines,
    line: (name) => lines.filter({ hasText: name }),
    quantity: (name) => page.getByRole('textbox', { name: `Quantity of ${name}` }),
    price: (name) => page.getByRole('textbox', { name: new RegExp(`^Price of one .*, ${name}$`) }),
    trouble: page.getByRole('alert'),
    giveBack: page.getByRole('button', { name: /^Refund ₦/ }),
    side: page.getByRole('complementary'),
    open: async () => {
      await page.keyboard.press('F9');
      await page.getByRole('heading', { name: 'Refund', exact: true }).waitFor();
      await page.keyboard.press('F8');
      await title.waitFor();
    },
    sendAside: (name) =>
      page
        .getByRole('radiogroup', { name: `Where ${name} goes` })
        .getByText('Set aside as damaged')
        .click(),
    say: (reason) => page.getByRole('radiogroup', { name: 'Why?' }).getByRole('radio', { name: reason }).click(),
    giveBy: (way) => page.getByRole('radiogroup', { name: 'Back to' }).getByText(way).click(),
  };
}
