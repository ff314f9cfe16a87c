import { useSyncExternalStore } from 'react';
import type { KeptDraft } from './kept-draft.ts';
import { useTillState } from './till-facts.tsx';

/** What this till keeps of a page's draft, as it is now, and how it is changed. */
export function useKeptDraft<Draft>(
  open: (tillName: string) => KeptDraft<Draft>,
): KeptDraft<Draft> & { readonly now: Draft } {
  const { businessName, storeCode, tillCode } = useTillState();
  const kept = open(`${businessName} ${storeCode}-${tillCode}`);
  return { ...kept, now: useSyncExternalStore(kept.subscribe, kept.draft) };
}
