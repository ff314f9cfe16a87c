import { epochCounter } from '#shared/changes/hash-chain.ts';
import { BEFORE_PLACES_MAX, type ChainPlace, type EnrolRequest } from '#shared/sync/enrol.ts';
import type { Reader } from '../store/till-tables.ts';
import { headOf } from './hello-request.ts';

/**
 * Which till this machine was, for the office that makes it another: it says how much of that till's chains it still has.
 * The head of each epoch comes before the older places of any, newest epoch first, since few of them fit in.
 */
export function tillBefore(reader: Reader): EnrolRequest['before'] {
  const identity = reader.meta.identity();
  if (identity === null || reader.meta.isAlone()) return undefined;
  const ladders = reader.changes
    .epochs()
    .toSorted((one, other) => epochCounter(other) - epochCounter(one))
    .map((epoch) => placesOf(reader, epoch));
  const places = [...ladders.flatMap((ladder) => ladder.slice(0, 1)), ...ladders.flatMap((ladder) => ladder.slice(1))];
  return { tillId: identity.tillId, places: places.slice(0, BEFORE_PLACES_MAX) };
}

/** The head, what was acknowledged, and below that places twice as far apart each time, down to the first that is held. */
function placesOf(reader: Reader, epoch: string): ChainPlace[] {
  const { lastSeq, ackedSeq } = headOf(reader, epoch);
  const lowest = reader.places.lowestSeq(epoch) ?? lastSeq;
  const seqs = [lastSeq, ackedSeq];
  for (let step = 1; ackedSeq - step > lowest; step = 2 * step + 1) seqs.push(ackedSeq - step);
  seqs.push(lowest);
  return [...new Set(seqs)].flatMap((seq) => {
    const hash = reader.places.hashAt(epoch, seq);
    return hash === null ? [] : [{ epoch, seq, hash }];
  });
}
