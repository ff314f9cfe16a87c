import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The till's screens as static files: no inline script, relative addresses, so that any host can serve them under a strict policy. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  cacheDir: fileURLToPath(new URL('../../node_modules/.cache/vite-screens', import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/screens', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Fonts stay files: a policy without data: may serve them.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
