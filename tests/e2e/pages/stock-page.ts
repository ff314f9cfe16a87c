import type { Locator, Page } from '@playwright/test';

/** Receiving, adjusting and counting. */
export type StockPage = {
  readonly lines: Locator;
  readonly line: (name: string) => Locator;
  readonly quantity: (name: string) => Locator;
  readonly cost: (name: string) => Locator;
  readonly save: (words: string) => Locator;
  /** What lies here after a saving: a row by the name of its product. */
  readonly savedRow: (name: string) => Locator;
  readonly saved: Locator;
  readonly trouble: Locator;
  /** Opens a kind of stock work by its name among the commands. */
  readonly begin: (command: string) => Promise<void>;
  readonly reason: (words: string) => Promise<void>;
};

export function stockPage(page: Page): StockPage {
  const lines = page.getByRole('list', { name: 'Lines' }).getByRole('listitem');
  return {
    lines,
    line: (name) => lines.filter({ hasText: name }),
    quantity: (name) => page.getByRole('textbox', { name: `Quantity of ${name}` }),
    cost: (name) => page.getByRole('textbox', { name: `Cost of one piece, ${name}` }),
    save: (words) => page.getByRole('complementary').getByRole('button', { name: new RegExp(`^${words}`) }),
    savedRow: (name) => page.getByRole('row').filter({ hasText: name }),
    saved: page.getByRole('main').getByRole('status'),
    trouble: page.getByRole('alert'),
    begin: async (command) => {
      await page.keyboard.press('Control+k');
      const commands = page.getByRole('dialog', { name: 'Commands' });
      await commands.getByRole('textbox', { name: 'Type a command' }).fill(command);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Stock work' }).waitFor();
    },
    reason: (words) => page.getByRole('radiogroup', { name: 'Why?' }).getByRole('radio', { name: words }).click(),
  };
}
