import type { BatchView } from '#shared/till-calls/stock-calls.ts';
import type { Writing } from '../parts/use-writing.ts';
import type { Say } from '../words/words.ts';

/** "Batch A1, expires 1 Apr 2026". */
export function batchWords({ number, expiresOn }: BatchView, writing: Writing, t: Say): string {
  return expiresOn === null
    ? t('stock.batch', { number })
    : t('stock.batchUntil', { number, day: writing.date(expiresOn) });
}
