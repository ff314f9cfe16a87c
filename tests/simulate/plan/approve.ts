import { z } from 'zod';
import type { Run } from './run.ts';

const waitingSchema = z.array(z.object({ id: z.string(), changeId: z.string().nullable(), reason: z.string() }));
const retriedSchema = z.object({ state: z.string(), reason: z.string().nullable() });
const AT_ONCE = 100;

/** The owner lets in what waits of a business, oldest first; each enters once, or says why it can't. */
export async function approveWaiting(run: Run, business: number): Promise<string> {
  const owner = run.owner(business);
  const came = await owner.ask('GET', `/quarantine?state=waiting&limit=${AT_ONCE}`);
  const waiting = waitingSchema.safeParse(came?.data).data ?? [];
  const counts = new Map<string, number>();
  for (const { id, changeId } of waiting.toReversed()) {
    const answer = await owner.ask('POST', `/quarantine/${id}/retry`, {});
    const retried = retriedSchema.safeParse(answer?.data).data;
    if (retried?.state === 'applied' && changeId !== null) run.approved.add(changeId);
    const said = retried === undefined ? `answer ${answer?.status ?? 'none'}` : (retried.reason ?? retried.state);
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts].map(([said, count]) => `${count} ${said}`).join(', ') || 'nothing waits';
}
