import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';

const FOLDER = fileURLToPath(new URL('../../../test-results/pictures', import.meta.url));

export async function takePicture(page: Page, name: string, isWhole: boolean): Promise<void> {
  const path = `${FOLDER}/${name}.png`;
  // Nothing is hovered, and figures are in the face of the house, not in the one that stands in for it while it loads.
  await page.mouse.move(1, 1);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, animations: 'disabled', fullPage: isWhole });
  expect(existsSync(path)).toBe(true);
}
