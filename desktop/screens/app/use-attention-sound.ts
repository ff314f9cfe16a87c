import { useEffect } from 'react';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { playSound } from '../parts/sounds.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';

/** One low tone, once, when something needs attention. */
export function useAttentionSound(): void {
  const { value } = useTillQuery(syncStatusCall, {});
  const needsAttention = value?.sign === 'attention';
  // A sound is outside of React; it belongs to the change, not to each render.
  useEffect(() => {
    if (needsAttention) playSound('attention');
  }, [needsAttention]);
}
