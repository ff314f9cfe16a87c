import type { EnrolAnswer } from '#shared/sync/enrol.ts';
import { type Epoch, epochCounter } from '#shared/changes/hash-chain.ts';
import { setLedgersThrough } from '../store/ledgers-through.ts';
import type { Writer } from '../store/till-tables.ts';
import { OFFERS_KEY } from './offers-state.ts';
import { beginResync } from './resync.ts';
import { renumber } from './switch-epoch.ts';

/** Set where the office said that this machine must enrol anew: another stays the till that it was. */
export const OUTCAST_KEY = 'must_enrol';

/**
 * Makes a machine that was another till this one. What it sold and the office has not, or has no more since it came back from
 * a backup, goes out under the new till, where it waits for the owner's word; everything else of the old one is proven to be
 * at the office and is no longer its own. Of another business nothing goes out: the caller saw to it that nothing was left.
 */
export function becomeTill(writer: Writer, answer: EnrolAnswer, officeUrl: string): void {
  const before = writer.meta.identity();
  const { grant, aliases, held, serverTime: _serverTime, ...identity } = answer;
  const { epoch, series, certificate, previousHash } = grant;
  writer.meta.setIdentity({ ...identity, officeUrl });
  // Of a till that was alone once: what comes back of its own is read by them.
  for (const { oldId, newId } of aliases) writer.aliases.put(oldId, newId);
  writer.meta.remove(OUTCAST_KEY);
  // What was to be given back was another shop's.
  if (before?.businessId !== answer.businessId) writer.meta.remove(OFFERS_KEY);
  writer.shop.forget();
  // Of a till whose place this machine takes, the next hello says what is missing, and gives the epoch for it. What was sealed
  // under a key that is gone, such as everybody's PIN, is read anew.
  if (before?.tillId === answer.tillId) {
    beginResync(writer);
    return;
  }
  if (before !== null) {
    const epochs = writer.changes.epochs().toSorted((one, other) => epochCounter(one) - epochCounter(other));
    if (before.businessId === answer.businessId)
      for (const old of epochs) writer.places.prune(old, heldThrough(writer, old, held));
    else writer.places.dropAll();
    writer.places.forgetEffects();
    writer.sales.disownUnlogged();
    writer.sync.forgetParked();
    // What the office had under own edits that it took since would be laid over its newer rows.
    writer.sync.forgetBases();
    // The marks end before what rows contain is forgotten: they are the old till's, and would say that all of the new one's is in.
    beginResync(writer);
    writer.feed.forgetIncluded();
    writer.ledgers.forgetIncluded();
    setLedgersThrough(writer, null);
    const waiting = epochs.flatMap((old) => writer.places.placesAbove(old, 0));
    renumber(writer, waiting, { tillId: answer.tillId, fromTillId: before.tillId, grant });
  }
  writer.meta.setEpoch({ epoch, series, certificate, previousHash });
}

/** How far the office has an epoch of the till that this machine was; what an older office doesn't say is held to be lost. */
function heldThrough(writer: Writer, epoch: Epoch, held: EnrolAnswer['held']): number {
  const same = (held ?? []).filter(
    (place) => place.epoch === epoch && writer.places.hashAt(epoch, place.seq) === place.hash,
  );
  return Math.max(0, ...same.map(({ seq }) => seq));
}
