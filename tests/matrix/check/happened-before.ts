import { type JudgedHistory, type Known, type Place, eachSighting, namesBefore } from './judged-history.ts';

/** What each till had when it wrote: a change depends on all of it, and on what its cashier read for it. */
export type HappenedBefore = {
  /** All that a change depends on, by the till that wrote it. */
  readonly dependsOn: (place: Place) => Known;
  /** Whether the one name was there, or could have been, when the other was given. */
  readonly isOlderName: (name: string, than: string) => boolean;
};

type Had = { readonly logLength: number; readonly known: Known };

export function happenedBefore(history: JudgedHistory): HappenedBefore {
  const hadAt = new Map<string, Had[]>();
  for (const { reader, known } of eachSighting(history)) {
    const logLength = known.get(reader);
    if (logLength === undefined) continue;
    const had = hadAt.get(reader) ?? [];
    hadAt.set(reader, had);
    had.push({ logLength, known });
  }
  const basedOn = namesBefore(history);
  const cache = new Map<string, Known>();
  const dependsOn = (place: Place): Known => {
    const key = `${place.till} ${place.at}`;
    const found =
      cache.get(key) ?? withRead(history, place, { had: lastHad(hadAt.get(place.till), place.at), basedOn });
    cache.set(key, found);
    return found;
  };
  return {
    dependsOn,
    isOlderName: (name, than) => {
      if (name === than) return false;
      const [older, newer] = [history.placeOfName.get(name), history.placeOfName.get(than)];
      // A name that nobody gave was there from the beginning.
      if (newer === undefined) return false;
      return older === undefined || (dependsOn(newer).get(older.till) ?? 0) > older.at;
    },
  };
}

/** The last thing seen at a till before it wrote its change of that place. */
function lastHad(had: readonly Had[] = [], at: number): Known {
  let [low, high] = [0, had.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((had[middle]?.logLength ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return had[low - 1]?.known ?? new Map();
}

/** With the till's own changes before it, and for an edit with the one whose name its cashier saw. */
function withRead(
  history: JudgedHistory,
  place: Place,
  { had, basedOn }: { readonly had: Known; readonly basedOn: ReadonlyMap<string, string> },
): Known {
  const known = new Map(had);
  known.set(place.till, place.at);
  const change = history.till(place.till)?.log[place.at];
  const read = change?.kind === 'edit' ? history.placeOfName.get(basedOn.get(change.value) ?? '') : undefined;
  if (read !== undefined) known.set(read.till, Math.max(known.get(read.till) ?? 0, read.at + 1));
  return known;
}
