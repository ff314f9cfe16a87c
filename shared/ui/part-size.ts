import { createContext, useContext } from 'react';

/** till: targets of at least 48 px; owner: 36 with a mouse, 44 on touch. */
export type PartSize = 'till' | 'owner';

/** The size of every part below; the till is the default, the owner's app says `owner` once at its top. */
export const PartSizeContext = createContext<PartSize>('till');

export function usePartSize(): PartSize {
  return useContext(PartSizeContext);
}
