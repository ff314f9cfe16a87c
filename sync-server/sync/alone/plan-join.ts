import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { foldWords } from '#shared/catalogue/search/fold-words.ts';
import type { JoinPlan, Matched } from '#shared/sync/join.ts';
import type { Tx } from '#server/store/pool.ts';
import { sha256 } from '../rows/sha256.ts';
import { type HandedRecords, handedRecords } from './handed-records.ts';
import { matchVariants, productMatches } from './match-variants.ts';

export type JoinRow = {
  readonly business_id: Id;
  readonly till_id: Id;
  readonly store_id: Id;
  readonly old_business_id: Id;
  readonly old_store_id: Id;
  readonly public_key: string;
  readonly app_version: string;
  readonly protocol: number;
  readonly epoch: string;
  readonly series: string;
  readonly records: unknown;
  readonly state: 'waiting' | 'joined';
};

/** What joining does: the plan that people see, and what follows from it. */
export type Joining = {
  readonly plan: JoinPlan;
  readonly aliases: ReadonlyMap<Id, Id>;
  readonly handed: HandedRecords;
};

/** A till's asking to join a business, or nothing. Under a lock where it is to be confirmed. */
export async function readJoin(
  tx: Tx,
  of: { readonly businessId: Id; readonly tillId: Id; readonly isLocked?: boolean },
): Promise<JoinRow> {
  const [row] = await tx<JoinRow[]>`
    select * from till_joins where business_id = ${of.businessId} and till_id = ${of.tillId} ${of.isLocked === true ? tx`for update` : tx``}`;
  if (row === undefined) throw new Fault('not_found', 'No till with this id asked to join.');
  return row;
}

/** Works out, from the records as they are now, what of the till is what of the business. Nothing is written. */
export async function planJoin(tx: Tx, join: JoinRow): Promise<Joining> {
  const { business_id: businessId } = join;
  const handed = handedRecords(join.records);
  const variants = await matchVariants(tx, businessId, handed);
  const names = await namesHere(tx, join);
  const products = productMatches(handed, variants);
  const categories = byName(handed.categories, names.categories);
  const staff = byName(
    handed.staff.map(({ id, fullName }) => ({ id, name: fullName })),
    names.staff,
  );
  const taxRates = handed.taxRates.map((rate): Matched => {
    const same = names.taxRates.filter((here) => here.rate_ppm === rate.ratePpm && here.inclusive === rate.inclusive);
    const best = same.find(({ name }) => fold(name) === fold(rate.name)) ?? same[0];
    return matched(rate, best === undefined ? null : { ...best, by: 'rate' });
  });
  const aliases = new Map<Id, Id>([
    [join.old_business_id, businessId],
    [join.old_store_id, join.store_id],
    ...[...products, ...categories, ...staff, ...taxRates].flatMap(({ id, with: here }): [Id, Id][] =>
      here === null ? [] : [[id, here.id]],
    ),
    ...[...variants.byVariant].map(([id, here]): [Id, Id] => [id, here.variantId]),
    ...variants.barcodes,
  ]);
  const shown = { products, categories, taxRates, staff };
  const hash = sha256(JSON.stringify([join.store_id, shown, [...aliases]]));
  const { businessName, storeName } = names;
  const plan = { hash, tillId: join.till_id, businessName, storeId: join.store_id, storeName, ...shown };
  return { plan, aliases, handed };
}

type Named = { id: Id; name: string };
type TaxHere = Named & { rate_ppm: number; inclusive: boolean };

async function namesHere(tx: Tx, { business_id: businessId, store_id: storeId }: JoinRow) {
  const [here] = await tx<{ business: string; store: string }[]>`
    select b.name as business, s.name as store from businesses b join stores s on s.business_id = b.business_id
    where b.business_id = ${businessId} and s.id = ${storeId}`;
  const { business, store } = must(here, 'a till joins a store that is there');
  return {
    businessName: business,
    storeName: store,
    categories: await tx<
      Named[]
    >`select id, name from categories where business_id = ${businessId} and not is_deleted order by id`,
    staff: await tx<
      Named[]
    >`select id, full_name as name from users where business_id = ${businessId} and not is_deleted order by id`,
    taxRates: await tx<
      TaxHere[]
    >`select id, name, rate_ppm, inclusive from tax_rates where business_id = ${businessId} and not is_deleted order by id`,
  };
}

function fold(name: string): string {
  return foldWords(name).join(' ');
}

/** A name says who or what it is only where nobody else has it, neither here nor at the till. */
function byName(own: readonly Named[], here: readonly Named[]): Matched[] {
  const [namedHere, namedThere] = [here, own].map((list) => Map.groupBy(list, ({ name }) => fold(name)));
  return own.map(({ id, name }) => {
    const same = namedHere?.get(fold(name)) ?? [];
    const isUnique = same.length === 1 && namedThere?.get(fold(name))?.length === 1;
    return matched({ id, name }, isUnique && same[0] !== undefined ? { ...same[0], by: 'name' } : null);
  });
}

function matched(own: Named, here: (Named & { by: 'name' | 'rate' }) | null): Matched {
  const { id, name } = own;
  return here === null
    ? { id, name, by: null, with: null }
    : { id, name, by: here.by, with: { id: here.id, name: here.name } };
}
