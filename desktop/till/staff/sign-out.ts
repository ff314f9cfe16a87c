import { accept } from '#shared/base/outcome.ts';
import { staffSignOutCall } from '#shared/till-calls/till-calls.ts';
import { tillWrite } from '../store/handler.ts';

/** Locks the till; the open sale stays where it is. */
export const signOut = tillWrite(staffSignOutCall, (context) => {
  context.after(() => context.core.session.set(null));
  context.touched('staff');
  return accept({});
});
