import { z } from 'zod';
import { productAnswerSchema } from '#shared/api/product-endpoints.ts';
import { stockWrittenSchema, type StockWritten } from '#shared/api/stock-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import {
  type Came,
  type SignedInOwner,
  TEST_PASSWORD,
  dataOf,
  registerOwner,
  signIn,
} from '../../support/api-caller.ts';
import type { SyncWorld } from '../../sync/support/sync-world.ts';

const idOf = z.looseObject({ id: z.string() });

/** A shop with two stores, and what its tests ask of it over HTTP. */
export interface StockedShop {
  readonly owner: SignedInOwner;
  readonly yaba: string;
  readonly ikeja: string;
  /** Adds a product without variants and gives its ids. */
  readonly product: (name: string, more?: object) => Promise<{ readonly id: string; readonly variantId: string }>;
  readonly post: (path: string, body: object) => Promise<Came>;
  /** Takes goods in at a cost; of a batch where one is named. */
  readonly receive: (
    variantId: string,
    quantityMilli: number,
    more?: { readonly storeId?: string; readonly unitCostE4?: number; readonly batch?: object },
  ) => Promise<StockWritten>;
  /** What lies in a store of a variant, all batches together. */
  readonly onHand: (variantId: string, storeId?: string) => Promise<number>;
  /** Somebody of the business with this role, limited to these stores. */
  readonly colleague: (roleKey: string, storeIds: readonly string[]) => Promise<SignedInOwner>;
}

/** Opens a shop for tests of goods. */
export async function openStockedShop(world: SyncWorld, email: string): Promise<StockedShop> {
  const owner = await registerOwner(world.server, email);
  const store = async (name: string, code: string): Promise<string> =>
    dataOf(await owner.call('POST', '/stores', { body: { name, code, timeZone: 'Africa/Lagos' } }), idOf).id;
  const yaba = await store('Yaba', 'YAB');
  const ikeja = await store('Ikeja', 'IKJ');
  const post = (path: string, body: object): Promise<Came> => owner.call('POST', path, { body });
  return {
    owner,
    yaba,
    ikeja,
    post,
    product: async (name, more = {}) => {
      const came = await post('/products', { name, sellingPriceMinor: 100_000, ...more });
      const product = dataOf(came, productAnswerSchema);
      return { id: product.id, variantId: must(product.variants[0], 'a product has a variant').id };
    },
    receive: async (variantId, quantityMilli, { storeId = yaba, unitCostE4 = 500_000, ...more } = {}) => {
      const lines = [{ variantId, quantityMilli, unitCostE4, ...more }];
      return dataOf(await post('/inventory/receive', { storeId, lines }), stockWrittenSchema);
    },
    onHand: async (variantId, storeId = yaba) => {
      const [row] = await world.root<{ sum: number }[]>`
        select coalesce(sum(quantity_milli), 0)::bigint as sum from inventory where store_id = ${storeId} and variant_id = ${variantId}`;
      return Number(row?.sum ?? 0);
    },
    colleague: async (roleKey, storeIds) => {
      const roles = dataOf(await owner.call('GET', '/roles'), z.array(idOf.extend({ key: z.string() })));
      const roleId = roles.find(({ key }) => key === roleKey)?.id;
      const of = `${roleKey}.${storeIds.length}.${email}`;
      await post('/users', { fullName: roleKey, roleId, storeIds, email: of, password: TEST_PASSWORD });
      await world.root`update users set is_verified = true where email = ${of}`;
      return signIn(world.server, of);
    },
  };
}
