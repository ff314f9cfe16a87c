import { Fault } from '#shared/base/fault.ts';
import type { MakeId } from '#shared/base/ids.ts';
import { isClone, sessionUse } from '#shared/sync/clone.ts';
import type { Tx } from '#server/store/pool.ts';
import { noteClones } from './clone-case.ts';
import type { LockedTill } from './locked-till.ts';

/** `cloned` must be committed: the proof that there are two machines is that this session was used. */
export type SessionVerdict = 'current' | 'cloned';

/**
 * Uses a session for a push or pull. The first use begins it and ends the older ones. A machine that was replaced has none:
 * it must not end that of its successor.
 *
 * @throws {Fault} `stale_session`, without any effect
 */
export async function useSession(
  tx: Tx,
  till: LockedTill,
  used: { readonly session: number; readonly at: Date; readonly makeId: MakeId },
): Promise<SessionVerdict> {
  if (till.replacedKey !== null) return 'current';
  const use = sessionUse(used.session, { highestOffered: till.sessionOffered, highestBegun: till.sessionBegun });
  if (use === 'stale') throw stale();
  if (use === 'current') return till.isCloned ? 'cloned' : 'current';
  const [offer] = await tx<{ is_suspected: boolean }[]>`
    update sync_sessions set begun_at = ${used.at}, updated_at = ${used.at}
    where business_id = ${till.businessId} and till_id = ${till.tillId} and session = ${used.session} returning is_suspected`;
  // Within the numbers and yet not offered: by a server that came back from a backup since, to either of two machines.
  if (offer === undefined) throw stale();
  await tx`update till_sync set session_begun = ${used.session}, updated_at = ${used.at}
    where business_id = ${till.businessId} and till_id = ${till.tillId}`;
  if (!isClone({ session: used.session, suspected: offer.is_suspected }, used.session))
    return till.isCloned ? 'cloned' : 'current';
  await tx`update till_sync set clone_found_at = coalesce(clone_found_at, ${used.at}), staying_boot_id = null
    where business_id = ${till.businessId} and till_id = ${till.tillId}`;
  const boots = await tx<{ boot_id: string; session: number }[]>`
    select boot_id, session from sync_sessions where business_id = ${till.businessId} and till_id = ${till.tillId} and begun_at is not null
    order by session desc limit 2`;
  const found = { businessId: till.businessId, tillId: till.tillId, at: used.at, makeId: used.makeId };
  await noteClones(
    tx,
    found,
    boots.map((boot) => ({ bootId: boot.boot_id, session: boot.session })),
  );
  return 'cloned';
}

function stale(): Fault {
  return new Fault('stale_session', 'Another run of this till has taken over. The till says hello again by itself.');
}
