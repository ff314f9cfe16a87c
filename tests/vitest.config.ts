import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const everywhere = '{shared,desktop,sync-server,tests}';
const never = ['**/node_modules/**', 'dist/**'];

/** Of a hundred lines of each room that its tests run. */
const LINES_COVERED_MIN = 80;

/** Two worlds: `unit` needs nothing but Node, `pg` gets a PostgreSQL of its own. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    // Most files wait for a database or a child beside them: one worker would leave a small machine idle half the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // `npm run coverage`. What processes of their own run, and the pages that are tried in a browser, is not in it.
    coverage: {
      provider: 'v8',
      include: ['shared/**/*.ts', 'sync-server/**/*.ts', 'desktop/till/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.config.ts', 'sync-server/web/**'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'node_modules/.cache/coverage',
      // On a busy machine a test may run out of its time; what the others ran is told all the same.
      reportOnFailure: true,
      thresholds: {
        'shared/**': { lines: LINES_COVERED_MIN },
        'sync-server/**': { lines: LINES_COVERED_MIN },
        'desktop/till/**': { lines: LINES_COVERED_MIN },
      },
    },
    // The clock, ids and state are arguments here, so that files share no state: each worker loads the code once.
    isolate: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${everywhere}/**/*.test.{ts,tsx}`],
          exclude: [...never, '**/*.pg.test.ts'],
          // How long a test takes is the machine's affair; this ends one that hangs.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: [`${everywhere}/**/*.pg.test.ts`],
          exclude: never,
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['tests/support/postgres/global-setup.ts'],
        },
      },
    ],
  },
});
