import type { Page } from '@playwright/test';
import { seriousOn } from './axe.ts';
import { THEMES } from './looks.ts';
import { takePicture } from './take-picture.ts';

const SIZES = [
  { name: '1920x1080', width: 1920, height: 1080 },
  { name: '1024x768', width: 1024, height: 768 },
] as const;

/** Pictures of the page as it stands, at each size, by day and by night; returns what axe finds serious on it. */
export async function lookEveryWay(page: Page, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset['theme'] = chosen;
    }, theme);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await takePicture(page, `${name}-${size.name}-${theme}`, false);
    }
    found.push(...(await seriousOn(page, `${name}, ${theme}`)));
  }
  return found;
}
