import type { z } from 'zod';
import { priceEndpoints, priceFiltersSchema, type priceSortSchema } from '#shared/api/price-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { priceSchema } from '#shared/catalogue/catalogue-records.ts';
import { areContradictory, validityFault } from '#shared/catalogue/valid-dates.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Tx } from '#server/store/pool.ts';
import type { SmallList } from './small-list-routes.ts';

type Price = z.infer<typeof priceSchema>;

const ORDERS: Readonly<Record<z.output<typeof priceSortSchema>, string>> = {
  variantId: 't.variant_id, t.price_list_id, t.valid_from_ms',
  priceMinor: 't.price_minor',
  '-priceMinor': 't.price_minor desc',
  validFromMs: 't.valid_from_ms',
  '-validFromMs': 't.valid_from_ms desc',
  updatedAt: 't.updated_at',
  '-updatedAt': 't.updated_at desc',
};

/** /prices: what a variant costs on a list, from when and until when. The one that began last holds. */
export const priceList: SmallList = {
  kind: 'price',
  one: 'price',
  endpoints: priceEndpoints,
  usedBy: () => Promise.resolve(undefined),
  checkFields: async (tx, businessId, { id, whole }) => {
    const price = priceSchema.parse(whole);
    const fault = validityFault(price);
    if (fault !== null) throw new BadInput([fault]);
    await requirePoints(tx, businessId, price);
    await requireNoOther(tx, businessId, id, price);
  },
  where: (tx, query) => {
    const { variantId, priceListId, at } = priceFiltersSchema.parse(query);
    return tx`${variantId === undefined ? tx`` : tx`and t.variant_id = ${variantId}`}
      ${priceListId === undefined ? tx`` : tx`and t.price_list_id = ${priceListId}`}
      ${at === undefined ? tx`` : tx`and t.valid_from_ms <= ${at} and (t.valid_to_ms is null or t.valid_to_ms > ${at})`}`;
  },
  orders: ORDERS,
  searched: (tx, pattern) => tx`t.variant_id in (
    select v.id from product_variants v join products p on p.business_id = v.business_id and p.id = v.product_id
    where v.business_id = t.business_id and (v.sku ilike ${pattern} or v.name ilike ${pattern} or p.name ilike ${pattern}))`,
};

async function requirePoints(tx: Tx, businessId: Id, { variantId, priceListId }: Price): Promise<void> {
  const [found] = await tx<{ variant: boolean; list: boolean }[]>`
    select exists (select from product_variants where business_id = ${businessId} and id = ${variantId} and not is_deleted) as variant,
      exists (select from price_lists where business_id = ${businessId} and id = ${priceListId} and not is_deleted) as list`;
  const faults = [
    ...(found?.variant === true ? [] : [{ field: 'variantId', message: 'There is no such variant.' }]),
    ...(found?.list === true ? [] : [{ field: 'priceListId', message: 'There is no such price list.' }]),
  ];
  if (faults.length > 0) throw new BadInput(faults);
}

/** Refuses what leaves open which price holds. Called under the lock of edits from the web. */
async function requireNoOther(tx: Tx, businessId: Id, id: Id, price: Price): Promise<void> {
  const others = await tx<{ valid_from_ms: number; valid_to_ms: number | null }[]>`
    select valid_from_ms, valid_to_ms from prices
    where business_id = ${businessId} and variant_id = ${price.variantId} and price_list_id = ${price.priceListId}
      and id <> ${id} and not is_deleted`;
  const other = others.find((one) =>
    areContradictory(price, { validFromMs: one.valid_from_ms, validToMs: one.valid_to_ms }),
  );
  if (other === undefined) return;
  const until = other.valid_to_ms === null ? 'without an end' : `until ${dayOf(other.valid_to_ms)}`;
  throw new Fault(
    'conflict',
    `Another price of this variant on this list holds from ${other.valid_from_ms === 0 ? 'always' : dayOf(other.valid_from_ms)} ${until}. Change its dates, or begin after it.`,
  );
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
