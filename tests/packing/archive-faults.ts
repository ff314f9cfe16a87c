import { listPackage } from '@electron/asar';

const MUST_HOLD = [
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

/** The packages that can't be bundled, what finds their binaries, and what draws on receipts with its fonts. */
const PACKAGES = [
  'better-sqlite3',
  'bcrypt',
  'node-gyp-build',
  'canvaskit-wasm',
  'dejavu-fonts-ttf',
  '@expo-google-fonts',
];

/** The paths in an app.asar, with `/` on every system. */
export function listArchive(path: string): readonly string[] {
  return listPackage(path, { isPack: false }).map((one) => one.replaceAll('\\', '/').replace(/^\//, ''));
}

/** Says what the till's archive lacks, and what it carries that no till needs. */
export function archiveFaults(paths: readonly string[]): readonly string[] {
  const has = new Set(paths);
  const missing = MUST_HOLD.filter((path) => !has.has(path)).map((path) => `app.asar lacks ${path}`);
  const foreign = paths.filter(
    (path) =>
      /\.tsx?$/.test(path) ||
      path.startsWith('sync-server/') ||
      path.startsWith('dist/web/') ||
      path.startsWith('migrations/server') ||
      path.startsWith('tests/') ||
      (path.startsWith('node_modules/') && !PACKAGES.includes(path.split('/')[1] ?? '')),
  );
  return [...missing, ...foreign.map((path) => `app.asar should not hold ${path}`)];
}
