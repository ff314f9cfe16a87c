import { expect } from 'vitest';
import { z } from 'zod';
import { matchedSchema } from '#shared/sync/join.ts';
import { staffSignInCall } from '#shared/till-calls/till-calls.ts';
import { dataOf } from '../../support/api-caller.ts';
import type { AloneTill } from './alone-till.ts';
import { until } from './quick-timers.ts';
import type { RealOffice } from './real-office.ts';

const planSchema = z.object({
  hash: z.string(),
  products: z.array(matchedSchema),
  staff: z.array(matchedSchema),
  taxRates: z.array(matchedSchema),
});
const joinsSchema = z.array(z.object({ tillId: z.string() }));
const ADA_PIN = '730164';

/** What an owner who has a business does when a till that began alone asks to join it. */
export interface JoiningOwner {
  /** A product that the owner made in the web. */
  readonly add: (body: {
    readonly name: string;
    readonly barcode?: string;
    readonly sku?: string;
  }) => Promise<{ productId: string; variantId: string }>;
  /** The till that asks. */
  readonly asking: () => Promise<string>;
  readonly planOf: (tillId: string) => Promise<z.infer<typeof planSchema>>;
  readonly confirm: (tillId: string, planHash: string) => Promise<number>;
  /** The till asks by a code, the owner looks at the plan and confirms it; the till hands over. */
  readonly join: (alone: AloneTill) => Promise<string>;
  /** Gives the owner a PIN, and signs them in at the till once it is there. */
  readonly signInAt: (alone: AloneTill) => Promise<void>;
  readonly levelOf: (variantId: string) => Promise<number>;
}

export function joiningOwner(office: RealOffice): JoiningOwner {
  const asking = async (): Promise<string> =>
    dataOf(await office.owner('GET', '/tills/joins'), joinsSchema)[0]?.tillId ?? '';
  const planOf = async (tillId: string) => dataOf(await office.owner('GET', `/tills/${tillId}/join`), planSchema);
  const confirm = async (tillId: string, planHash: string): Promise<number> =>
    (await office.owner('POST', `/tills/${tillId}/join/confirm`, { body: { planHash } })).status;
  return {
    add: async (body) => {
      const came = await office.owner('POST', '/products', {
        body: { sellingPriceMinor: 12_000, costE4: 900_000, ...body },
      });
      const product = dataOf(came, z.looseObject({ id: z.string() }));
      const [variant] = await office.look`select id from product_variants where product_id = ${product.id}`;
      return { productId: product.id, variantId: String(variant?.['id']) };
    },
    asking,
    planOf,
    confirm,
    join: async (alone) => {
      expect(await alone.join(await office.code())).toMatchObject({ ok: true, value: { isJoined: false } });
      const tillId = await asking();
      expect(await confirm(tillId, (await planOf(tillId)).hash)).toBe(200);
      await alone.joined();
      return tillId;
    },
    signInAt: async (alone) => {
      const [ada] = await office.look`select id from users where email = 'ada@example.test'`;
      const userId = String(ada?.['id']);
      await office.owner('PUT', `/users/${userId}/pin`, { body: { pin: ADA_PIN }, headers: { 'if-match': '*' } });
      await until('Ada signs in', async () => {
        const input = { userId, pin: ADA_PIN };
        return (await alone.till.raw({ name: staffSignInCall.name, input, callId: crypto.randomUUID() })).ok;
      });
    },
    levelOf: async (variantId) => {
      const [row] = await office.look`select quantity_milli from inventory where variant_id = ${variantId}`;
      return Number(row?.['quantity_milli'] ?? 0);
    },
  };
}
