import { type Connection } from '../connection.ts';

export type PrintJob = { readonly id: number; readonly saleId: string | null; readonly document: string; readonly tries: number };
export type PrintState = { readonly state: 'waiting' | 'printed' | 'failed'; readonly error: string | null };

/** The queue holds so many receipts; the oldest printed ones make room. */
export const PRINT_JOBS_KEPT_MAX = 200;

export function readPrintJobs(db: Connection) {
  const next = db.prepare<[], PrintJob>("SELECT id, sale_id AS saleId, document, tries FROM print_jobs WHERE state = 'waiting' ORDER BY id LIMIT 1");
  const ofSale = db.prepare<[string], PrintState>('SELECT state, error FROM print_jobs WHERE sale_id = ? ORDER BY id DESC LIMIT 1');
  return {
    next: (): PrintJob | null => next.get() ?? null,
    ofSale: (saleId: string): PrintState | null => ofSale.get(saleId) ?? null,
  };
}

export function writePrintJobs(db: Connection) {
  const insert = db.prepare("INSERT INTO print_jobs (sale_id, kind, document, state, made_ms) VALUES (?, 'receipt', ?, 'waiting', ?)");
  const mark = db.prepare('UPDATE print_jobs SET state = ?, error = ?, tries = tries + 1 WHERE id = ?');
  const prune = db.prepare("DELETE FROM print_jobs WHERE state = 'printed' AND id <= (SELECT max(id) FROM print_jobs) - ?");
  return {
    add: (saleId: string, document: string, nowMs: number): void => {
      insert.run(saleId, document, nowMs);
    },
    mark: (id: number, state: PrintState): void => {
      mark.run(state.state, state.error, id);
      prune.run(PRINT_JOBS_KEPT_MAX);
    },
  };
}
