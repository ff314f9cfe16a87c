import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { printerSocket } from '#tests/support/escpos/printer-socket.ts';
import { readEscpos } from '#devices/escpos/read-escpos.ts';
import { takePicture } from '../looks/take-picture.ts';
import { seriousOn } from '../looks/axe.ts';
import { THEMES } from '../looks/looks.ts';
import { runCommand } from '../pages/run-command.ts';
import { test } from '../shop/lone-test.ts';

/** What the virtual printer of the till is told to say. */
function printerSays(tillDir: string, state: string): void {
  const folder = join(tillDir, 'devices');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'printer-state.txt'), state);
}

const said = (page: Page, words: RegExp) => page.getByRole('status').filter({ hasText: words });
const choose = (page: Page, group: string, words: string) =>
  page.getByRole('radiogroup', { name: group }).getByText(words, { exact: true }).click();

async function toDevices(page: Page): Promise<void> {
  await runCommand(page, 'Printer and drawer');
  await expect(page.getByRole('heading', { name: 'Printer and drawer', exact: true })).toBeVisible();
}

/** The page as it stands, on two sizes, by day and by night; axe finds nothing serious. */
async function look(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset['theme'] = chosen;
    }, theme);
    for (const [width, height] of [
      [1280, 800],
      [1024, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await takePicture(page, `${name}-${width}x${height}-${theme}`, false);
    }
    expect(await seriousOn(page, `${name}, ${theme}`)).toEqual([]);
  }
}

test('hardware: the printer and the drawer are tried, and what the printer says is said in words', async ({
  alone,
  lone,
}) => {
  await toDevices(alone);
  await expect(said(alone, /It is ready/)).toBeVisible();
  await look(alone, 'till-devices');
  await alone.getByRole('button', { name: 'Print test page' }).click();
  await expect(said(alone, /took the test page/)).toBeVisible();
  const devices = join(lone.tillDir, 'devices');
  const page = readdirSync(devices).find((name) => name.endsWith('-TEST.txt')) ?? '';
  expect(readFileSync(join(devices, page), 'utf8')).toContain('TEST PAGE');
  expect(existsSync(join(devices, page.replace(/txt$/, 'png')))).toBe(true);
  await alone.getByRole('button', { name: 'Open drawer' }).click();
  await expect(said(alone, /told to open the drawer/)).toBeVisible();
  expect(existsSync(join(devices, 'drawer.txt'))).toBe(true);
  for (const [state, words] of [
    ['printer_out_of_paper', /out of paper/],
    ['printer_cover_open', /cover of the printer is open/],
    ['printer_offline', /does not answer/],
  ] as const) {
    printerSays(lone.tillDir, state);
    await alone.getByRole('button', { name: 'Ask it again' }).click();
    await expect(said(alone, words)).toBeVisible();
    await alone.getByRole('button', { name: 'Print test page' }).click();
    await expect(alone.getByRole('alert').filter({ hasText: words })).toBeVisible();
  }
  await look(alone, 'till-devices-trouble');
  printerSays(lone.tillDir, '');
  await alone.getByRole('button', { name: 'Print test page' }).click();
  await expect(said(alone, /took the test page/)).toBeVisible();
  await expect(said(alone, /It is ready/)).toBeVisible();
});

test('hardware: another printer is chosen by keyboard and touch, and used at once', async ({ alone }) => {
  await using socket = await printerSocket({ paper: 'low', atEnd: 'hangs_up' });
  await alone.getByRole('button', { name: 'All saved' }).click();
  await alone.keyboard.press('p');
  await choose(alone, 'Receipt printer', 'Network');
  await alone.keyboard.press('F12');
  await expect(alone.getByText('Write its address, such as 192.168.1.20.')).toBeVisible();
  await look(alone, 'till-devices-network');
  await expect(alone.getByRole('button', { name: 'Print test page' })).toBeDisabled();
  await alone.getByRole('textbox', { name: 'Address' }).fill(socket.host);
  await alone.getByRole('textbox', { name: 'Port' }).fill(String(socket.port));
  await choose(alone, 'Paper', '58 mm');
  await alone.keyboard.press('F12');
  await expect(said(alone, /^Saved\./)).toBeVisible();
  await expect(said(alone, /nearly at an end/)).toBeVisible();
  await alone.getByRole('button', { name: 'Print test page' }).click();
  await expect(said(alone, /took the test page/)).toBeVisible();
  await alone.getByRole('button', { name: 'Open drawer' }).click();
  await expect(said(alone, /told to open the drawer/)).toBeVisible();
  const steps = socket.jobs.flatMap((job) => readEscpos(job));
  expect(steps.some((step) => step.kind === 'line' && step.text.includes('TEST PAGE'))).toBe(true);
  expect(steps.filter((step) => step.kind === 'drawer')).toHaveLength(2);
  expect(steps.filter((step) => step.kind === 'raster')).toHaveLength(1);
  await choose(alone, 'Signs the printer doesn’t have', 'Plain letters');
  await alone.keyboard.press('F12');
  await expect(said(alone, /^Saved\./)).toBeVisible();
  const before = socket.jobs.length;
  await alone.getByRole('button', { name: 'Print test page' }).click();
  const printedSince = () => socket.jobs.slice(before).flatMap((job) => readEscpos(job));
  await expect.poll(() => printedSince().some((step) => step.kind === 'cut')).toBe(true);
  const inLetters = printedSince();
  expect(inLetters.some((step) => step.kind === 'raster')).toBe(false);
  expect(inLetters.some((step) => step.kind === 'line' && step.text.includes('N € o d ? ?'))).toBe(true);
  await choose(alone, 'Receipt printer', 'This machine');
  await alone.getByRole('textbox', { name: 'Name of the printer' }).fill('No such printer');
  await alone.getByRole('button', { name: 'Save and use them' }).click();
  await expect(said(alone, /^Saved\./)).toBeVisible();
  await look(alone, 'till-devices-spooler');
});
