/** Where a kill must hit at least so often. A swap is a page that is taken in while classes are read anew. */
export const TARGETS = ['sale', 'checkpoint', 'backup', 'migration', 'pull', 'swap'] as const;
export type Target = (typeof TARGETS)[number];

/** Where a kill did hit: what the till had announced to enter and not to leave, and what its files say. */
export type Hit = Target | 'between';

/** The part of each phase in which the kill may fall: a little longer than the phase takes, so that some come late. */
export const DELAY_MS_MAX: Readonly<Record<Target, number>> = {
  sale: 12,
  checkpoint: 5,
  backup: 20,
  migration: 40,
  pull: 60,
  swap: 60,
};

/** The target that lacks most, and once all have enough any of them by turns. */
export function nextTarget(hits: ReadonlyMap<Hit, number>, perPhase: number, random: () => number): Target {
  const lacking = TARGETS.map((target) => ({ target, missing: perPhase - (hits.get(target) ?? 0) }))
    .filter(({ missing }) => missing > 0)
    .toSorted((one, other) => other.missing - one.missing);
  const any = TARGETS[Math.floor(random() * TARGETS.length)] ?? 'sale';
  return lacking[0]?.target ?? any;
}
