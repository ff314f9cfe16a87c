import { readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export type ReportKind = 'vitest' | 'playwright';

const vitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int() });
const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/**
 * Counts what one step of the tests found.
 *
 * A step that failed counts at least one failure, whatever its report says: a file that can't be loaded has no tests.
 */
export function readTally(kind: ReportKind | undefined, path: string, exitCode: number): Tally {
  const counted =
    kind === undefined ? { passed: exitCode === 0 ? 1 : 0, failed: 0, skipped: 0 } : readReport(kind, path);
  return exitCode === 0 ? counted : { ...counted, failed: Math.max(1, counted.failed) };
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** Where everything must run, what did not run has failed. */
export function withoutSkips({ passed, failed, skipped }: Tally): Tally {
  return { passed, failed: failed + skipped, skipped: 0 };
}

export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function readReport(kind: ReportKind, path: string): Tally {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // The step ended before it could write one; its exit code says the rest.
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const report: unknown = JSON.parse(text);
  if (kind === 'vitest') {
    const { numPassedTests, numFailedTests, numPendingTests } = vitestReport.parse(report);
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  }
  const { expected, unexpected, flaky, skipped } = playwrightReport.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}
