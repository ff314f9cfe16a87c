import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addTallies, lastLine, readTally, withoutSkips } from './tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'stockavoo-tally-'));
afterAll(() => rmSync(folder, { recursive: true }));

function reportOf(content: object): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test('a step without a report counts as one test', () => {
  expect(readTally(undefined, 'nowhere.json', 0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(readTally(undefined, 'nowhere.json', 2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a suite that could not load its files has failed, though no test did', () => {
  const path = reportOf({ numPassedTests: 4, numFailedTests: 0, numPendingTests: 1 });
  expect(readTally('vitest', path, 1)).toEqual({ passed: 4, failed: 1, skipped: 1 });
});

test('a suite that broke before it wrote a report has failed', () => {
  expect(readTally('vitest', join(folder, 'never-written.json'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a browser test that passed only when repeated has failed', () => {
  const path = reportOf({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 2 } });
  expect(readTally('playwright', path, 0)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

test('the last line counts all steps and names skipped ones only where there are any', () => {
  const one = { passed: 2, failed: 0, skipped: 0 };
  expect(lastLine(addTallies([one, one]))).toBe('4 passed, 0 failed');
  expect(lastLine(addTallies([one, { passed: 0, failed: 1, skipped: 3 }]))).toBe('2 passed, 1 failed, 3 skipped');
});

test('where everything must run, what was skipped has failed', () => {
  expect(lastLine(withoutSkips({ passed: 2, failed: 1, skipped: 3 }))).toBe('2 passed, 4 failed');
});
