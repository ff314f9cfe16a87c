import { type Page, test as base } from '@playwright/test';
import { callTill } from '#server/shop/till-door.ts';
import { tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import { ALONE_SHOP, OWNER_PIN } from '#tests/support/till/alone-shop.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { type LoneTill, openLoneTill } from './lone-till.ts';

type LoneFixtures = {
  /** A till on which nothing was done yet. */
  readonly lone: LoneTill;
  /** Its window. */
  readonly window: Page;
  /** Its window once a shop began on it, with its owner at an empty sale. */
  readonly alone: Page;
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
  alone: async ({ page, lone }, lend) => {
    await beginAlone(lone);
    await page.goto(lone.url);
    await signInPage(page).signIn(ALONE_SHOP.ownerName, OWNER_PIN);
    await lend(page);
  },
});

/** Begins a shop on the till, by its own door. */
export async function beginAlone({ door }: LoneTill): Promise<void> {
  await done(door, tillStartAloneCall, ALONE_SHOP);
}

/** Sends a call that sets a test up; what comes of it must be well. */
export async function done(door: LoneTill['door'], call: { readonly name: string }, input: unknown): Promise<void> {
  const reply = await callTill(door, call.name, input);
  if (!reply.ok) throw new Error(`${call.name}: ${JSON.stringify(reply)}`);
}
