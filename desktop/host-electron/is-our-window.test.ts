import { expect, test } from 'vitest';
import { isOurWindow } from './is-our-window.ts';
import { isScreensAddress } from './screens-address.ts';

const window = { webContents: { id: 3 } };
const page = { url: 'stockavoo://till/', parent: null };

test('only the main frame of our window, on a page of ours, is our window', () => {
  expect(isOurWindow({ sender: { id: 3 }, senderFrame: page }, window)).toBe(true);
  expect(isOurWindow({ sender: { id: 4 }, senderFrame: page }, window)).toBe(false);
  expect(isOurWindow({ sender: { id: 3 }, senderFrame: { ...page, parent: page } }, window)).toBe(false);
  expect(isOurWindow({ sender: { id: 3 }, senderFrame: { ...page, url: 'https://till/' } }, window)).toBe(false);
  expect(isOurWindow({ sender: { id: 3 }, senderFrame: null }, window)).toBe(false);
  expect(isOurWindow({ sender: { id: 3 }, senderFrame: page }, null)).toBe(false);
});

test('an address that only looks like ours is not', () => {
  for (const address of ['stockavoo://till/index.html', 'stockavoo://till/#x'])
    expect(isScreensAddress(address)).toBe(true);
  for (const address of [
    'stockavoo://till.evil/',
    'stockavoo://evil/till/',
    'stockavoo:till',
    'stockavoo://a@till/',
    'stockavoo://till:1/',
    'https://till/',
    '',
    'nonsense',
  ]) {
    expect(isScreensAddress(address)).toBe(false);
  }
});
