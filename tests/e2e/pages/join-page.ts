import type { Locator, Page } from '@playwright/test';

/** A till that is alone: its sync page, and joining a business from there. */
export type JoinPage = {
  readonly open: () => Promise<void>;
  readonly title: Locator;
  readonly trouble: Locator;
  readonly news: Locator;
  readonly chooseWay: (words: string) => Promise<void>;
  readonly field: (label: string) => Locator;
  readonly press: (words: string) => Promise<void>;
  /** What becomes of the products, or of the people. */
  readonly plan: (of: 'products' | 'people') => Locator;
};

export function joinPage(page: Page): JoinPage {
  const side = page.getByRole('complementary');
  return {
    open: async () => {
      await page.getByRole('button', { name: 'All saved' }).click();
      await side.getByRole('button', { name: 'Join a business' }).click();
    },
    title: page.getByRole('heading', { name: 'Join a business' }),
    trouble: page.getByRole('alert'),
    news: side.getByRole('status'),
    chooseWay: (words) =>
      page.getByRole('radiogroup', { name: 'Which business?' }).getByText(words, { exact: true }).click(),
    field: (label) => page.getByLabel(label, { exact: true }),
    press: (words) => side.getByRole('button', { name: words, exact: true }).click(),
    plan: (of) => page.getByRole('table', { name: `What becomes of the ${of}` }),
  };
}
