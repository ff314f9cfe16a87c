import type { Locator, Page } from '@playwright/test';

/** Who works here, and one of them to fill in. */
export type PeoplePage = {
  readonly row: (name: RegExp) => Locator;
  readonly field: (label: string) => Locator;
  /** Types a new PIN, and once more. */
  readonly typePin: (label: 'PIN' | 'New PIN', pin: string) => Promise<void>;
  readonly press: (words: string) => Promise<void>;
};

export function peoplePage(page: Page): PeoplePage {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  return {
    row: (name) => page.getByRole('list', { name: 'Who works here' }).getByRole('button', { name }),
    field,
    typePin: async (label, pin) => {
      await field(label).fill(pin);
      await field('The same PIN again').fill(pin);
    },
    press: (words) =>
      page
        .getByRole('complementary')
        .getByRole('button', { name: new RegExp(`^${words}( F12)?$`) })
        .click(),
  };
}
