import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { REVIEWED } from './read-reviews.ts';

/** Who looked, when, and what that person noted. */
export type Seen = {
  readonly businessId: Id;
  /** Empty: all stores. */
  readonly storeIds: readonly Id[];
  readonly userId: Id;
  readonly at: Date;
  readonly note: string;
};

/**
 * Notes that a named person looked at a change that was applied for review. The fact stays as it is.
 *
 * @throws {Fault} `not_found` where nothing about it is odd, or any more
 */
export async function seeReview(tx: Tx, seen: Seen, changeId: Id): Promise<void> {
  const marked = await tx.unsafe(
    `insert into change_reviews (business_id, change_id, reasons, note, seen_by, seen_at, created_at, updated_at)
     select $1::uuid, r.id, r.reasons, $3, $4::uuid, $5::timestamptz, $5::timestamptz, $5::timestamptz
     from (${REVIEWED}) r where r.id = $2::uuid and ($6::uuid[] is null or r.store_id = any($6)) limit 1
     on conflict (business_id, change_id) do update
       set reasons = excluded.reasons, note = excluded.note, seen_by = excluded.seen_by, seen_at = excluded.seen_at, updated_at = excluded.updated_at
     returning change_id`,
    [
      seen.businessId,
      changeId,
      seen.note,
      seen.userId,
      seen.at,
      seen.storeIds.length === 0 ? null : [...seen.storeIds],
    ],
  );
  if (marked.length === 0) throw new Fault('not_found', 'Nothing under this id waits for somebody to look at it.');
}
