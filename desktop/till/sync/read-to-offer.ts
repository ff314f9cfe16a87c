import { must } from '#shared/base/assert.ts';
import type { SyncClass } from '#shared/sync/classes.ts';
import type { LaneResult } from './lane.ts';
import { noteKnown } from './note-known.ts';
import { OFFERS_KEY, newOffersWork, setOffersCursor } from './offers-state.ts';
import type { PulledPage } from './pulled-page.ts';
import { resyncingClasses } from '../store/resync-state.ts';
import type { Turn } from './turn.ts';

/**
 * The class to read next for what an office lacks that came back from a backup; `sending` while what was found goes up, null
 * where nothing is given back. The own facts come first.
 */
export function classToOffer({ store, memory }: Turn): SyncClass | 'sending' | null {
  const isDue = store.read((reader) => reader.meta.get(OFFERS_KEY) !== null && !resyncingClasses(reader).has('own'));
  if (!isDue) return null;
  memory.offers ??= newOffersWork();
  return memory.offers.doing === 'send' ? 'sending' : (memory.offers.toRead[0] ?? 'sending');
}

/** A page that is only compared: it and its cursor are on the disk in one transaction, and the class at its end is through. */
export function readToOffer({ store, memory }: Turn, page: PulledPage): LaneResult {
  const offers = memory.offers;
  const name = offers?.toRead[0];
  if (offers === null || name === undefined) return 'more';
  store.write((writer) => {
    noteKnown(writer, page, must(writer.meta.identity(), 'only an enrolled till pulls').tillId);
    setOffersCursor(writer, name, page.cursor);
  });
  if (!page.hasMore) offers.toRead.shift();
  if (offers.toRead.length === 0) offers.doing = 'send';
  return 'more';
}
