import { taxRateEndpoints } from '#shared/api/record-endpoints.ts';
import type { SmallList } from './small-list-routes.ts';

/** /tax-rates. A finished sale carries its own rates, so that removing one changes no receipt. */
export const taxRateList: SmallList = {
  kind: 'tax_rate',
  one: 'tax rate',
  endpoints: taxRateEndpoints,
  usedBy: async (tx, businessId, id) => {
    const [uses] = await tx<{ products: number }[]>`
      select count(*) as products from products
      where business_id = ${businessId} and ${id} = any(tax_rate_ids) and is_active and not is_deleted`;
    return uses === undefined || uses.products === 0 ? undefined : `${uses.products} products`;
  },
  checkFields: () => Promise.resolve(),
};
