import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The preload script as one CommonJS file: a sandboxed window can load no other kind. */
export default defineConfig({
  root: here('.'),
  cacheDir: here('../../node_modules/.cache/vite-electron-preload'),
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    target: 'chrome140',
    outDir: here('../../dist/electron'),
    // The main process was built into the same folder just before.
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { preload: here('preload.ts') },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
