import { must } from '#shared/base/assert.ts';
import { minor } from '#shared/base/money.ts';
import { addUserEndpoint, listRolesEndpoint, setPinEndpoint } from '#shared/api/people-endpoints.ts';
import { addProductEndpoint } from '#shared/api/product-endpoints.ts';
import { addStoreEndpoint, enrolmentCodeEndpoint } from '#shared/api/store-endpoints.ts';
import { staffSignInCall, tillEnrolCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { z } from 'zod';
import type { ListedCode } from './catalogue-of-lines.ts';
import type { Office } from './office.ts';
import type { Owner } from './owner.ts';
import type { ReplayTill } from './replay-till.ts';
import { waitUntil } from './wait-until.ts';

const OWNER_PIN = '428173';
const MANAGER_PIN = '917364';
const ASKED_AT_ONCE = 6;
const READY_WITHIN_MS = 120_000;
const stateSchema = tillStateCall.output.pick({ state: true });

/** A person with a PIN who agrees on the spot. */
export type Approval = { readonly userId: string; readonly pin: string };

/** What the shop is made of, beside its tills. */
export type FoundShop = {
  readonly storeId: string;
  readonly manager: Approval;
  readonly variantIds: ReadonlyMap<string, string>;
  /** The codes that have stock. */
  readonly stocked: ReadonlySet<string>;
};

/** Makes the store, its staff and its products over the API, as an owner would. */
export async function foundShop(
  owner: Owner,
  catalogue: readonly ListedCode[],
  say: (text: string) => void,
): Promise<FoundShop> {
  const { data: store } = await owner.ask(addStoreEndpoint, { body: { name: 'Shop', code: 'SHOP' } });
  await owner.ask(setPinEndpoint, { params: { id: owner.userId }, body: { pin: OWNER_PIN }, ifMatch: '*' });
  const { data: roles } = await owner.ask(listRolesEndpoint);
  const role = must(
    roles.find((known) => known.key === 'manager'),
    'a business has managers',
  );
  const { data: manager } = await owner.ask(addUserEndpoint, {
    body: { fullName: 'Replay Manager', roleId: role.id, pin: MANAGER_PIN },
  });
  const variantIds = await addProducts(owner, catalogue, say);
  const stocked = new Set(catalogue.filter((listed) => listed.isStocked).map((listed) => listed.code));
  return { storeId: store.id, manager: { userId: manager.id, pin: MANAGER_PIN }, variantIds, stocked };
}

async function addProducts(
  owner: Owner,
  catalogue: readonly ListedCode[],
  say: (text: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const variantIds = new Map<string, string>();
  const waiting = [...catalogue];
  const addNext = async (): Promise<void> => {
    for (let listed = waiting.pop(); listed !== undefined; listed = waiting.pop()) {
      const { code, name, priceMinor, isStocked } = listed;
      const { data: product } = await owner.ask(addProductEndpoint, {
        body: { name, sku: code, barcode: code, sellingPriceMinor: minor(priceMinor), trackInventory: isStocked },
      });
      variantIds.set(code, must(product.variants[0], 'a product has a variant').id);
      if (variantIds.size % 1000 === 0) say(`${variantIds.size} of ${catalogue.length} products added`);
    }
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, addNext));
  return variantIds;
}

/** Makes a machine a till of the store by a one-time code, waits until it can sell, and signs the owner in. */
export async function enrolTill(till: ReplayTill, office: Office, owner: Owner, storeId: string): Promise<void> {
  const { data } = await owner.ask(enrolmentCodeEndpoint, { params: { id: storeId }, body: {} });
  await till.do(tillEnrolCall, { officeUrl: office.url, code: data.code }, z.unknown());
  await waitUntil(
    `${till.name} has what it needs to sell`,
    READY_WITHIN_MS,
    async () => (await till.do(tillStateCall, {}, stateSchema)).state === 'ready',
  );
  await till.do(staffSignInCall, { userId: owner.userId, pin: OWNER_PIN }, z.unknown());
}
