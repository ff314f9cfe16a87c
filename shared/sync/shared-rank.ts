import type { Rank } from './rank.ts';

/** Stands for every field of a record that has no rank of its own beside it. */
export const EVERY_FIELD = '*';

type Ranks = Readonly<Record<string, Rank>>;

/**
 * Writes a rank that most fields share once: a product that was imported has one of seventy-five characters for all its
 * fields, and a new till reads a hundred thousand of them.
 *
 * @param fields the record's own fields; the ranks stay as they are where one of them has none
 */
export function foldRanks(ranks: Ranks, fields: readonly string[]): Ranks {
  const first = fields[0];
  const shared = first === undefined ? undefined : ranks[first];
  if (shared === undefined || EVERY_FIELD in ranks) return ranks;
  const folded: Record<string, Rank> = { [EVERY_FIELD]: shared };
  const others = new Set(Object.keys(ranks));
  for (const field of fields) {
    const rank = ranks[field];
    if (rank === undefined) return ranks;
    if (rank !== shared) folded[field] = rank;
    others.delete(field);
  }
  for (const other of others) folded[other] = ranks[other] ?? shared;
  return folded;
}

/** The rank of each field again. */
export function unfoldRanks(ranks: Ranks, fields: readonly string[]): Ranks {
  const { [EVERY_FIELD]: shared, ...own } = ranks;
  return shared === undefined ? ranks : { ...Object.fromEntries(fields.map((field) => [field, shared])), ...own };
}
