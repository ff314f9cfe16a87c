import type { Pool } from './pool.ts';

/** After so many rows the database looks at its tables anew; later its own housekeeping is often enough. */
const MILESTONES = [500, 5_000, 50_000];

/**
 * Has the database learn the size of its tables while they grow from nothing.
 *
 * Without it a new shop's first days are written more slowly with every row (migrations/server/0040_statistics.sql).
 */
export class GrownStatistics {
  readonly #pool: Pool;
  #rows = 0;
  #reached = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Call it after a commit that wrote so many rows; most calls do nothing. */
  async grew(rows: number): Promise<void> {
    this.#rows += rows;
    const milestone = MILESTONES[this.#reached];
    if (milestone === undefined || this.#rows < milestone) return;
    this.#reached += 1;
    await this.#pool`select refresh_statistics()`;
  }
}
