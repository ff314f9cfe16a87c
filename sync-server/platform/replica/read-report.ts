import type { Id } from '#shared/base/ids.ts';
import { Fault } from '#shared/base/fault.ts';
import { postgres } from '../../store/driver/driver.ts';
import type { Tx } from '../../store/pool.ts';
import { readTenant } from '../../store/tenant-transaction.ts';
import { type FeedPosition, readFeedPosition } from '../cache/feed-position.ts';
import type { ServerDeps } from '../server-deps.ts';

/** By how much a replica may be late with who was heard from: far less than after what a till counts as silent. */
const HEARD_LATE_MS = 60_000;
const STATEMENT_TIMED_OUT = '57014';

/** Where a business stands, and when one of its tills was last heard from: that moves nothing else. */
type Place = { readonly feed: FeedPosition; readonly heardMs: number };

/**
 * Reads for a report in one snapshot: of the replica where there is one and it has all that the database itself has of the
 * business, else of the database. A replica that is behind, away or has to break off costs a report some time, and no figure.
 */
export async function readReport<Result>(
  deps: Pick<ServerDeps, 'pool' | 'replica' | 'log'>,
  businessId: Id,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const { pool, replica, log } = deps;
  if (replica !== null) {
    const here = await readTenant(pool, businessId, (tx) => placeOf(tx, businessId));
    const asked = async (tx: Tx): Promise<{ readonly result: Result } | null> =>
      hasCome(here, await placeOf(tx, businessId)) ? { result: await work(tx) } : null;
    try {
      const found = await readTenant(replica, businessId, asked, 'report');
      if (found !== null) return found.result;
    } catch (error) {
      // What was asked wrongly, or takes too long, is no better asked elsewhere.
      if (error instanceof Fault || tookTooLong(error)) throw error;
      log.warn({ err: error }, 'the replica gave no report: the database itself is asked');
    }
  }
  return readTenant(pool, businessId, work, 'report');
}

function tookTooLong(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === STATEMENT_TIMED_OUT;
}

async function placeOf(tx: Tx, businessId: Id): Promise<Place | null> {
  const feed = await readFeedPosition(tx, businessId, 'anything');
  const [till] = await tx<{ heard: Date | null }[]>`
    select max(last_seen_at) as heard from till_sync where business_id = ${businessId}`;
  return feed === null ? null : { feed, heardMs: till?.heard?.getTime() ?? 0 };
}

/** A mark of another kind was given by a database that went back to a backup. */
function hasCome(here: Place | null, there: Place | null): boolean {
  if (here === null || there === null || here.feed.mark !== there.feed.mark) return false;
  return (
    there.feed.counter >= here.feed.counter &&
    there.feed.changes >= here.feed.changes &&
    there.heardMs >= here.heardMs - HEARD_LATE_MS
  );
}
