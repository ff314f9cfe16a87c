import type { Locator, Page } from '@playwright/test';

/** The page where a cashier spends the day. */
export type SellPage = {
  readonly sale: Locator;
  readonly lines: Locator;
  readonly search: Locator;
  readonly hits: Locator;
  readonly payButton: Locator;
  readonly trouble: Locator;
  readonly parkedButton: Locator;
  readonly line: (name: string) => Locator;
  /** Where the total stands, once it is this: "₦4,950.00". */
  readonly total: (amount: string) => Locator;
  /** Presses a key of the bar at the bottom: "Park". */
  readonly pressKey: (words: string) => Promise<void>;
  /** A panel over the shelf by its title. */
  readonly panel: (title: string | RegExp) => Locator;
};

export function sellPage(page: Page): SellPage {
  const sale = page.getByRole('complementary', { name: 'This sale' });
  const lines = sale.getByRole('list', { name: 'Lines of this sale' }).getByRole('listitem');
  return {
    sale,
    lines,
    search: page.getByRole('combobox', { name: 'Scan or search' }),
    hits: page.getByRole('listbox', { name: 'Products found' }).getByRole('option'),
    payButton: sale.getByRole('button', { name: /^Pay/ }),
    trouble: page.getByRole('alert'),
    parkedButton: sale.getByRole('button', { name: /^Parked/ }),
    line: (name) => lines.filter({ hasText: name }),
    total: (amount) => sale.getByRole('status', { name: `Total ${amount}` }),
    pressKey: (words) =>
      page.getByRole('navigation', { name: 'Function keys' }).getByRole('button', { name: words }).click(),
    panel: (title) => page.getByRole('dialog', { name: title }),
  };
}
