import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, findChromium } from '#tests/support/chromium.ts';

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

export default defineConfig({
  testDir: '.',
  globalSetup: fileURLToPath(new URL('global-setup.config.ts', import.meta.url)),
  testMatch: '**/*.spec.ts',
  outputDir: fileURLToPath(new URL('../../node_modules/.cache/playwright', import.meta.url)),
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  // These end what hangs; how long a page takes is the machine's affair.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: { locale: 'en-NG', timezoneId: 'Africa/Lagos', screenshot: 'only-on-failure', trace: 'retain-on-failure' },
  projects: Object.entries(browsers)
    .filter(([name]) => wanted.includes(name))
    .map(([name, use]) => ({ name, use })),
});
