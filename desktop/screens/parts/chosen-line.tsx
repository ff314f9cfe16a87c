import { createContext, useContext } from 'react';
import { assert } from '#shared/base/assert.ts';

/** Which line of the sale is chosen; what an edit touched is chosen by itself. */
export type ChosenLine = { readonly lineId: string | null; readonly choose: (lineId: string) => void };

export const ChosenLineContext = createContext<ChosenLine | null>(null);

export function useChosenLine(): ChosenLine {
  const chosen = useContext(ChosenLineContext);
  assert(chosen !== null, 'a screen stands outside of the app');
  return chosen;
}
