import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, findChromium } from '#tests/support/chromium.ts';
import { openShops } from './shop/shop-door.ts';

/** A page waits for the disk, the office and itself about as long as it works; each worker has a shop of its own. */
const WORKERS = 2;

const executablePath = findChromium();
const chromiumOptions = {
  launchOptions: { args: [...CHROMIUM_ARGUMENTS], ...(executablePath === undefined ? {} : { executablePath }) },
};

const browsers = {
  chromium: { ...devices['Desktop Chrome'], ...chromiumOptions },
  phone: { ...devices['Pixel 7'], ...chromiumOptions },
  firefox: devices['Desktop Firefox'],
  webkit: devices['Desktop Safari'],
};

/** `STOCKAVOO_BROWSERS=chromium,firefox,webkit,phone` runs more than Chromium, where Playwright has installed them. */
const wanted = (process.env['STOCKAVOO_BROWSERS'] ?? 'chromium').split(',').map((name) => name.trim());
const unknown = wanted.filter((name) => !Object.hasOwn(browsers, name));
if (unknown.length > 0) {
  throw new Error(`STOCKAVOO_BROWSERS names ${unknown.join(', ')}; known are ${Object.keys(browsers).join(', ')}.`);
}

/** Recording every step costs a fifth of the run: `STOCKAVOO_TRACE=1` does it, to look at what failed. */
const TRACE = process.env['STOCKAVOO_TRACE'] === '1' ? 'retain-on-failure' : 'off';

export default defineConfig({
  testDir: '.',
  globalSetup: fileURLToPath(new URL('global-setup.config.ts', import.meta.url)),
  testMatch: '**/*.spec.ts',
  outputDir: fileURLToPath(new URL('../../node_modules/.cache/playwright', import.meta.url)),
  fullyParallel: false,
  workers: openShops().length || WORKERS,
  forbidOnly: true,
  // These end what hangs; how long a page takes is the machine's affair.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: { locale: 'en-NG', timezoneId: 'Africa/Lagos', screenshot: 'only-on-failure', trace: TRACE },
  projects: Object.entries(browsers)
    .filter(([name]) => wanted.includes(name))
    .map(([name, use]) => ({ name, use })),
});
