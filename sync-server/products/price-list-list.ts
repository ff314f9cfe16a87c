import { priceListEndpoints } from '#shared/api/price-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { SmallList } from './small-list-routes.ts';

/** An import changes so many at once; a list with more prices is emptied first. */
const PRICES_REMOVED_MAX = 900;

/** /price-lists: one of them may be the usual one, whose prices hold where no customer's list says otherwise. */
export const priceListList: SmallList = {
  kind: 'price_list',
  one: 'price list',
  endpoints: priceListEndpoints,
  usedBy: async (tx, businessId, id) => {
    const [uses] = await tx<{ customers: number }[]>`
      select count(*) as customers from customers where business_id = ${businessId} and price_list_id = ${id} and not is_deleted`;
    return uses === undefined || uses.customers === 0 ? undefined : `${uses.customers} customers`;
  },
  checkFields: async (tx, businessId, { id, fields }) => {
    const { name } = fields;
    if (typeof name !== 'string') return;
    const [same] = await tx`
      select 1 from price_lists where business_id = ${businessId} and lower(name) = lower(${name}) and id <> ${id} and not is_deleted`;
    if (same !== undefined) throw new Fault('conflict', `There is a price list ${name} already. Take another name.`);
  },
  alsoWrites: async (tx, businessId, { id, fields }) => {
    if (fields['isDefault'] !== true) return [];
    const others = await tx<{ id: Id }[]>`
      select id from price_lists where business_id = ${businessId} and is_default and not is_deleted and id <> ${id}`;
    return others.map((other): RecordEdit => ({
      kind: 'price_list',
      id: other.id,
      op: 'put',
      fields: { isDefault: false },
    }));
  },
  alsoRemoves: async (tx, businessId, id) => {
    const prices = await tx<{ id: Id }[]>`
      select id from prices where business_id = ${businessId} and price_list_id = ${id} and not is_deleted
      order by id limit ${PRICES_REMOVED_MAX + 1}`;
    if (prices.length > PRICES_REMOVED_MAX)
      throw new Fault('conflict', `The list has more than ${PRICES_REMOVED_MAX} prices. Remove prices first.`);
    return prices.map((price): RecordEdit => ({ kind: 'price', id: price.id, op: 'delete', fields: {} }));
  },
};
