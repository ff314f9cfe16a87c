import { NO_ID } from '#shared/base/ids.ts';
import { appendChange } from '../store/append-change.ts';
import type { LaneResult } from './lane.ts';
import { nextOffer } from './next-offer.ts';
import { OFFERED_CLASSES, OFFERS_BEFORE_LOOK, type OffersWork, endOffers, knownAs } from './offers-state.ts';
import { sha256 } from './till-key.ts';
import type { Turn } from './turn.ts';

/**
 * Nothing waits: the next records that an office lacks which came back from a backup are written into the log, one change at a
 * time, so that what is sold goes up before them and the log never holds more of them than one push.
 *
 * Every few changes the till looks what the office has by then; with all given back it goes on to read anew.
 */
export function offerNext(turn: Turn, work: OffersWork): LaneResult {
  const { store, memory } = turn;
  if (work.left === 0) {
    work.left = OFFERS_BEFORE_LOOK;
    work.toRead = [...OFFERED_CLASSES];
    work.doing = 'read';
    return 'idle';
  }
  const tillId = store.read((reader) => reader.meta.identity()?.tillId ?? null);
  if (tillId === null || !turn.hasRoom()) return 'idle';
  const { records, at } = store.read((reader) => nextOffer(reader, tillId, work.at));
  if (at === null) {
    store.write(endOffers);
    memory.offers = null;
    turn.log.info('sync_offered');
    return 'idle';
  }
  if (records.length > 0) {
    const changes = { nowMs: turn.nowMs, newId: turn.newId, sha256, clockQuality: memory.clockQuality };
    store.write((writer) => {
      const payload = { records: [...records] };
      appendChange(writer, changes, { type: 'record.offered', entityId: tillId, actorId: NO_ID, payload });
      for (const { kind, id } of records) writer.feed.see(knownAs(kind), id);
    });
    work.left -= 1;
    memory.noteWork();
  }
  work.at = at;
  return 'more';
}
