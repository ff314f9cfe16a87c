import type { InvoiceDocument } from './invoice-documents.ts';

const SAY_EVERY_MS = 5_000;

/** Says every few seconds how far a replay is, and how fast. */
export function createProgress(documents: readonly InvoiceDocument[], say: (text: string) => void) {
  const total = documents.reduce((sum, document) => sum + document.lines.length, 0);
  const startedMs = performance.now();
  let done = 0;
  let saidMs = startedMs;
  let saidLines = 0;
  const rate = (lines: number, fromMs: number): string =>
    Math.round((lines * 1000) / Math.max(1, performance.now() - fromMs)).toLocaleString('en');
  return {
    lines: (count: number): void => {
      done += count;
      if (performance.now() - saidMs < SAY_EVERY_MS) return;
      say(
        `${done.toLocaleString('en')} of ${total.toLocaleString('en')} lines, ${rate(done - saidLines, saidMs)} lines/s`,
      );
      saidMs = performance.now();
      saidLines = done;
    },
    end: (): void => {
      say(
        `${done.toLocaleString('en')} lines in ${((performance.now() - startedMs) / 1000).toFixed(1)} s, ${rate(done, startedMs)} lines/s; everything is at the server`,
      );
    },
  };
}
