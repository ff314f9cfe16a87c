import { suspectsClone } from '#shared/sync/clone.ts';
import type { HelloState } from './hello-state.ts';

const SESSIONS_KEPT = 200;

/** Offers the next session. Its first use begins it and ends the older ones; until then nothing has happened. */
export async function offerSession({ tx, till, hello, at }: HelloState): Promise<number> {
  const session = till.sessionOffered + 1;
  const isSuspected = suspectsClone({ highestGivenToProcess: hello.highestSession, highestBegun: till.sessionBegun });
  await tx`update till_sync set session_offered = ${session} where business_id = ${till.businessId} and till_id = ${till.tillId}`;
  await tx`insert into sync_sessions (business_id, till_id, session, boot_id, is_suspected, created_at, updated_at)
    values (${till.businessId}, ${till.tillId}, ${session}, ${hello.bootId}, ${isSuspected}, ${at}, ${at})`;
  await tx`delete from sync_sessions where business_id = ${till.businessId} and till_id = ${till.tillId} and session < ${session - SESSIONS_KEPT}`;
  return session;
}
