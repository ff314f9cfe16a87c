import type { z } from 'zod';
import type { expenseCategorySchema, listExpenseCategoriesEndpoint } from '#shared/api/expense-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { EXPENSE_CATEGORIES_KEY, expenseCategoriesSchema } from '#shared/people/expense-categories.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';

type Category = z.output<typeof expenseCategorySchema>;
type Query = z.output<typeof listExpenseCategoriesEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  name: 'lower(name)',
  '-name': 'lower(name) desc',
  createdAt: 'created_at',
  '-createdAt': 'created_at desc',
};

/** A page of the heads of the books. */
export async function listCategories(
  tx: Tx,
  businessId: Id,
  query: Query,
): Promise<{ rows: Category[]; total: number }> {
  const named = query.q === undefined ? tx`` : tx`and name ilike ${anywhere(query.q)}`;
  const rows = await tx<{ id: Id; name: string; createdAt: Date; updatedAt: Date }[]>`
    select id, name, created_at as "createdAt", updated_at as "updatedAt" from expense_categories
    where business_id = ${businessId} ${named} order by ${tx.unsafe(ORDERS[query.sort])}, id limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<
    { total: number }[]
  >`select count(*) as total from expense_categories where business_id = ${businessId} ${named}`;
  return {
    rows: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    })),
    total: count?.total ?? 0,
  };
}

/** Adds a head of the books, and tells the tills. @throws {Fault} `conflict` for a name that is there */
export async function addCategory(
  tx: Tx,
  deps: ServerDeps,
  by: { readonly session: Session; readonly caller: Caller },
  name: string,
): Promise<Category> {
  const { businessId, userId } = by.session;
  await lockNames(tx, businessId);
  const [taken] = await tx<{ name: string }[]>`
    select name from expense_categories where business_id = ${businessId} and lower(name) = lower(${name})`;
  if (taken !== undefined) throw new Fault('conflict', `There is a category “${taken.name}” already. Use that one.`);
  const id = deps.makeId();
  const at = new Date(deps.nowMs());
  await tx`insert into expense_categories (business_id, id, name, created_by, created_at, updated_at)
    values (${businessId}, ${id}, ${name}, ${userId}, ${at}, ${at})`;
  await editRecords(tx, deps, by, {
    records: [await tillsListOf(tx, businessId, deps.makeId)],
    audited: {
      action: 'expense_category.added',
      entityType: 'expense_category',
      entityId: id,
      newValues: { name },
    },
  });
  return { id, name, createdAt: at.toISOString(), updatedAt: at.toISOString() };
}

/** More heads than a till offers to choose from. */
const TOLD_MAX = 300;

/** The heads as tills read them: one setting of the whole business, said anew each time. */
async function tillsListOf(tx: Tx, businessId: Id, makeId: () => Id): Promise<RecordEdit> {
  const [kept] = await tx<{ id: Id }[]>`
    select id from settings where business_id = ${businessId} and key = ${EXPENSE_CATEGORIES_KEY} and store_id is null
      and not is_deleted order by updated_at desc, id desc limit 1`;
  const heads = await tx`select id, name from expense_categories where business_id = ${businessId}
    order by lower(name), id limit ${TOLD_MAX}`;
  const value = expenseCategoriesSchema.parse([...heads]);
  return {
    kind: 'setting',
    id: kept?.id ?? makeId(),
    op: 'put',
    fields: { storeId: null, key: EXPENSE_CATEGORIES_KEY, value },
  };
}
