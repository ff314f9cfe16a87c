import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Puts a program of the tests that runs in many processes into one file: it starts in a fifth of the time, and who edits
 * the sources while a long run is under way does not change it. Gives the file.
 *
 * @param program three folders deep in the repository, as the file is: what it finds by its own place it finds from there
 */
export async function buildProgram(program: URL, name: string): Promise<string> {
  const outDir = join(REPOSITORY, 'node_modules', '.cache', name);
  const entryFileNames = `${name}.mjs`;
  await build({
    root: REPOSITORY,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3', 'bcrypt'] },
    build: { ssr: fileURLToPath(program), outDir, emptyOutDir: false, rollupOptions: { output: { entryFileNames } } },
  });
  return join(outDir, entryFileNames);
}
