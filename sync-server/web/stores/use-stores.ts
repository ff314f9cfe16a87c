import { useQueries } from '@tanstack/react-query';
import { type StoreAnswer, type TillRow, listStoresEndpoint, listTillsEndpoint } from '#shared/api/store-endpoints.ts';
import { useOffice } from '../client/office-context.ts';
import { officeQuery, useOfficeQuery } from '../client/use-office-query.ts';
import { useMay } from '../session/me-context.ts';

const ROWS_MAX = 200;
const NO_STORES: readonly StoreAnswer[] = [];
const EACH_MS = 20_000;

/** The stores that who is signed in may see. */
export function useStores() {
  return useOfficeQuery(listStoresEndpoint, { query: { limit: ROWS_MAX } });
}

export type StoreTills = { readonly store: StoreAnswer; readonly tills: readonly TillRow[] };

/** Every store with its tills, as far as the role sees them. */
export function useStoreTills(): { readonly isKnown: boolean; readonly stores: readonly StoreTills[] } {
  const { call } = useOffice();
  const may = useMay();
  const known = useStores().data?.data;
  const stores = known ?? NO_STORES;
  const answers = useQueries({
    queries: stores.map(({ id }) => ({
      ...officeQuery(call, listTillsEndpoint, { params: { id } }),
      enabled: may('tills.read'),
      refetchInterval: EACH_MS,
    })),
  });
  return {
    isKnown: known !== undefined && answers.every(({ isSuccess }) => isSuccess),
    stores: stores.map((store, index) => ({ store, tills: answers[index]?.data?.data ?? [] })),
  };
}
