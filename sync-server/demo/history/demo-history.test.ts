import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseChange } from '#shared/changes/parse-change.ts';
import { checkSums } from '#shared/sale/check-sums.ts';
import { demoCatalogue } from '../catalogue-edits.ts';
import { DEMO_BUSINESS, DEMO_TILLS } from '../demo-business.ts';
import { demoCustomers } from '../demo-customers.ts';
import { seeded } from '../seeded.ts';
import { HISTORY_DAYS, demoHistory } from './demo-history.ts';
import { historyTill } from './history-till.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const NOW_MS = Date.parse('2026-11-21T10:30:00Z');

function runHistory(seed: number): string[] {
  const random = seeded(seed);
  const till = historyTill(
    sha256,
    {
      businessId: DEMO_BUSINESS.id,
      storeId: DEMO_TILLS[0].storeId,
      tillId: DEMO_TILLS[0].id,
      storeCode: 'SUR',
      tillCode: '1',
      zone: 'Africa/Lagos',
      dayStartMinutes: 0,
    },
    `1-${'0'.repeat(16)}`,
  );
  const past = {
    catalogue: demoCatalogue(random, NOW_MS),
    customers: demoCustomers(random, NOW_MS).customers,
    random,
    nowMs: NOW_MS,
  };
  for (const day of demoHistory(till, past, 1)) expect(day).toBeLessThanOrEqual(0);
  return till.take().map((envelope) => envelope.body);
}

test('the same seed makes the same shop', () => {
  expect(sha256(runHistory(7).join())).toBe(sha256(runHistory(7).join()));
});

test('ninety days and a morning, in order, and every sale adds up', () => {
  const changes = runHistory(7).map((body) => {
    const parsed = parseChange(body);
    expect(parsed.ok).toBe(true);
    return parsed.ok ? parsed.value : undefined;
  });
  const sales = changes.filter((change) => change?.type === 'sale.completed');
  expect(new Set(sales.map((change) => change?.businessDate)).size).toBe(HISTORY_DAYS + 1);
  expect(sales.length).toBeGreaterThan(2500);
  const times = changes.map((change) => change?.occurredAt.ms ?? 0);
  expect(times).toEqual(times.toSorted((left, right) => left - right));
  for (const change of sales) if (change?.type === 'sale.completed') expect(checkSums(change.payload)).toEqual([]);
});
