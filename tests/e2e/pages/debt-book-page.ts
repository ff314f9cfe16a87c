import type { Locator, Page } from '@playwright/test';

/** Who owes, and the account of a customer. */
export type DebtBookPage = {
  readonly title: Locator;
  readonly owed: Locator;
  readonly debtor: (name: string) => Locator;
  readonly account: (name: string) => Locator;
  readonly owes: (name: string) => Locator;
  readonly history: Locator;
  /** The form that takes a payment, then what became of it. */
  readonly payment: (name: string) => Locator;
};

export function debtBookPage(page: Page): DebtBookPage {
  const account = (name: string) => page.getByRole('region', { name, exact: true });
  return {
    title: page.getByRole('heading', { name: 'Debt book' }),
    owed: page.getByRole('region', { name: 'Owed to the shop' }),
    debtor: (name) => page.getByRole('list', { name: 'Who owes' }).getByRole('button', { name }),
    account,
    owes: (name) => account(name).getByRole('status'),
    history: page.getByRole('list', { name: 'History' }).getByRole('listitem'),
    payment: (name) =>
      page
        .getByRole('form', { name: `Payment from ${name}` })
        .or(page.getByRole('region', { name: `Payment from ${name}` })),
  };
}
