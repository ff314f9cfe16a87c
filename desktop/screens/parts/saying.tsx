import { createContext, useContext } from 'react';
import { assert } from '#shared/base/assert.ts';
import type { ToastAction } from '#shared/ui/toast.tsx';

/** What a toast says, how it is taken back, and what may come next. */
export type Said = {
  readonly message: string;
  readonly action?: ToastAction;
  readonly next?: ToastAction;
};

export const SayingContext = createContext<((said: Said) => void) | null>(null);

/** Says something in the toast, bottom left: what happened, never an error. */
export function useSay(): (said: Said) => void {
  const say = useContext(SayingContext);
  assert(say !== null, 'a screen stands outside of the app');
  return say;
}
