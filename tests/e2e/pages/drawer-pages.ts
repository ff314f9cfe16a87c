import { expect, type Locator, type Page } from '@playwright/test';

/** The drawer's panel, and the count that closes its shift. */
export type DrawerPages = {
  readonly panel: Locator;
  readonly opening: Locator;
  readonly float: Locator;
  readonly counting: Locator;
  readonly signOff: Locator;
  readonly pieces: (note: string) => Locator;
  /** Opens the panel; where an earlier shift is still open, counts it to nothing first, so that a new one can begin. */
  readonly beginWithClosedDrawer: () => Promise<void>;
};

export function drawerPages(page: Page): DrawerPages {
  const panel = page.getByRole('dialog', { name: 'Drawer' });
  const opening = page.getByRole('dialog', { name: 'Open the drawer’s shift' });
  const counting = page.getByRole('heading', { name: 'Close shift' });
  const signOff = page.getByRole('complementary').getByRole('button', { name: /^Sign off the count/ });
  const pieces = (note: string) => page.getByRole('textbox', { name: `How many ${note}`, exact: true });
  return {
    panel,
    opening,
    float: opening.getByRole('textbox', { name: 'Float' }),
    counting,
    signOff,
    pieces,
    beginWithClosedDrawer: async () => {
      await page.keyboard.press('F10');
      await expect(panel.or(opening)).toBeVisible();
      if (await opening.isVisible()) return;
      await panel.getByRole('button', { name: 'Count and close' }).click();
      await pieces('₦1,000').fill('1');
      await signOff.click();
      await page.getByRole('textbox', { name: 'What happened?' }).fill('The day before');
      await signOff.click();
      await page
        .getByRole('complementary')
        .getByRole('button', { name: /^Back to selling/ })
        .click();
      await page.keyboard.press('F10');
    },
  };
}
