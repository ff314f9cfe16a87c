import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What has a binary of its own, or is one. electron-builder.yml ships the packages. */
const NATIVE = ['electron', 'better-sqlite3', 'bcrypt', 'canvaskit-wasm'];

/** The main process and the till's process, as ES modules with everything in them but what is native. */
export default defineConfig({
  root: here('.'),
  cacheDir: here('../../node_modules/.cache/vite-electron-main'),
  ssr: { noExternal: true, external: [...NATIVE] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: here('../../dist/electron'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: here('main.ts'), 'till-process': here('till-process.ts') },
      external: [...NATIVE, ...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
});
