import { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { must } from '#shared/base/assert.ts';
import type { Pool } from '#server/store/pool.ts';
import {
  type ApiCaller,
  type SignedInOwner,
  TEST_PASSWORD,
  apiCaller,
  dataOf,
  registerOwner,
  signIn,
} from '../../support/api-caller.ts';
import { sentToken } from '../../support/sent-link.ts';
import { salePayload } from '../../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../../sync/support/sync-world.ts';
import { TestTill } from '../../sync/support/test-till.ts';

const idOf = z.looseObject({ id: z.string() });

/** Stands in everything that Ben has and Ada must never see. */
export const BENS_MARK = 'Benedict-only';
export const NOWHERE = '01890000-0000-7000-8000-0000000000ff';

/** Two businesses with a record of each kind, and somebody of the first who may do nothing. */
export interface StrangersWorld extends AsyncDisposable {
  readonly world: SyncWorld;
  readonly ada: SignedInOwner;
  readonly ben: SignedInOwner;
  readonly nobody: ApiCaller;
  /** The tables that hold rows of businesses, as the database itself lists them. */
  readonly tables: readonly string[];
  /** The ids of a business’s rows, by table. */
  readonly idsOf: (businessId: string) => Promise<ReadonlyMap<string, readonly string[]>>;
  /** A sum over every row of a business, by table: two that differ name what was changed. */
  readonly digestOf: (businessId: string) => Promise<Readonly<Record<string, string>>>;
}

export async function openStrangersWorld(): Promise<StrangersWorld> {
  const world = await openSyncWorld(8);
  const ada = await registerOwner(world.server, 'ada@example.test');
  const ben = await registerOwner(world.server, 'ben@example.test', BENS_MARK);
  for (const [owner, name] of [
    [ada, 'Ada'],
    [ben, BENS_MARK],
  ] as const)
    await fill(world, owner, name);
  const tables = await tenantTables(world.root);
  return {
    world,
    ada,
    ben,
    nobody: await addNobody(world, ada),
    tables,
    idsOf: (businessId) => idsOf(world.root, tables, businessId),
    digestOf: (businessId) => digestOf(world.root, tables, businessId),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

async function fill(world: SyncWorld, owner: SignedInOwner, name: string): Promise<void> {
  const add = async (path: string, body: object): Promise<string> => {
    const came = await owner.call('POST', path, { body });
    if (came.status >= 300) throw new Error(`${path}: ${JSON.stringify(came.body)}`);
    return z.looseObject({ data: z.looseObject({ id: z.string().optional() }) }).parse(came.body).data.id ?? '';
  };
  const storeId = await add('/stores', { name, code: 'SUR' });
  const categoryId = await add('/categories', { name });
  await add('/tax-rates', { name, ratePpm: 75_000 });
  const productId = await add('/products', { name, categoryId, sellingPriceMinor: 100, barcode: '4006381333931' });
  await add('/customers', { name, phone: '0803 123 4567' });
  const headId = await add('/expenses/categories', { name });
  const spent = { amountMinor: 5, description: name, paymentMethod: 'cash', expenseDate: '2026-06-01' };
  await add('/expenses', { ...spent, storeId, categoryId: headId });
  await add('/roles', { name, permissions: ['product.read'] });
  const product = dataOf(await owner.call('GET', `/products/${productId}`), z.looseObject({ variants: z.array(idOf) }));
  const variantId = must(product.variants[0], 'a product has a variant').id;
  await add('/favourites', { storeId, variantId });
  const { code } = dataOf(
    await owner.call('POST', `/stores/${storeId}/tills/enrolment-code`, { body: {} }),
    z.looseObject({ code: z.string() }),
  );
  const till = await TestTill.enrol({ url: world.url, clock: world.clock, makeId: world.makeId }, owner.userId, code);
  await till.hello();
  const saleId = world.makeId();
  const things = [{ variantId, quantityMilli: 1000, priceMinor: 100 }];
  const sale = till.write('sale.completed', salePayload(world.makeId, { saleId, shiftId: null, things }), {
    entityId: saleId,
  });
  await till.push([sale]);
}

/** Somebody with a role that allows nothing. */
async function addNobody(world: SyncWorld, ada: SignedInOwner): Promise<ApiCaller> {
  const role = { name: 'Nothing at all', permissions: ['product.read'] };
  const roleId = dataOf(await ada.call('POST', '/roles', { body: role }), idOf).id;
  const body = { fullName: 'Nobody', roleId, email: 'nobody@example.test', password: TEST_PASSWORD };
  await ada.call('POST', '/users', { body });
  await world.root`update roles set permissions = '{}' where id = ${roleId}`;
  await apiCaller(world.server)(
    'POST',
    `/auth/verify-email/${await sentToken(world.server, body.email, 'verify-email')}`,
  );
  return (await signIn(world.server, body.email)).call;
}

async function tenantTables(root: Pool): Promise<string[]> {
  const rows = await root<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`;
  return rows.map(({ name }) => name);
}

async function idsOf(root: Pool, tables: readonly string[], businessId: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const table of tables) {
    const rows = await root<{ id: string | null }[]>`
      select to_jsonb(t) ->> 'id' as id from ${root(table)} t where t.business_id = ${businessId} limit 20`;
    found.set(
      table,
      rows.flatMap(({ id }) => (id === null ? [] : [id])),
    );
  }
  return found;
}

async function digestOf(root: Pool, tables: readonly string[], businessId: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const [row] = await root<{ digest: string | null }[]>`
      select md5(string_agg(t::text, ' ' order by t::text)) as digest from ${root(table)} t where t.business_id = ${businessId}`;
    found[table] = row?.digest ?? '';
  }
  return found;
}

/** Which table the id behind a part of a path is of; what stands nowhere here is tried with an id of no record. */
const TABLE_OF: Readonly<Record<string, string>> = {
  users: 'users',
  roles: 'roles',
  stores: 'stores',
  tills: 'tills',
  products: 'products',
  variants: 'product_variants',
  categories: 'categories',
  'tax-rates': 'tax_rates',
  'price-lists': 'price_lists',
  prices: 'prices',
  favourites: 'favourites',
  customers: 'customers',
  suppliers: 'suppliers',
  expenses: 'expenses',
  sales: 'sales_orders',
  payments: 'payments',
  shifts: 'shifts',
  inventory: 'stores',
  store: 'stores',
  history: 'products',
};

/** The address of an endpoint with an id of its table for each part. */
export function pathWithIds(endpoint: Endpoint, ids: ReadonlyMap<string, readonly string[]>): string {
  return endpoint.path.replaceAll(/([a-z-]+)\/:[A-Za-z]+/g, (_, part: string) => {
    const [id] = ids.get(TABLE_OF[part] ?? '') ?? [];
    return `${part}/${id ?? NOWHERE}`;
  });
}
