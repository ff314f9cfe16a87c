import type { History, Sighting, TillHistory, WrittenChange } from './history.ts';

/** Where a change stands: which till wrote it, and how many it had written before. */
export type Place = { readonly till: string; readonly at: number };

/** How many changes of each till somebody has. */
export type Known = ReadonlyMap<string, number>;

export type Sale = Extract<WrittenChange, { kind: 'sale' }>;

/** A sighting with all that the reader has by then. */
export type JudgedSighting = Sighting & {
  readonly where: string;
  readonly sales: ReadonlySet<string>;
  /** Up to which change of each till something was seen: all before it must be there too. */
  readonly known: Known;
};

/** A history with what its checks look up. */
export type JudgedHistory = History & {
  readonly placeOfSale: ReadonlyMap<string, Place>;
  readonly placeOfName: ReadonlyMap<string, Place>;
  readonly saleOf: (place: Place) => Sale | null;
  readonly till: (name: string) => TillHistory | undefined;
};

export function judgedHistory(history: History): JudgedHistory {
  const placeOfSale = new Map<string, Place>();
  const placeOfName = new Map<string, Place>();
  const tills = new Map(history.tills.map((till) => [till.name, till]));
  const opening = new Set(Object.values(history.openingNames));
  for (const { name, log } of history.tills)
    for (const [at, change] of log.entries()) {
      if (change.kind === 'sale') placeOfSale.set(change.saleId, { till: name, at });
      if (change.kind === 'edit' && !opening.has(change.value)) placeOfName.set(change.value, { till: name, at });
    }
  return {
    ...history,
    placeOfSale,
    placeOfName,
    till: (name) => tills.get(name),
    saleOf: ({ till, at }) => {
      const change = tills.get(till)?.log[at];
      return change?.kind === 'sale' ? change : null;
    },
  };
}

/** Goes through the sightings in their order, with what each reader has by then. */
export function* eachSighting(history: JudgedHistory): Generator<JudgedSighting> {
  const salesAt = new Map<string, Set<string>>();
  const newestAt = new Map<string, Map<string, number>>();
  const basedOn = namesBefore(history);
  for (const [number, sighting] of history.sightings.entries()) {
    const { reader } = sighting;
    const sales = entryOf(salesAt, reader, () => new Set<string>());
    const newest = entryOf(newestAt, reader, () => new Map<string, number>());
    for (const id of sighting.went) sales.delete(id);
    for (const id of sighting.came) {
      sales.add(id);
      lift(newest, history.placeOfSale.get(id));
    }
    // Who saw a name has seen its change, also when another name took its place, and the one that it was made on.
    for (const name of Object.values(sighting.customers))
      for (const seen of withNamesBefore(name, basedOn)) lift(newest, history.placeOfName.get(seen));
    const known = new Map(newest);
    for (const [till, count] of Object.entries(sighting.heads)) known.set(till, count);
    yield { ...sighting, sales, known, where: `${reader}, sighting ${number}` };
  }
}

/** The name that each was made on. */
export function namesBefore(history: Pick<History, 'tills'>): ReadonlyMap<string, string> {
  return new Map(history.tills.flatMap(({ edited }) => edited.map(({ value, basedOn }) => [value, basedOn] as const)));
}

function* withNamesBefore(name: string, basedOn: ReadonlyMap<string, string>): Generator<string> {
  // No name is given twice, so this ends.
  for (let seen: string | undefined = name; seen !== undefined; seen = basedOn.get(seen)) yield seen;
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function lift(known: Map<string, number>, place: Place | undefined): void {
  if (place !== undefined) known.set(place.till, Math.max(known.get(place.till) ?? 0, place.at + 1));
}
