import { expect, type Page } from '@playwright/test';
import { test } from '../shop/lone-test.ts';
import { lookAtAloneTill, lookAtNewTill } from './lone-looks.ts';
import { lookEveryWay } from './look-every-way.ts';

async function looksGood(page: Page, visit: typeof lookAtNewTill): Promise<void> {
  const found: string[] = [];
  await visit(page, async (name) => void found.push(...(await lookEveryWay(page, name))));
  expect(found).toEqual([]);
}

// A page is looked at here, not gone through: how it came to stand is not kept.
test.use({ trace: 'off' });

test('the pages of a till that begins: pictures, and nothing serious for axe', async ({ window }) => {
  await looksGood(window, lookAtNewTill);
});

test('the pages of a till that is alone: pictures, and nothing serious for axe', async ({ alone }) => {
  await looksGood(alone, lookAtAloneTill);
});
