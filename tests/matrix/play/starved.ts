import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Stage } from './stage.ts';

/**
 * How long what this run waits for has itself been waiting for a processor, by the system's own account: the till that
 * waited longest, the office, and the one connection of its database that did. Elsewhere than on Linux nobody keeps it: 0.
 *
 * A machine that does ten other things is no network that doesn't heal; this time counts for nobody.
 */
export type Starved = () => Promise<number>;

const pidSchema = z.array(z.object({ pid: z.number().int() }));

export async function startedStarving(stage: Stage): Promise<Starved> {
  const atStart = new Map<number, number>();
  const since = (pid: number | null): number => {
    const nowMs = waitedMs(pid);
    // Who came later is counted from their beginning.
    return pid === null ? 0 : nowMs - (atStart.get(pid) ?? 0);
  };
  const database = async (): Promise<number[]> =>
    pidSchema
      .parse(await stage.sql`select pid from pg_stat_activity where datname = current_database()`)
      .map(({ pid }) => pid);
  for (const pid of [...stage.tills.map((till) => till.pid()), stage.office()?.pid ?? null, ...(await database())])
    if (pid !== null) atStart.set(pid, waitedMs(pid));
  return async () =>
    Math.max(0, ...stage.tills.map((till) => since(till.pid()))) +
    since(stage.office()?.pid ?? null) +
    Math.max(0, ...(await database()).map(since));
}

/** The second number of schedstat: nanoseconds that a process could have run and did not. */
function waitedMs(pid: number | null): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1] ?? 0) / 1e6;
  } catch {
    return 0;
  }
}
