import { z } from 'zod';
import { promotionEndpoints, type promotionFiltersSchema } from '#shared/api/price-endpoints.ts';
import type { FieldError } from '#shared/api/envelope.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { promotionSchema } from '#shared/catalogue/catalogue-records.ts';
import type { PromotionTarget } from '#shared/catalogue/promotion-rule.ts';
import { validityFault } from '#shared/catalogue/valid-dates.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { type Session, maySeeStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import type { SmallList } from './small-list-routes.ts';

/** The filters once the door has read them. */
const askedSchema: z.ZodType<z.output<typeof promotionFiltersSchema>> = z.object({
  storeId: idSchema.optional(),
  isActive: z.boolean().optional(),
  at: z.number().optional(),
});

const TARGET_TABLES = { categories: 'categories', products: 'products', variants: 'product_variants' } as const;

/** /promotions: several may hold at once; each line gets the one that saves most on it. */
export const promotionList: SmallList = {
  kind: 'promotion',
  one: 'promotion',
  endpoints: promotionEndpoints,
  usedBy: () => Promise.resolve(undefined),
  checkFields: async (tx, businessId, { whole, session }) => {
    const promotion = promotionSchema.parse(whole);
    const dates = validityFault(promotion);
    const faults: (FieldError | null)[] = [
      dates,
      ownStoresFault(session, promotion.storeIds) ?? (await storesFault(tx, businessId, promotion.storeIds)),
      await targetFault(tx, businessId, promotion.target),
    ];
    const found = faults.filter((fault) => fault !== null);
    if (found.length > 0) throw new BadInput(found);
  },
  isSeen: (session, record) => {
    const { storeIds } = promotionSchema.pick({ storeIds: true }).parse(record);
    return storeIds.length === 0 || storeIds.some((id) => maySeeStore(session, id));
  },
  mayChange: (session, record) =>
    ownStoresFault(session, promotionSchema.pick({ storeIds: true }).parse(record).storeIds) === null,
  where: (tx, query, session) => {
    const { storeId, isActive, at } = askedSchema.parse(query);
    const seen =
      session.storeIds.length === 0 ? tx`` : tx`and (t.store_ids = '{}' or t.store_ids && ${session.storeIds}::uuid[])`;
    return tx`${seen}
      ${storeId === undefined ? tx`` : tx`and (t.store_ids = '{}' or ${storeId}::uuid = any(t.store_ids))`}
      ${isActive === undefined ? tx`` : tx`and t.is_active = ${isActive}`}
      ${at === undefined ? tx`` : tx`and t.valid_from_ms <= ${at} and (t.valid_to_ms is null or t.valid_to_ms > ${at})`}`;
  },
};

/** Somebody limited to some stores gives there only. */
function ownStoresFault(session: Session, storeIds: readonly Id[]): FieldError | null {
  if (session.storeIds.length === 0) return null;
  if (storeIds.length === 0)
    return { field: 'storeIds', message: 'Name your stores: you may not give for all of them.' };
  return storeIds.every((id) => maySeeStore(session, id))
    ? null
    : { field: 'storeIds', message: 'There is no such store.' };
}

async function storesFault(tx: Tx, businessId: Id, storeIds: readonly Id[]): Promise<FieldError | null> {
  const wanted = new Set(storeIds);
  if (wanted.size === 0) return null;
  const found = await tx`
    select 1 from stores where business_id = ${businessId} and id = any(${[...wanted]}::uuid[]) and not is_deleted`;
  return found.length === wanted.size ? null : { field: 'storeIds', message: 'There is no such store.' };
}

async function targetFault(tx: Tx, businessId: Id, target: PromotionTarget): Promise<FieldError | null> {
  if (target.kind === 'all') return null;
  const wanted = new Set(target.ids);
  const found = await tx`
    select 1 from ${tx(TARGET_TABLES[target.kind])} t
    where t.business_id = ${businessId} and t.id = any(${[...wanted]}::uuid[]) and not t.is_deleted`;
  if (found.length === wanted.size) return null;
  return { field: 'target.ids', message: `One of the ${target.kind} is not there.` };
}
