import type { TillCore } from '../store/call-context.ts';
import type { Reader } from '../store/till-store.ts';

/** Drops a draft that came to its end; one that is gone already is no fault. */
export function dropDraft(core: Pick<TillCore, 'drafts'>, saleId: string): void {
  core.drafts.write((writer) => {
    if (writer.drafts.get(saleId) !== null) writer.drafts.drop(saleId);
  });
}

/** Whether a sale was paid or abandoned although its draft is still here; then the draft goes now. */
export function isFinished(core: Pick<TillCore, 'drafts'>, reader: Reader, saleId: string): boolean {
  if (reader.sales.byId(saleId) === null && !reader.changes.wasAbandoned(saleId)) return false;
  dropDraft(core, saleId);
  return true;
}

/** After a crash between the two files: a draft whose sale is in the money file is dropped. */
export function dropFinishedDrafts(core: Pick<TillCore, 'drafts' | 'store'>): void {
  for (const saleId of core.drafts.read((reader) => reader.drafts.saleIds()))
    core.store.read((reader) => isFinished(core, reader, saleId));
}
