import type { Locator, Page } from '@playwright/test';

/** A new till: how it begins, and what that needs. */
export type FirstRunPage = {
  readonly title: Locator;
  readonly connect: Locator;
  readonly alone: Locator;
  readonly trouble: Locator;
  readonly field: (label: string) => Locator;
  readonly tax: (words: string) => Locator;
  readonly start: Locator;
  readonly fillShop: (shop: ShopTyped) => Promise<void>;
};

export type ShopTyped = {
  readonly businessName: string;
  readonly storeName: string;
  readonly ownerName: string;
  readonly pin: string;
};

export function firstRunPage(page: Page): FirstRunPage {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  return {
    title: page.getByRole('heading', { name: 'How does this till begin?' }),
    connect: page.getByRole('button', { name: 'Connect to your office' }),
    alone: page.getByRole('button', { name: 'Start alone' }),
    trouble: page.getByRole('alert'),
    field,
    tax: (words) => page.getByRole('radiogroup', { name: 'Tax on most goods' }).getByText(words, { exact: true }),
    start: page
      .getByRole('main')
      .or(page.getByRole('complementary'))
      .getByRole('button', { name: /^Start selling/ }),
    fillShop: async ({ businessName, storeName, ownerName, pin }) => {
      await field('Name of the business').fill(businessName);
      await field('Name of this store').fill(storeName);
      await field('Your name').fill(ownerName);
      await field('Your PIN').fill(pin);
      await field('The same PIN again').fill(pin);
    },
  };
}
