import { AsyncLocalStorage } from 'node:async_hooks';

const untilCommit = new AsyncLocalStorage<(() => void)[]>();

/**
 * Begins something outside the database, such as a message, once the transaction around it is durable; never where that fails.
 * Outside a transaction it begins at once.
 */
export function afterCommit(begin: () => void): void {
  const waiting = untilCommit.getStore();
  if (waiting === undefined) begin();
  else waiting.push(begin);
}

/** Runs a transaction, and then what was to begin after it. */
export async function withAfterCommit<Result>(transaction: () => Promise<Result>): Promise<Result> {
  const waiting: (() => void)[] = [];
  const result = await untilCommit.run(waiting, transaction);
  for (const begin of waiting) begin();
  return result;
}
