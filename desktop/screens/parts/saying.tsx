import { createContext, useContext } from 'react';
import { assert } from '#shared/base/assert.ts';

/** What a toast says, and how it is taken back. */
export type Said = {
  readonly message: string;
  readonly action?: { readonly words: string; readonly keyCap?: string; readonly onPress: () => void };
};

export const SayingContext = createContext<((said: Said) => void) | null>(null);

/** Says something in the toast, bottom left: what happened, never an error. */
export function useSay(): (said: Said) => void {
  const say = useContext(SayingContext);
  assert(say !== null, 'a screen stands outside of the app');
  return say;
}
