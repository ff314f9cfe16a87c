import type { Locator, Page } from '@playwright/test';

/** The question to a manager in the place where the cashier was stopped. */
export type ManagerQuestion = {
  readonly title: Locator;
  readonly trouble: Locator;
  readonly agree: (fullName: string, pin: string) => Promise<void>;
};

export function managerQuestion(page: Page): ManagerQuestion {
  const pin = page.getByRole('textbox', { name: 'Manager’s PIN' });
  return {
    title: page.getByRole('alert').filter({ hasText: 'A manager has to agree' }),
    trouble: page.getByText(/That is not .*PIN/),
    agree: async (fullName, typed) => {
      await page.getByRole('radiogroup', { name: 'Who agrees?' }).getByRole('radio', { name: fullName }).click();
      await pin.fill(typed);
      await page.getByRole('button', { name: 'Agree' }).click();
    },
  };
}
