import { officeWindow, test, tillUrl } from '../shop/shop-test.ts';
import { lookAtOffice, lookAtTill, THEMES, type Theme } from './looks.ts';
import { takePicture } from './take-picture.ts';

const TILL_SIZES = [
  { name: '1024x768', viewport: { width: 1024, height: 768 }, deviceScaleFactor: 1 },
  { name: '1920x1080', viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 1 },
  { name: '200-percent', viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 },
] as const;

const OFFICE_SIZES = [
  { name: '1024x768', viewport: { width: 1024, height: 768 } },
  { name: '1920x1080', viewport: { width: 1920, height: 1080 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
] as const;

function pictureName(name: string, size: string, theme: Theme): string {
  return `${name}-${size}-${theme}`;
}

for (const theme of THEMES) {
  for (const { name: size, ...sized } of TILL_SIZES) {
    test(`the till's pages are pictured at ${size}, ${theme}`, async ({ browser, shop, emptyTill }) => {
      await emptyTill();
      const context = await browser.newContext({ ...sized, locale: 'en-NG', timezoneId: 'Africa/Lagos' });
      const page = await context.newPage();
      await page.goto(tillUrl(shop));
      await lookAtTill(page, theme, (name) => takePicture(page, pictureName(name, size, theme), false));
      await context.close();
    });
  }

  for (const { name: size, viewport } of OFFICE_SIZES) {
    test(`the owner's pages are pictured at ${size}, ${theme}`, async ({ browser, shop }) => {
      const page = await officeWindow(browser, shop, viewport);
      await lookAtOffice(page, theme, (name) => takePicture(page, pictureName(name, size, theme), size === 'phone'));
      await page.context().close();
    });
  }
}
