import type { Locator, Page } from '@playwright/test';

/** Who is selling: the staff's tiles and the PIN. */
export type SignInPage = {
  readonly title: Locator;
  readonly trouble: Locator;
  readonly tile: (fullName: string) => Locator;
  readonly choose: (fullName: string) => Promise<void>;
  readonly pressPin: (pin: string) => Promise<void>;
  readonly typePin: (pin: string) => Promise<void>;
  readonly signIn: (fullName: string, pin: string) => Promise<void>;
};

export function signInPage(page: Page): SignInPage {
  const tile = (fullName: string) => page.getByRole('radio', { name: fullName });
  const pad = page.getByRole('region', { name: 'PIN' });
  const choose = async (fullName: string) => {
    await page.getByRole('radiogroup', { name: 'Staff' }).getByText(fullName).click();
  };
  const typePin = (pin: string) => page.keyboard.type(pin);
  return {
    title: page.getByRole('heading', { name: 'Who is selling?' }),
    trouble: page.getByRole('alert'),
    tile,
    choose,
    typePin,
    pressPin: async (pin) => {
      for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click();
    },
    signIn: async (fullName, pin) => {
      await choose(fullName);
      await pad.getByRole('heading', { name: fullName }).waitFor();
      await typePin(pin);
      await page.getByRole('complementary', { name: 'This sale' }).waitFor();
    },
  };
}
