import type { TillCore } from '../store/call-context.ts';

/** Drops a draft that came to its end; one that is gone already is no fault. */
export function dropDraft(core: Pick<TillCore, 'drafts'>, saleId: string): void {
  core.drafts.write((writer) => {
    if (writer.drafts.get(saleId) !== null) writer.drafts.drop(saleId);
  });
}

/** After a crash between the two files: a draft whose sale is in the money file, paid or abandoned, is dropped. */
export function dropFinishedDrafts(core: Pick<TillCore, 'drafts' | 'store'>): void {
  for (const saleId of core.drafts.read((reader) => reader.drafts.saleIds())) {
    const isFinished = core.store.read(
      (reader) => reader.sales.byId(saleId) !== null || reader.changes.wasAbandoned(saleId),
    );
    if (isFinished) dropDraft(core, saleId);
  }
}
