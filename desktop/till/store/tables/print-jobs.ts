import { type Connection } from '../connection.ts';

/** A receipt that waits; its lines are made from the sale when it is printed. */
export type PrintJob = {
  readonly id: number;
  readonly saleId: string;
  readonly isCopy: number;
  readonly tries: number;
};
export type PrintState = { readonly state: 'waiting' | 'printed' | 'failed'; readonly error: string | null };

/** The queue holds so many receipts; the oldest printed ones make room. */
export const PRINT_JOBS_KEPT_MAX = 200;

export function readPrintJobs(db: Connection) {
  const next = db.prepare<[], PrintJob>(
    "SELECT id, sale_id AS saleId, is_copy AS isCopy, tries FROM print_jobs WHERE state = 'waiting' ORDER BY id LIMIT 1",
  );
  const ofSale = db.prepare<[string], PrintState>(
    'SELECT state, error FROM print_jobs WHERE sale_id = ? ORDER BY id DESC LIMIT 1',
  );
  return {
    next: (): PrintJob | null => next.get() ?? null,
    ofSale: (saleId: string): PrintState | null => ofSale.get(saleId) ?? null,
  };
}

export function writePrintJobs(db: Connection) {
  const insert = db.prepare("INSERT INTO print_jobs (sale_id, is_copy, state, made_ms) VALUES (?, ?, 'waiting', ?)");
  const mark = db.prepare('UPDATE print_jobs SET state = ?, error = ?, tries = tries + 1 WHERE id = ?');
  const prune = db.prepare(
    "DELETE FROM print_jobs WHERE state = 'printed' AND id <= (SELECT max(id) FROM print_jobs) - ?",
  );
  return {
    add: (saleId: string, isCopy: boolean, nowMs: number): void => {
      insert.run(saleId, isCopy ? 1 : 0, nowMs);
    },
    mark: (id: number, state: PrintState): void => {
      mark.run(state.state, state.error, id);
      prune.run(PRINT_JOBS_KEPT_MAX);
    },
  };
}
