import type { MissingTill } from '#shared/api/reports.ts';
import { useStoreTills } from '../stores/use-stores.ts';
import type { SeenTill } from './till-groups.ts';

/** The tills in use, of one store or all, each with its last sign and whether the report misses it. */
export function useSeenTills(
  missing: readonly MissingTill[],
  storeId: string | undefined,
): { readonly isKnown: boolean; readonly seen: readonly SeenTill[] } {
  const { isKnown, stores } = useStoreTills();
  const silent = new Set(missing.map(({ tillId }) => tillId));
  const seen = stores
    .filter(({ store }) => storeId === undefined || store.id === storeId)
    .flatMap(({ store, tills }) =>
      tills
        .filter(({ status }) => status === 'active')
        .map((till) => ({
          id: till.id,
          storeId: store.id,
          storeName: store.name,
          name: till.name,
          lastSeenMs: till.lastSeenAt === null ? null : Date.parse(till.lastSeenAt),
          waitingKnown: till.waitingKnown,
          isSilent: silent.has(till.id),
        })),
    );
  return { isKnown, seen };
}
