import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findElectron } from './till-window.ts';

let folder: string;
const desk = { platform: 'linux', isRoot: false, environment: { DISPLAY: ':0' } } as const;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-electron-package-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function download(): string {
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'path.txt'), 'electron');
  writeFileSync(join(folder, 'dist', 'electron'), '');
  return join(folder, 'dist', 'electron');
}

test('a window needs Electron’s program', () => {
  expect(findElectron(folder, desk)).toBeNull();
  writeFileSync(join(folder, 'path.txt'), 'electron');
  expect(findElectron(folder, desk)).toBeNull();
});

test('a window needs a display on Linux, and nobody’s but a person’s account', () => {
  const program = download();
  expect(findElectron(folder, desk)).toBe(program);
  expect(findElectron(folder, { ...desk, environment: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(program);
  expect(findElectron(folder, { ...desk, environment: {} })).toBeNull();
  expect(findElectron(folder, { ...desk, isRoot: true })).toBeNull();
  expect(findElectron(folder, { platform: 'win32', isRoot: false, environment: {} })).toBe(program);
});
