import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const reportSchema = z.object({
  numFailedTests: z.number(),
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** What a run of some test files came to: a file that can't even be loaded is no red test. */
export type TestRun = { readonly passed: number; readonly failed: readonly string[] };

const RUN_MS_MAX = 5 * 60_000;

/** Runs test files in a tree, to the first that fails or to the end. */
export async function runTestsIn(folder: string, files: readonly string[], stopsAtFirst: boolean): Promise<TestRun> {
  const reports = mkdtempSync(join(tmpdir(), 'stockavoo-report-'));
  const report = join(reports, 'report.json');
  try {
    await vitest(folder, [
      ...files,
      '--reporter=json',
      `--outputFile=${report}`,
      ...(stopsAtFirst ? ['--bail=1'] : []),
    ]);
    const read = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
    const results = read.testResults.flatMap(({ assertionResults }) => assertionResults);
    return {
      passed: read.numPassedTests,
      failed: results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName.trim()),
    };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

function vitest(folder: string, words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [program, 'run', '--config', 'tests/vitest.config.ts', ...words], {
      cwd: folder,
      stdio: 'ignore',
      timeout: RUN_MS_MAX,
    });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
