import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readFailures } from './failures.ts';

const folder = mkdtempSync(join(tmpdir(), 'stockavoo-failures-'));
afterAll(() => rmSync(folder, { recursive: true }));

function reportOf(content: object): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test('a unit test that failed is named with its file and with what was wrong', () => {
  const passed = { fullName: 'sells', status: 'passed', failureMessages: [] };
  const failed = { fullName: 'gives change', status: 'failed', failureMessages: ['Error: 3 is not 4'] };
  const path = reportOf({
    testResults: [
      { name: '/a/till/pay.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
      { name: '/a/till/scan.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      { name: '/a/till/void.test.ts', status: 'passed', message: '', assertionResults: [passed] },
    ],
  });
  expect(readFailures('vitest', path)).toEqual([
    'FAILED pay.test.ts: gives change\nError: 3 is not 4',
    'FAILED scan.test.ts: the file\nno such module',
  ]);
});

test('a browser test that failed is named, however deep its describes stand', () => {
  const spec = (title: string, ok: boolean) => ({
    title,
    file: 'cashier/selling.spec.ts',
    ok,
    tests: [{ results: [ok ? {} : { error: { message: 'no button\n'.repeat(500) } }] }],
  });
  const path = reportOf({
    errors: [{ message: 'the server did not start' }],
    suites: [{ specs: [spec('sells', true)], suites: [{ specs: [spec('pays', false)] }] }],
  });
  const [run, pays] = readFailures('playwright', path);
  expect(run).toBe('FAILED browser tests: the run\nthe server did not start');
  expect(pays?.startsWith('FAILED selling.spec.ts: pays\nno button\n')).toBe(true);
  expect(pays?.length).toBeLessThan(1_100);
});

test('a step without a report, or one that broke before it wrote it, has none', () => {
  expect(readFailures(undefined, 'nowhere.json')).toEqual([]);
  expect(readFailures('vitest', join(folder, 'never-written.json'))).toEqual([]);
});
