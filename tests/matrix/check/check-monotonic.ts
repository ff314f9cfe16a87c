import { happenedBefore } from './happened-before.ts';
import { type JudgedHistory, type JudgedSighting, eachSighting } from './judged-history.ts';

/** Monotonic reads: what was once there stays, and what was answered to a cashier is there from then on. */
export function checkMonotonic(history: JudgedHistory): string[] {
  const { isOlderName } = happenedBefore(history);
  const wrong: string[] = [];
  const lastAt = new Map<string, Pick<JudgedSighting, 'heads' | 'customers'>>();
  for (const { reader, where, sales, went, heads, customers, answered } of eachSighting(history)) {
    if (went.length > 0) wrong.push(`${where}: ${went.length} sales that were there are gone`);
    const missing = (history.till(reader)?.answered ?? [])
      .slice(0, answered)
      .filter(({ saleId }) => !sales.has(saleId));
    if (missing.length > 0) wrong.push(`${where}: ${missing.length} own sales that were answered are not there`);
    const last = lastAt.get(reader);
    lastAt.set(reader, { heads, customers });
    for (const [till, count] of Object.entries(last?.heads ?? {}))
      if ((heads[till] ?? 0) < count) wrong.push(`${where}: ${till} went back from ${count} to ${heads[till] ?? 0}`);
    for (const [customerId, name] of Object.entries(last?.customers ?? {})) {
      const now = customers[customerId];
      if (now === undefined || isOlderName(now, name))
        wrong.push(`${where}: a customer called ${name} is called ${now ?? 'nothing'} again`);
    }
  }
  return wrong;
}
