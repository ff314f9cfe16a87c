import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { type ImportAnswer, importAnswerSchema } from '#shared/sync/carried.ts';
import { DEMO_PASSWORD, DEMO_STAFF } from '#server/demo/demo-business.ts';
import { dataOf, apiCaller } from '#tests/support/api-caller.ts';

/** What the owner does elsewhere while somebody stands at a till. */
export type ShopOwner = {
  /** A code for one more till of a store, or for one that takes another's place. */
  readonly code: (storeId: string, replaces?: string) => Promise<string>;
  /** Says yes to the till that asks to join. */
  readonly confirmJoin: () => Promise<void>;
  /** The till of a store that has this code in its receipt numbers. */
  readonly tillId: (storeId: string, tillCode: string) => Promise<string>;
  /** Takes a till out of the shop. */
  readonly revoke: (tillId: string) => Promise<void>;
  /** Brings a file of changes that somebody carried from a till. */
  readonly bring: (file: string) => Promise<ImportAnswer>;
  /** Gives "take 3, pay 2" on a product under a name, and what ends it again. */
  readonly promote: (product: string, name: string) => Promise<() => Promise<void>>;
  /** Gives the business a logo, and gives what takes it off again. */
  readonly logo: (png: Uint8Array) => Promise<() => Promise<void>>;
  /** Invites somebody to sell in the shop, and gives what takes the person out again. */
  readonly invite: (email: string, fullName: string) => Promise<() => Promise<void>>;
};

const tillSchema = z.object({ id: z.string(), code: z.string() });

export async function shopOwner(officeUrl: string): Promise<ShopOwner> {
  const came = await apiCaller({ url: officeUrl })('POST', '/auth/login', {
    body: { email: DEMO_STAFF[0].email, password: DEMO_PASSWORD },
  });
  const { accessToken } = dataOf(came, z.object({ accessToken: z.string() }));
  const ask = apiCaller({ url: officeUrl }, accessToken);
  return {
    code: async (storeId, replaces) => {
      const made = await ask('POST', `/stores/${storeId}/tills/enrolment-code`, {
        body: replaces === undefined ? {} : { replaces },
      });
      return dataOf(made, z.object({ code: z.string() })).code;
    },
    confirmJoin: async () => {
      const joins = dataOf(await ask('GET', '/tills/joins'), z.array(z.object({ tillId: z.string() })));
      const { tillId } = must(joins[0], 'a till asks to join');
      const { hash } = dataOf(await ask('GET', `/tills/${tillId}/join`), z.object({ hash: z.string() }));
      dataOf(await ask('POST', `/tills/${tillId}/join/confirm`, { body: { planHash: hash } }), z.unknown());
    },
    tillId: async (storeId, tillCode) => {
      const tills = dataOf(await ask('GET', `/stores/${storeId}/tills`), z.array(tillSchema));
      return must(tills.find(({ code }) => code === tillCode)?.id, `the store has no till ${tillCode}`);
    },
    revoke: async (tillId) => {
      dataOf(await ask('POST', `/tills/${tillId}/revoke`), z.unknown());
    },
    bring: async (file) => dataOf(await ask('POST', '/sync/import', { body: JSON.parse(file) }), importAnswerSchema),
    promote: async (product, name) => {
      const found = await ask('GET', `/products?q=${encodeURIComponent(product)}`);
      const [{ id: productId }] = dataOf(found, z.tuple([z.object({ id: z.string() })]));
      const body = {
        name,
        target: { kind: 'products', ids: [productId] },
        rule: { kind: 'pay_for', take: 3, pay: 2 },
      };
      const { id } = dataOf(await ask('POST', '/promotions', { body }), z.object({ id: z.string() }));
      return async () => void dataOf(await ask('DELETE', `/promotions/${id}`), z.unknown());
    },
    logo: async (png) => {
      const sent = await fetch(`${officeUrl}/api/v1/settings/logo`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'image/png' },
        body: new Uint8Array(png),
      });
      must(sent.ok ? sent : null, `the logo was refused: ${sent.status}`);
      return async () => void dataOf(await ask('DELETE', '/settings/logo'), z.unknown());
    },
    invite: async (email, fullName) => {
      const roles = dataOf(await ask('GET', '/roles'), z.array(z.object({ id: z.string(), key: z.string() })));
      const clerk = must(
        roles.find(({ key }) => key === 'sales_clerk'),
        'the role of cashiers',
      );
      const made = await ask('POST', '/users/invite', { body: { email, fullName, roleId: clerk.id } });
      const { id } = dataOf(made, z.object({ id: z.string() }));
      return async () => void dataOf(await ask('DELETE', `/users/${id}`), z.unknown());
    },
  };
}
