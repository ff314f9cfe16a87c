import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { dbOptions } from './db-options.ts';

test('a command names exactly one of the two databases', () => {
  expect(dbOptions(['verify', '--server'])).toEqual({ command: 'verify', tillDir: null, from: null });
  expect(dbOptions(['restore', '--till', 'shop/till-1', '--from', 'x.db'])).toEqual({
    command: 'restore',
    tillDir: resolve('shop/till-1'),
    from: 'x.db',
  });
});

test.each([
  [[]],
  [['verify']],
  [['drop', '--server']],
  [['verify', '--server', '--till', 'x']],
  [['verify', '--till', '']],
  [['rollups', '--till', 'x']],
  [['bundles', '--till', 'x']],
  [['backup', '--server', '--from', 'x']],
  [['verify', 'now', '--server']],
  [['verify', '--server', '--force']],
])('%j is no command', (args) => {
  expect(dbOptions(args)).toBeNull();
});
