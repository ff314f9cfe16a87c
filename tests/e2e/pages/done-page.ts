import { expect, type Locator, type Page } from '@playwright/test';

/** The sale is over: the change, the receipt, the next sale. */
export type DonePage = {
  readonly saved: Locator;
  readonly work: Locator;
  readonly notes: Locator;
  readonly receipt: Locator;
  readonly nextButton: Locator;
  readonly trouble: Locator;
  /** The number on the receipt, as the cashier reads it. */
  readonly receiptNumber: () => Promise<string>;
};

const NUMBER = /number (\S+)\./;

export function donePage(page: Page): DonePage {
  const saved = page.getByRole('status').filter({ hasText: 'Saved on this till' });
  return {
    saved,
    work: page.getByRole('main'),
    notes: page.getByRole('list', { name: 'Notes to give' }),
    receipt: page.getByRole('article', { name: 'Receipt preview' }),
    nextButton: page.getByRole('main').getByRole('button', { name: /^Next sale/ }),
    trouble: page.getByRole('alert'),
    receiptNumber: async () => {
      await expect(saved).toContainText(NUMBER);
      return NUMBER.exec(await saved.innerText())?.[1] ?? '';
    },
  };
}
