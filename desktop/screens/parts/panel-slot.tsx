import { createContext, type ReactNode, useContext } from 'react';

export const PanelSlotContext = createContext<ReactNode>(null);

/** What slides in over a page's shelf; null while nothing is open. */
export function usePanelSlot(): ReactNode {
  return useContext(PanelSlotContext);
}
