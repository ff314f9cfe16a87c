import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { obtainChromium } from './support/chromium.ts';
import { readFailures } from './support/failures.ts';
import { sayLast, takeLastWords } from './support/last-words.ts';
import { obtainRedisServer } from './support/redis-server.ts';
import { addTallies, lastLine, readTally, withoutSkips } from './support/tally.ts';
import type { ReportKind, Tally } from './support/tally.ts';

/** One thing that `npm test` does; a step without a report counts as one test. */
interface Step {
  readonly name: string;
  readonly command: string;
  readonly report?: ReportKind;
}

const repositoryFolder = fileURLToPath(new URL('..', import.meta.url));
const reportsFolder = join(repositoryFolder, 'node_modules', '.cache', 'reports');
const VITEST = 'npm run --silent vitest -- --reporter=default --reporter=json';

const TYPES: Step = { name: 'types', command: 'npm run --silent types' };
const LINT: Step = { name: 'lint', command: 'npm run --silent lint' };
const FORMAT: Step = { name: 'format', command: 'npm run --silent format:check' };
const DEAD_CODE: Step = { name: 'dead code', command: 'npm run --silent dead-code' };
const UNIT: Step = { name: 'unit tests', command: `${VITEST} --project unit`, report: 'vitest' };
const BUILDS: readonly Step[] = ['screens', 'web', 'electron'].map((what) => ({
  name: `build of ${what}`,
  command: `npm run --silent build:${what}`,
}));
const ALL_NODE: Step = { name: 'unit and PostgreSQL tests', command: VITEST, report: 'vitest' };
const BROWSER: Step = {
  name: 'browser tests',
  command: 'npm run --silent playwright -- --reporter=list,json',
  report: 'playwright',
};
const PACKING: Step = { name: 'packing', command: 'npm run --silent pack:dry' };

const mustHaveAll = process.env['STOCKAVOO_REQUIRE_ALL'] === '1';
process.exitCode = await runAll(process.argv.includes('--fast'));

/** Runs every step, the failed ones too, and ends with the one line that counts. */
async function runAll(isFast: boolean): Promise<number> {
  mkdirSync(reportsFolder, { recursive: true });
  takeLastWords();
  const tallies: Tally[] = [];
  const steps = isFast ? [TYPES, LINT, FORMAT, DEAD_CODE, UNIT] : [TYPES, LINT, FORMAT, DEAD_CODE, ...BUILDS, ALL_NODE];
  const redis = isFast ? undefined : obtainRedisServer();
  if (!isFast && redis === undefined)
    console.log('the tests of a shared Redis are skipped: there is no redis-server, and none could be installed.');
  for (const step of steps) tallies.push(await runStep(step, redis === undefined ? {} : { REDIS_SERVER_PATH: redis }));
  if (!isFast) tallies.push(await runBrowserStep(), await runStep(PACKING));
  const counted = addTallies(tallies);
  const total = mustHaveAll ? withoutSkips(counted) : counted;
  if (mustHaveAll && counted.skipped > 0)
    console.log(`STOCKAVOO_REQUIRE_ALL is set: the ${counted.skipped} that were skipped count as failed.`);
  const said = takeLastWords();
  if (said !== '') console.log(said);
  console.log(lastLine(total));
  return total.failed === 0 ? 0 : 1;
}

/** Browser tests need a browser; where none can be had they are declared skipped, which CI does not accept. */
async function runBrowserStep(): Promise<Tally> {
  const chromium = obtainChromium();
  if (chromium !== undefined) return runStep(BROWSER, { CHROMIUM_PATH: chromium });
  console.log(
    'browser tests are skipped: there is no Chromium, and none could be installed. Set CHROMIUM_PATH to one.',
  );
  return { passed: 0, failed: 0, skipped: 1 };
}

async function runStep(step: Step, extraEnvironment: Readonly<Record<string, string>> = {}): Promise<Tally> {
  const report = join(reportsFolder, `${step.report ?? 'none'}.json`);
  const argument = step.report === 'vitest' ? ` --outputFile.json="${report}"` : '';
  // A report of an earlier run must not speak for this one.
  rmSync(report, { force: true });
  const startedAtMs = performance.now();
  const exitCode = await runCommand(`${step.command}${argument}`, {
    ...extraEnvironment,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${exitCode === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)\n`);
  if (exitCode !== 0) sayLast([`FAILED ${step.name}`, ...readFailures(step.report, report)].join('\n'));
  return readTally(step.report, report, exitCode);
}

/** The commands are the constants above, so a shell, which finds npm's programs on every system, is safe. */
function runCommand(command: string, environment: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: repositoryFolder,
      env: { ...process.env, ...environment },
      shell: true,
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
