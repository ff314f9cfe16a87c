import { type Page, test as base } from '@playwright/test';
import { type LoneTill, openLoneTill } from './lone-till.ts';

type LoneFixtures = {
  /** A till on which nothing was done yet. */
  readonly lone: LoneTill;
  /** Its window. */
  readonly window: Page;
};

/** Tests of a till that stands for itself. Each has its own, since a till begins once. */
export const test = base.extend<LoneFixtures>({
  // Playwright reads the fixtures that one needs from this pattern: none.
  lone: async ({}, lend) => {
    await using lone = await openLoneTill();
    await lend(lone);
  },
  window: async ({ page, lone }, lend) => {
    await page.goto(lone.url);
    await lend(page);
  },
});
