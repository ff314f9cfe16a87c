import { ERRORS } from '#shared/base/error-codes.ts';
import type { PushEvent, Reply } from '#shared/till-calls/reply.ts';

/** How the window asks the host for a port to its till, and how the port comes. */
export const CONNECT_CHANNEL = 'stockavoo:connect';
export const PORT_CHANNEL = 'stockavoo:port';

/** A window's call on its way to the till; `id` tells which answer belongs to it. */
export type CallMessage = { readonly id: number; readonly request: unknown };

/** What comes back: the answer to a call, or a push. */
export type TillMessage = { readonly id: number; readonly reply: Reply } | { readonly push: PushEvent };

/** A fault of the door itself, in the words of the catalogue. */
export function doorFault(code: 'malformed' | 'too_large' | 'too_many_requests' | 'door_closed'): Reply {
  return { ok: false, fault: code, message: `${ERRORS[code].happened} ${ERRORS[code].action}` };
}
