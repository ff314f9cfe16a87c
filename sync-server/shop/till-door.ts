import { randomUUID } from 'node:crypto';
import { Fault } from '#shared/base/fault.ts';
import { type Reply, replySchema } from '#shared/till-calls/reply.ts';

/** Sends a call to a till on this machine, as its screens do. */
export async function callTill(till: { port: number; runToken: string }, name: string, input: unknown): Promise<Reply> {
  const response = await fetch(`http://127.0.0.1:${till.port}/call/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${till.runToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ callId: randomUUID(), input }),
    signal: AbortSignal.timeout(30_000),
  });
  const parsed = replySchema.safeParse(await response.json());
  if (!parsed.success)
    throw new Fault('unavailable', `the till on port ${till.port} gave no reply`, { retry: 'later' });
  return parsed.data;
}
