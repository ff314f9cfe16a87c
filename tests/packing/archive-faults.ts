import { listPackage } from '@electron/asar';

const MUST_HOLD = [
  'package.json',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/electron/till-process.js',
  'dist/screens/index.html',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/better-sqlite3/prebuilds/linux-x64.node',
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
      (path.startsWith('node_modules/') && !path.startsWith('node_modules/better-sqlite3')),
  );
  return [...missing, ...foreign.map((path) => `app.asar should not hold ${path}`)];
}
