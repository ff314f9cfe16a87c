/** A till as Today speaks of it. */
export type SeenTill = {
  readonly id: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly name: string;
  /** Null where it was never heard from. */
  readonly lastSeenMs: number | null;
  readonly waitingKnown: number;
  readonly isSilent: boolean;
};

export type TillGroups = {
  /** Silent ones first, then those heard from longest ago. */
  readonly named: readonly SeenTill[];
  /** The rest, of which the oldest sign is so old. */
  readonly others: { readonly count: number; readonly oldestMs: number } | null;
};

const NAMED_MAX = 4;
const NAMED_WITH_OTHERS = 2;

const age = (till: SeenTill): number => till.lastSeenMs ?? -1;

/** Names the silent tills, and gathers the many that are well into one line. */
export function groupTills(tills: readonly SeenTill[]): TillGroups {
  const sorted = tills.toSorted(
    (left, right) => Number(right.isSilent) - Number(left.isSilent) || age(left) - age(right),
  );
  if (sorted.length <= NAMED_MAX) return { named: sorted, others: null };
  const silent = sorted.filter(({ isSilent }) => isSilent).length;
  const cut = Math.min(NAMED_MAX - 1, Math.max(NAMED_WITH_OTHERS, silent));
  const rest = sorted.slice(cut);
  return { named: sorted.slice(0, cut), others: { count: rest.length, oldestMs: Math.min(...rest.map(age)) } };
}

/** "Yaba Till 2": a till by its store, unless its own name says the store already. */
export function tillWithStore(storeName: string, tillName: string): string {
  return tillName.startsWith(storeName) ? tillName : `${storeName} ${tillName}`;
}
