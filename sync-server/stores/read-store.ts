import { type StoreAnswer, storeAnswerSchema } from '#shared/api/store-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { readRecord } from '#server/sync/web-edits/read-records.ts';

/** One store. @throws {Fault} `not_found`, also for one beyond the caller's limits */
export async function readStore(tx: Tx, session: Session, id: Id): Promise<StoreAnswer> {
  requireStore(session, id);
  const found = await readRecord(tx, { businessId: session.businessId, kind: 'store', id }, storeAnswerSchema);
  if (found === undefined) throw new Fault('not_found', 'There is no such store.');
  return found;
}
