import { createContext, useContext } from 'react';
import type { z } from 'zod';
import { assert } from '#shared/base/assert.ts';
import type { sessionViewSchema, tillStateSchema } from '#shared/till-calls/till-calls.ts';

export type TillState = z.infer<typeof tillStateSchema>;
export type Session = z.infer<typeof sessionViewSchema>;

export const TillStateContext = createContext<TillState | null>(null);
export const SessionContext = createContext<Session | null>(null);

/** Whose till this is, and how its business writes. */
export function useTillState(): TillState {
  const state = useContext(TillStateContext);
  assert(state !== null, 'a screen asks for the till before it is known');
  return state;
}

/** Who is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  assert(session !== null, 'a screen asks who is signed in before anybody is');
  return session;
}
