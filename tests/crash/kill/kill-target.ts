/** Where a kill must hit at least so often. A swap is a page that is taken in while classes are read anew. */
export const TARGETS = ['sale', 'checkpoint', 'backup', 'migration', 'pull', 'swap'] as const;
export type Target = (typeof TARGETS)[number];

/** Where a kill did hit: what the till had announced to enter and not to leave, and what its files say. */
export const HITS = [...TARGETS, 'between'] as const;
export type Hit = (typeof HITS)[number];

/** What follows the copy of a file until it has its newer schema takes about this long; other phases are measured. */
export const MIGRATION_MS = 40;

/** The target that lacks most, and once all have enough any of them by turns. */
export function nextTarget(hits: ReadonlyMap<Hit, number>, perPhase: number, random: () => number): Target {
  const lacking = TARGETS.map((target) => ({ target, missing: perPhase - (hits.get(target) ?? 0) }))
    .filter(({ missing }) => missing > 0)
    .toSorted((one, other) => other.missing - one.missing);
  const any = TARGETS[Math.floor(random() * TARGETS.length)] ?? 'sale';
  return lacking[0]?.target ?? any;
}
