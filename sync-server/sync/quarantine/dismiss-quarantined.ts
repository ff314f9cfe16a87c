import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { ownFactKey, writeFeed } from '../apply/feed/write-feed.ts';
import { pokeWithin } from '../live/poke.ts';
import type { Settler } from './retry-quarantined.ts';

/**
 * Ends the waiting of a change by a named person's word: `corrected` by a new fact, or `dismissed`. Its bytes stay for ever.
 *
 * @throws {Fault} `not_found` where nothing waits under this id
 */
export async function dismissQuarantined(
  tx: Tx,
  settler: Settler & { readonly userId: Id },
  quarantineId: Id,
  said: { readonly state: 'corrected' | 'dismissed'; readonly reason: string },
): Promise<void> {
  const [ended] = await tx<{ till_id: Id; epoch_counter: number; seq: number }[]>`
    update sync_quarantine set state = ${said.state}, settled_by = ${settler.userId}, settled_at = ${settler.at}, settled_reason = ${said.reason}, updated_at = ${settler.at}
    where business_id = ${settler.businessId} and id = ${quarantineId} and state = 'waiting' returning till_id, epoch_counter, seq`;
  if (ended === undefined) throw new Fault('not_found', 'Nothing waits under this id; perhaps somebody settled it.');
  const key = ownFactKey({ tillId: ended.till_id, epochCounter: ended.epoch_counter, seq: ended.seq });
  await pokeWithin(tx, settler.businessId);
  await writeFeed(tx, settler, [key]);
}
