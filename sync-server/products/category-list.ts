import { categoryEndpoints } from '#shared/api/record-endpoints.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { SmallList } from './small-list-routes.ts';

const DEPTH_MAX = 20;

/** /categories: the shelves. A category hangs under another, never under itself. */
export const categoryList: SmallList = {
  kind: 'category',
  one: 'category',
  endpoints: categoryEndpoints,
  usedBy: async (tx, businessId, id) => {
    const [uses] = await tx<{ products: number; below: number }[]>`
      select (select count(*) from products where business_id = ${businessId} and category_id = ${id} and is_active and not is_deleted) as products,
        (select count(*) from categories where business_id = ${businessId} and parent_id = ${id} and not is_deleted) as below`;
    if (uses === undefined || uses.products + uses.below === 0) return undefined;
    return uses.products > 0 ? `${uses.products} products` : `${uses.below} categories below it`;
  },
  checkFields: async (tx, businessId, { id, fields }) => {
    const parentId = fields['parentId'];
    if (typeof parentId !== 'string') return;
    const above = await tx<{ id: string }[]>`
      with recursive above as (
        select id, parent_id, 1 as depth from categories where business_id = ${businessId} and id = ${parentId} and not is_deleted
        union all
        select c.id, c.parent_id, a.depth + 1 from categories c join above a on c.id = a.parent_id
        where c.business_id = ${businessId} and a.depth < ${DEPTH_MAX}
      ) select id from above`;
    if (above.length === 0) throw new BadInput([{ field: 'parentId', message: 'There is no such category.' }]);
    if (above.some((one) => one.id === id) || above.length >= DEPTH_MAX) {
      throw new BadInput([{ field: 'parentId', message: 'A category can’t hang under itself.' }]);
    }
  },
};
