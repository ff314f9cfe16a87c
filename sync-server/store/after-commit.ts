import { AsyncLocalStorage } from 'node:async_hooks';

/** What waits for a transaction; null once that is durable. */
type Waiting = { begins: (() => void)[] | null };
const untilCommit = new AsyncLocalStorage<Waiting>();

/**
 * Begins something outside the database, such as a message, once the transaction around it is durable; never where that fails.
 * Outside a transaction, and in work that outlives its own, it begins at once. `begin` does not throw.
 */
export function afterCommit(begin: () => void): void {
  const begins = untilCommit.getStore()?.begins;
  if (begins === undefined || begins === null) begin();
  else begins.push(begin);
}

/** Runs a transaction, and then what was to begin after it. */
export async function withAfterCommit<Result>(transaction: () => Promise<Result>): Promise<Result> {
  const begins: (() => void)[] = [];
  const waiting: Waiting = { begins };
  const result = await untilCommit.run(waiting, transaction);
  waiting.begins = null;
  untilCommit.exit(() => {
    for (const begin of begins) begin();
  });
  return result;
}
