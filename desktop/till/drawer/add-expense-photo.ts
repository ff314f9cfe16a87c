import { createHash } from 'node:crypto';
import { must } from '#shared/base/assert.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { EXPENSE_PHOTOS_MAX } from '#shared/sync/limits.ts';
import { expenseAddPhotoCall } from '#shared/till-calls/expense-calls.ts';
import { tillWrite } from '../store/handler.ts';
import { pictureType } from '../store/picture-type.ts';
import { expenseView } from './expense-view.ts';

/** Keeps a photo of an expense's receipt until the office has it. */
export const addExpensePhoto = tillWrite(expenseAddPhotoCall, (context, writer, { expenseId, picture: text }) => {
  const { core } = context;
  const expense = writer.expenses.byId(expenseId);
  if (expense === null) return refuse('expense_unknown');
  const picture = Buffer.from(text, 'base64');
  if (pictureType(picture) === null) return refuse('photo_unreadable');
  if (writer.photos.ofExpense(expenseId).count >= EXPENSE_PHOTOS_MAX)
    return refuse('photos_too_many', { max: EXPENSE_PHOTOS_MAX });
  const photo = {
    id: core.newId(),
    expenseId,
    contentHash: createHash('sha256').update(picture).digest('hex'),
    picture,
  };
  writer.photos.put(photo, core.nowMs());
  context.after(core.sendPhotos);
  context.touched('shift');
  return accept(expenseView(writer, must(writer.expenses.byId(expenseId), 'the expense is there')));
});
