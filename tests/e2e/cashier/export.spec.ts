import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { DEMO_STAFF } from '#server/demo/demo-business.ts';
import { lookEveryWay } from '../looks/look-every-way.ts';
import { managerQuestion } from '../pages/manager-question.ts';
import { sellForCash } from '../pages/sell-for-cash.ts';
import { MILO, PEAK } from '../shop/goods.ts';
import { test } from '../shop/shop-test.ts';
import { shopOwner } from '../shop/shop-owner.ts';

const [FOLAKE] = DEMO_STAFF;
/** An office that starts again on a busy machine, and all that a till has to say to it. */
const AGAIN_WITHIN_MS = 60_000;

test('what waits is written into a file when a manager agrees, and the office takes it once, by file or by line', async ({
  selling,
  shop,
}) => {
  const sign = (words: string | RegExp) => selling.getByRole('button', { name: words });
  await expect(sign('All saved')).toBeVisible({ timeout: AGAIN_WITHIN_MS });
  await shop.act('stop-office');
  let text = '';
  try {
    await sellForCash(selling, [MILO.code]);
    await expect(sign(/waiting since/)).toBeVisible({ timeout: AGAIN_WITHIN_MS });
    await sellForCash(selling, [PEAK.code]);
    await sign(/waiting since/).click();
    const side = selling.getByRole('complementary');
    await expect(side).toContainText('Take it along as a file');
    expect(await lookEveryWay(selling, 'till-export')).toEqual([]);
    await side.getByRole('button', { name: 'Write the file' }).click();
    await managerQuestion(selling).agree(FOLAKE.fullName, FOLAKE.pin);
    const written = side.getByRole('status').filter({ hasText: /things? (is|are) in the file/ });
    await expect(written).toBeVisible();
    expect(await lookEveryWay(selling, 'till-exported')).toEqual([]);
    const said = await written.innerText();
    const [folder, name] = [/^\/.*exports$/m, /^\S+\.json$/m].map((words) => words.exec(said)?.[0] ?? '');
    text = readFileSync(join(folder ?? '', name ?? ''), 'utf8');
  } finally {
    await shop.act('start-office');
  }
  const owner = await shopOwner(shop.officeUrl);
  const taken = await owner.bring(text);
  expect(taken.applied + taken.forReview + taken.known).toBeGreaterThan(1);
  expect(taken.quarantined).toBe(0);
  await expect(sign('All saved')).toBeVisible({ timeout: AGAIN_WITHIN_MS });
  const again = await owner.bring(text);
  expect(again).toMatchObject({ applied: 0, forReview: 0, quarantined: 0 });
  await expect(selling.getByRole('complementary')).not.toContainText('Take it along as a file');
});
