import { must } from '#shared/base/assert.ts';
import type { Tx } from '#server/store/pool.ts';
import type { WebWrite } from '../apply/apply-web-change.ts';
import { lockServerWriter } from '../apply/server-writer.ts';
import { randomEpochHex } from '../till/random-epoch-hex.ts';

const COUNTER_DIGITS = 6;

/**
 * The next number of a store's own series, such as `YAB-W-000123`. It holds the store's till 0 until the transaction ends, in
 * which the sale under this number is recorded; the series changes after the server went back.
 */
export async function nextReceiptNumber(tx: Tx, write: WebWrite): Promise<string> {
  const { businessId, storeId, nowMs } = write;
  const writer = await lockServerWriter(tx, { businessId, storeId, at: new Date(nowMs), randomHex: randomEpochHex });
  const [found] = await tx<{ code: string; series: string; counter: number }[]>`
    select s.code, e.series, coalesce(r.counter, 0) as counter from stores s
    join till_epochs e on e.business_id = s.business_id and e.till_id = ${writer.tillId} and e.counter = ${writer.epochCounter}
    left join receipt_series r on r.business_id = s.business_id and r.till_id = e.till_id and r.series = e.series
    where s.business_id = ${businessId} and s.id = ${storeId}`;
  const { code, series, counter } = must(found, 'till 0 of a store has an epoch');
  return `${code}-${series}-${String(counter + 1).padStart(COUNTER_DIGITS, '0')}`;
}
