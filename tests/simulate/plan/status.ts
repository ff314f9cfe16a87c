import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import type { SimTill } from '../world/machine.ts';
import { settled } from '../world/template.ts';
import type { Run } from './run.ts';

/** What a till says of itself; null where none runs. */
export async function statusOf(run: Run, till: SimTill) {
  const reply = await settled(run.world, till.ask(syncStatusCall, {}));
  return reply?.ok === true ? syncStatusCall.output.parse(reply.value) : null;
}
