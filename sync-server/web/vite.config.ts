import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The owner's web app as static files at the root of the office: no inline script, so that a strict policy holds. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  cacheDir: fileURLToPath(new URL('../../node_modules/.cache/vite-web', import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Fonts stay files: a policy without data: may serve them.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    // A few files instead of fifty: what every page needs comes in one, what pages share in another.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules[\\/](react|react-dom|scheduler|react-i18next|i18next|zod|@tanstack)[\\/]/,
              priority: 2,
            },
            { name: 'parts', minShareCount: 5, priority: 1 },
          ],
        },
      },
    },
  },
});
