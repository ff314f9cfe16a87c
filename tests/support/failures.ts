import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { ReportKind } from './tally.ts';

const MESSAGE_LENGTH_MAX = 1_000;

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({ results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })) }),
  ),
});

interface Suite {
  specs?: z.infer<typeof specSchema>[] | undefined;
  suites?: Suite[] | undefined;
}

const suiteSchema: z.ZodType<Suite> = z.object({
  specs: z.array(specSchema).optional(),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});

const playwrightReport = z.object({
  suites: z.array(suiteSchema),
  errors: z.array(z.object({ message: z.string().optional() })),
});

/**
 * What failed in one step, a text each: the file, the test and what was wrong.
 *
 * The log of a run is long, and what keeps only its end keeps these. A report that was never written has nothing to tell.
 */
export function readFailures(kind: ReportKind | undefined, path: string): string[] {
  if (kind === undefined) return [];
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  const report: unknown = JSON.parse(text);
  return kind === 'vitest' ? vitestFailures(report) : playwrightFailures(report);
}

function vitestFailures(report: unknown): string[] {
  return vitestReport.parse(report).testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0) return file.status === 'failed' ? [failure(file.name, 'the file', file.message)] : [];
    return failed.map((test) => failure(file.name, test.fullName, (test.failureMessages ?? []).join('\n')));
  });
}

function playwrightFailures(report: unknown): string[] {
  const { suites, errors } = playwrightReport.parse(report);
  return [
    ...errors.map(({ message }) => failure('browser tests', 'the run', message ?? '')),
    ...suites
      .flatMap(specsOf)
      .filter((spec) => !spec.ok)
      .map((spec) => {
        const messages = spec.tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ''));
        return failure(spec.file, spec.title, messages.join('\n'));
      }),
  ];
}

function specsOf(suite: Suite): z.infer<typeof specSchema>[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

function failure(file: string, test: string, message: string): string {
  return `FAILED ${basename(file)}: ${test}\n${message.trim().slice(0, MESSAGE_LENGTH_MAX)}`.trim();
}
