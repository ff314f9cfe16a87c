import { z } from 'zod';
import type { Pool } from '../../store/pool.ts';

const waitingSchema = z.object({
  quarantine: z.number(),
  cases: z.number(),
  outboxes: z.number(),
  tillsActive: z.number(),
  tillsSilent: z.number(),
});

/** How much waits in all businesses together, for whoever runs the server: counts and nothing else. */
export type Waiting = z.infer<typeof waitingSchema>;

const TIMEOUT = '5s';

export async function readWaiting(pool: Pool, nowMs: number): Promise<Waiting> {
  return pool.begin('read only', async (tx) => {
    await tx`select set_config('statement_timeout', ${TIMEOUT}, true)`;
    const [row] = await tx`
      select quarantine, cases, outboxes, tills_active as "tillsActive", tills_silent as "tillsSilent"
      from count_waiting(${new Date(nowMs)})`;
    return waitingSchema.parse(row);
  });
}
