import type { Locator, Page } from '@playwright/test';

/** The owner's web app. */
export type OfficePages = {
  readonly email: Locator;
  readonly password: Locator;
  readonly signInButton: Locator;
  readonly trouble: Locator;
  readonly areas: Locator;
  readonly title: (words: string | RegExp) => Locator;
  readonly area: (words: string) => Locator;
  /** A sale in the list by its receipt number, on a laptop or a phone. */
  readonly saleLink: (receiptNumber: string | RegExp) => Locator;
  readonly receipt: (receiptNumber: string) => Locator;
  readonly signIn: (person: { readonly email: string; readonly password: string }) => Promise<void>;
};

export function officePages(page: Page): OfficePages {
  const email = page.getByRole('textbox', { name: 'E-mail' });
  const password = page.getByRole('textbox', { name: 'Password' });
  const signInButton = page.getByRole('button', { name: 'Sign in' });
  const areas = page.getByRole('navigation', { name: 'Main' });
  return {
    email,
    password,
    signInButton,
    trouble: page.getByRole('alert'),
    areas,
    title: (words) => page.getByRole('heading', { level: 1, name: words }),
    area: (words) => areas.getByRole('link', { name: words, exact: true }),
    saleLink: (receiptNumber) => page.getByRole('main').getByRole('link', { name: receiptNumber }),
    receipt: (receiptNumber) => page.getByRole('region', { name: `Receipt ${receiptNumber}` }),
    signIn: async (person) => {
      await email.fill(person.email);
      await password.fill(person.password);
      await signInButton.click();
      await areas.waitFor();
    },
  };
}
