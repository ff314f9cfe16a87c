import { accept, refuse } from '#shared/base/outcome.ts';
import { staffSignInCall } from '#shared/till-calls/till-calls.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';
import { sessionView } from './staff-views.ts';

/** Signs a person in by PIN; whoever was signed in before is signed out. */
export const signIn = tillWrite(
  staffSignInCall,
  (context, writer, { userId }) => {
    const person = writer.people.byId(userId);
    if (person === null) return refuse('staff_unknown');
    appendChange(writer, context.core.changes, {
      type: 'staff.signed_in',
      entityId: userId,
      actorId: userId,
      payload: { userId },
    });
    context.after(() => context.core.session.set(userId));
    context.touched('staff');
    return accept(sessionView(person));
  },
  (core, { userId, pin }) => {
    const belongsToShop = core.store.read((reader) => reader.meta.identity() !== null && reader.meta.epoch() !== null);
    return belongsToShop ? core.verifyPin(userId, pin) : Promise.resolve(refuse('till_not_enrolled'));
  },
);
