import { Fault } from '#shared/base/fault.ts';
import type { MakeId } from '#shared/base/ids.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { TillToken } from '../door/till-token.ts';
import { lockTill } from './locked-till.ts';
import { useSession } from './use-session.ts';

/** A till that asks so often is written down as seen no more often than this. */
const SEEN_EVERY_MS = 60_000;

/**
 * Uses a session for reading, and notes that the till was heard from: where it is the one in use already, without any
 * other lock.
 *
 * @throws {Fault} `stale_session`, `till_cloned`, `till_revoked`
 */
export async function requireSession(
  deps: { readonly pool: Pool; readonly nowMs: () => number; readonly makeId: MakeId },
  token: TillToken,
  session: number,
): Promise<void> {
  const use = await withTenant(deps.pool, token.businessId, async (tx) => {
    const [now] = await tx<{ session_begun: number; status: string; is_cloned: boolean; last_seen_at: Date | null }[]>`
      select session_begun, status, clone_found_at is not null as is_cloned, last_seen_at from till_sync
      where business_id = ${token.businessId} and till_id = ${token.tillId} and kind = 'till'`;
    if (now === undefined) throw new Fault('not_found', 'This till is not known here.');
    if (now.status !== 'active')
      throw new Fault(
        'till_revoked',
        'This till was switched off by the owner. Its waiting sales are kept and can be approved.',
      );
    if (now.session_begun === session && !now.is_cloned) {
      await noteSeen(tx, token, { before: now.last_seen_at, at: new Date(deps.nowMs()) });
      return 'current';
    }
    return useSession(tx, await lockTill(tx, token.businessId, token.tillId), {
      session,
      at: new Date(deps.nowMs()),
      makeId: deps.makeId,
    });
  });
  if (use === 'cloned')
    throw new Fault('till_cloned', 'Two machines are the same till. The owner chooses which of the two stays.');
}

/** A till that sells nothing still asks for news: it is not one that the reports miss. */
async function noteSeen(
  tx: Tx,
  token: TillToken,
  seen: { readonly before: Date | null; readonly at: Date },
): Promise<void> {
  if (seen.before !== null && seen.at.getTime() - seen.before.getTime() < SEEN_EVERY_MS) return;
  await tx`update till_sync set last_seen_at = ${seen.at}, updated_at = ${seen.at}
    where business_id = ${token.businessId} and till_id = ${token.tillId}`;
}
