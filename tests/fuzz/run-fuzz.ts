import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/**
 * `npm run fuzz`: twenty thousand requests of every kind at a real server, as the owner of one business beside another.
 *
 * `--seed N` sends the same again, `--count N` more or fewer. The tests send a few hundred.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    count: { type: 'string', default: '20000' },
  },
});
const whole = z.coerce.number().int().min(0);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', 'tests/server/strangers.pg.test.ts'],
  {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    stdio: 'inherit',
    env: {
      ...process.env,
      STOCKAVOO_FUZZ_SEED: String(whole.parse(values.seed)),
      STOCKAVOO_FUZZ_COUNT: String(whole.parse(values.count)),
    },
  },
);
process.exitCode = status ?? 1;
