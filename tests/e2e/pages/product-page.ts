import type { Locator, Page } from '@playwright/test';

/** The products of a till: their list, and one of them to fill in, on their page or over the sale. */
export type ProductPage = {
  readonly title: Locator;
  readonly row: (name: string | RegExp) => Locator;
  readonly field: (label: string) => Locator;
  readonly check: (words: string | RegExp) => Locator;
  readonly press: (words: string | RegExp) => Promise<void>;
};

export function productPage(page: Page): ProductPage {
  return {
    title: page.getByRole('heading', { name: 'Products', exact: true }),
    row: (name) => page.getByRole('list', { name: 'Products of the shop' }).getByRole('button', { name }),
    field: (label) => page.getByLabel(label, { exact: true }),
    check: (words) => page.getByRole('checkbox', { name: words }),
    press: (words) =>
      page.getByRole('complementary').or(page.getByRole('dialog')).getByRole('button', { name: words }).click(),
  };
}
