import type { z } from 'zod';

/**
 * How the payload of an older version becomes one of the next: read by its own schema, which is kept for ever, then lifted.
 *
 * A till in a shop may hold changes of a version that no program makes any more; they count like any other.
 */
export type Lift = { readonly payload: z.ZodType; readonly toNext: (payload: unknown) => unknown };

/** By type and version, such as `sale.completed.v1`. */
export type Lifts = Readonly<Record<string, Lift>>;

/** One entry for each version that is not the newest of its type. */
export const LIFTS: Lifts = {};

const VERSIONS_MAX = 1000;

/** What a parsed body says of its kind, before anything of it is believed. */
export type Versioned = { readonly type: string; readonly v: number; readonly payload?: unknown };

/**
 * Lifts a body version by version to the newest that is known; one that has no lift stays as it is.
 *
 * @returns null where a payload does not fit the schema of its own version
 */
export function liftChange<Body extends Versioned>(lifts: Lifts, body: Body): Versioned | null {
  let lifted: Versioned = body;
  for (let steps = 0; steps < VERSIONS_MAX; steps += 1) {
    const lift = lifts[`${lifted.type}.v${lifted.v}`];
    if (lift === undefined) return lifted;
    const read = lift.payload.safeParse(lifted.payload);
    if (!read.success) return null;
    lifted = { ...lifted, v: lifted.v + 1, payload: lift.toNext(read.data) };
  }
  return lifted;
}
