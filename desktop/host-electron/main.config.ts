import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The main process and the till's process, as ES modules with everything in them but Electron and the SQLite driver. */
export default defineConfig({
  root: here('.'),
  cacheDir: here('../../node_modules/.cache/vite-electron-main'),
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: here('../../dist/electron'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: here('main.ts'), 'till-process': here('till-process.ts') },
      external: ['electron', 'better-sqlite3', ...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
});
