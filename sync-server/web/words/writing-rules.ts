import { createContext, useContext } from 'react';
import type { MoneyStyle } from '#shared/base/format-money.ts';

/** How the business writes amounts and days, and where its day begins. */
export type WritingRules = MoneyStyle & { readonly timeZone: string; readonly dayStartMinutes: number };

export const WritingRulesContext = createContext<WritingRules>({
  locale: 'en',
  currency: 'NGN',
  timeZone: 'UTC',
  dayStartMinutes: 0,
});

/** The writing rules of the business that is signed in. */
export function useWritingRules(): WritingRules {
  return useContext(WritingRulesContext);
}
