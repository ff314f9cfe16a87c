import { suspectsClone } from '#shared/sync/clone.ts';
import type { HelloState } from './hello-state.ts';

const SESSIONS_KEPT = 200;

/**
 * Offers the next session. Its first use begins it and ends the older ones; until then nothing has happened.
 *
 * Its number is not below the seconds of the clock: a server that came back from a backup gives none that it gave in the
 * time it forgot, else a till and its copy could both use one and never be told apart.
 */
export async function offerSession({ tx, till, hello, at }: HelloState): Promise<number> {
  const session = Math.max(till.sessionOffered + 1, Math.floor(at.getTime() / 1000));
  const isSuspected = suspectsClone({ highestGivenToProcess: hello.highestSession, highestBegun: till.sessionBegun });
  await tx`update till_sync set session_offered = ${session} where business_id = ${till.businessId} and till_id = ${till.tillId}`;
  await tx`insert into sync_sessions (business_id, till_id, session, boot_id, is_suspected, created_at, updated_at)
    values (${till.businessId}, ${till.tillId}, ${session}, ${hello.bootId}, ${isSuspected}, ${at}, ${at})`;
  await tx`delete from sync_sessions where business_id = ${till.businessId} and till_id = ${till.tillId} and session <= (
    select session from sync_sessions where business_id = ${till.businessId} and till_id = ${till.tillId}
    order by session desc offset ${SESSIONS_KEPT} limit 1)`;
  return session;
}
