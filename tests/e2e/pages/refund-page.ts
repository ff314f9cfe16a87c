import type { Locator, Page } from '@playwright/test';

/** Where goods come back. */
export type RefundPage = {
  readonly receipt: Locator;
  readonly lines: Locator;
  readonly trouble: Locator;
  readonly giveBack: Locator;
  readonly found: (receiptNumber: string) => Locator;
  readonly choose: (name: string) => Promise<void>;
  readonly say: (reason: string) => Promise<void>;
};

export function refundPage(page: Page): RefundPage {
  const lines = page.getByRole('list', { name: 'Lines of the receipt' }).getByRole('listitem');
  return {
    receipt: page.getByRole('textbox', { name: 'Receipt number' }),
    lines,
    trouble: page.getByRole('alert'),
    giveBack: page.getByRole('button', { name: /^Refund ₦/ }),
    found: (receiptNumber) => page.getByRole('heading', { name: `Receipt ${receiptNumber}` }),
    choose: async (name) => {
      const line = lines.filter({ hasText: name });
      // The box is drawn; what is pressed is its label.
      await line.getByRole('checkbox', { name }).press('Space');
    },
    say: (reason) => page.getByRole('radiogroup', { name: 'Why?' }).getByRole('radio', { name: reason }).click(),
  };
}
