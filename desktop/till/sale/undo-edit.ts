import { accept } from '#shared/base/outcome.ts';
import { saleUndoCall } from '#shared/till-calls/sale-calls.ts';
import { openDraft, saleEdit } from './sale-edit.ts';

/** Takes the last edit of the open sale back, or gives it again; at the end of either way it changes nothing. */
export const undoEdit = saleEdit(saleUndoCall, (_context, writer, { saleId, redo }) => {
  const draft = openDraft(writer, saleId);
  if (!draft.ok) return draft;
  writer.drafts.step(saleId, redo ? 1 : -1);
  return accept({ saleId, touchedLineId: null });
});
