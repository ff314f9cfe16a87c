import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = fileURLToPath(new URL('crash-till.ts', import.meta.url));
const OUT_FILE = 'crash-till.mjs';

/**
 * Puts the program of the tills that are killed into one file: it starts in a fifth of the time, and who edits the sources
 * while the long run is under way does not change it.
 */
export async function buildCrashTill(): Promise<string> {
  // Three folders deep, as the program is: what it finds by its own place it finds from there.
  const outDir = join(REPOSITORY, 'node_modules', '.cache', 'crash');
  await build({
    root: REPOSITORY,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3', 'bcrypt'] },
    build: { ssr: PROGRAM, outDir, emptyOutDir: false, rollupOptions: { output: { entryFileNames: OUT_FILE } } },
  });
  return join(outDir, OUT_FILE);
}
