import { HLC_ZERO, type Hlc } from '#shared/base/hlc.ts';

export const VARIANTS = ['rice', 'milk'] as const;
export type Variant = (typeof VARIANTS)[number];

/** A change of the model: it moves one or both variants, or counts one. */
export type Fact = {
  readonly id: string;
  readonly till: number;
  readonly stamp: Hlc;
  readonly moves: readonly { readonly variant: Variant; readonly quantity: number }[];
  readonly count: { readonly variant: Variant; readonly counted: number } | null;
  /** Set apart when it first arrives. */
  readonly waits: boolean;
};

/** The clauses of the rules that can be left out, one at a time, to see that the model misses each. */
export type Clause =
  | 'included'
  | 'completeThrough'
  | 'row quarantined list'
  | 'list given to every row'
  | 'anchor stamp'
  | 'own unsent count'
  | 'latest pull only'
  | 'no page before the new epoch'
  | 'own facts before renumbering'
  | 'completeThrough swapped'
  | 'marks'
  | 'same epoch again'
  | 'careful pruning'
  | 'late movement before a count'
  | 'movements since a count';

export type LeftOut = Clause | null;

export const epochName = (counter: number): string => `${counter}-${'0'.repeat(16)}`;

export function nextHash(previous: string, id: string): string {
  let hash = 7;
  for (const sign of previous + id) hash = (Math.imul(hash, 31) + sign.charCodeAt(0)) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** What a set of facts makes of a variant, from the definition alone: the last count, and all that happened after it. */
export function levelOf(facts: readonly Fact[], variant: Variant): { quantity: number; anchor: Hlc } {
  let [quantity, anchor] = [0, HLC_ZERO];
  for (const fact of facts) {
    if (fact.count?.variant === variant && fact.stamp > anchor) [quantity, anchor] = [fact.count.counted, fact.stamp];
  }
  return { quantity: quantity + movedAfter(facts, variant, anchor), anchor };
}

export function movedAfter(facts: readonly Fact[], variant: Variant, after: Hlc): number {
  let sum = 0;
  for (const fact of facts) {
    if (fact.stamp > after) for (const move of fact.moves) if (move.variant === variant) sum += move.quantity;
  }
  return sum;
}
