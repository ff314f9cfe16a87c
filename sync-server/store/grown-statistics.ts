import type { Pool } from './pool.ts';

/** After so many rows the database looks at its tables anew; later its own housekeeping is often enough. */
const MILESTONES = [500, 5_000, 50_000];

/** Tells of rows that were committed; most calls do nothing. */
export type GrownStatistics = { readonly grew: (rows: number) => Promise<void> };

/**
 * Has the database learn the size of its tables while they grow from nothing.
 *
 * Without it a new shop's first days are written more slowly with every row (migrations/server/0040_statistics.sql).
 */
export function grownStatistics(pool: Pool): GrownStatistics {
  let written = 0;
  let reached = 0;
  return {
    grew: async (rows) => {
      written += rows;
      const milestone = MILESTONES[reached];
      if (milestone === undefined || written < milestone) return;
      reached += 1;
      await pool`select refresh_statistics()`;
    },
  };
}
