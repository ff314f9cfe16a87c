import { expect, test } from 'vitest';
import { archiveFaults } from './archive-faults.ts';

const whole = [
  'package.json',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/electron/till-process.js',
  'dist/screens/index.html',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/better-sqlite3/prebuilds/linux-x64.node',
];

test('an archive with all that a till needs has no fault', () => {
  expect(archiveFaults(whole)).toEqual([]);
});

test('an archive without the screens, or with the server or other packages in it, is refused', () => {
  const wrong = [...whole.filter((path) => !path.includes('screens')), 'sync-server/main.ts', 'node_modules/hono/a.js'];
  expect(archiveFaults(wrong)).toEqual([
    'app.asar lacks dist/screens/index.html',
    'app.asar should not hold sync-server/main.ts',
    'app.asar should not hold node_modules/hono/a.js',
  ]);
});
