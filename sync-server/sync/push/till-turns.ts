/** Runs what belongs to one till one after the other, in the order in which it came. */
export type TillTurns = <Result>(tillId: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * The turns of tills in one process.
 *
 * A till with much to send has its next push here while the one before is written: that one waits its turn without a
 * connection of the pool. Between processes the lock on the till's row does the same.
 */
export function createTillTurns(): TillTurns {
  const last = new Map<string, Promise<unknown>>();
  return async (tillId, work) => {
    const before = last.get(tillId) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(tillId, mine);
    try {
      return await mine;
    } finally {
      if (last.get(tillId) === mine) last.delete(tillId);
    }
  };
}
