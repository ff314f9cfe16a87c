import type { Locator, Page } from '@playwright/test';

/** Where a sale is paid. */
export type PayPage = {
  readonly title: Locator;
  readonly left: Locator;
  readonly payments: Locator;
  readonly trouble: Locator;
  readonly amount: Locator;
  readonly reference: Locator;
  readonly chooseWay: (way: string) => Promise<void>;
  readonly quickNote: (words: string) => Locator;
  /** The one button: it finishes, or takes a part and goes on. */
  readonly take: (words: string | RegExp) => Locator;
};

export function payPage(page: Page): PayPage {
  const taken = page.getByRole('region', { name: 'Payments taken' });
  const adding = page.getByRole('region', { name: 'Add a payment' });
  return {
    title: page.getByRole('heading', { name: 'Pay', exact: true }),
    left: taken.getByRole('status'),
    payments: taken.getByRole('list', { name: 'Payments on this sale' }).getByRole('listitem'),
    trouble: page.getByRole('alert'),
    amount: adding.getByRole('textbox').first(),
    reference: adding.getByRole('textbox', { name: 'Reference' }),
    chooseWay: (way) =>
      adding.getByRole('radiogroup', { name: 'How do they pay?' }).getByText(way, { exact: true }).click(),
    quickNote: (words) =>
      adding.getByRole('group', { name: 'Quick notes' }).getByRole('button', { name: words, exact: true }),
    take: (words) => adding.getByRole('button', { name: words }),
  };
}
