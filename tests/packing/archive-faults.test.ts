import { expect, test } from 'vitest';
import { archiveFaults } from './archive-faults.ts';

const whole = [
  'package.json',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/electron/till-process.js',
  'dist/screens/index.html',
  'migrations/till/0010_init.sql',
  'migrations/till/draft/0010_init.sql',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  'node_modules/bcrypt/bcrypt.js',
  'node_modules/bcrypt/prebuilds/linux-x64/bcrypt.glibc.node',
  'node_modules/node-gyp-build/index.js',
  'node_modules/canvaskit-wasm/bin/canvaskit.js',
  'node_modules/canvaskit-wasm/bin/canvaskit.wasm',
  'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'node_modules/@expo-google-fonts/noto-sans-mono/500Medium/NotoSansMono_500Medium.ttf',
  'node_modules/@expo-google-fonts/noto-sans-mono/700Bold/NotoSansMono_700Bold.ttf',
  'node_modules/@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  'node_modules/@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf',
];

test('an archive with all that a till needs has no fault', () => {
  expect(archiveFaults(whole)).toEqual([]);
});

test('an archive without the screens, or with the server or other packages in it, is refused', () => {
  const foreign = [
    'sync-server/main.ts',
    'migrations/server/0010_init.sql',
    'node_modules/hono/a.js',
    'tests/packing/pack-dry.js',
  ];
  expect(archiveFaults([...whole.filter((path) => !path.includes('screens')), ...foreign])).toEqual([
    'app.asar lacks dist/screens/index.html',
    ...foreign.map((path) => `app.asar should not hold ${path}`),
  ]);
});
