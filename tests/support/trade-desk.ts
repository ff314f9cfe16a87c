import { expect } from 'vitest';
import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { differencesOf } from '#server/db/verify-server.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type WebChange, applyWebChanges } from '#server/sync/apply/apply-web-change.ts';
import {
  type ApiCaller,
  type SignedInOwner,
  TEST_PASSWORD,
  apiCaller,
  dataOf,
  registerOwner,
  signIn,
  verificationToken,
} from './api-caller.ts';
import { type TestServer, startTestServer } from './server.ts';

const DAY_MS = 86_400_000;
const idOf = z.looseObject({ id: z.string() });

/** A shop with one store on a real server, worked over HTTP; what its tills would say is applied as the store's till 0. */
export interface TradeDesk extends AsyncDisposable {
  readonly server: TestServer;
  readonly ada: SignedInOwner;
  /** An owner of another business. */
  readonly ben: SignedInOwner;
  readonly storeId: Id;
  readonly makeId: () => Id;
  /** Lets days pass; Ada signs in again, the others’ sign-ins have run out. */
  readonly passDays: (days: number) => Promise<void>;
  readonly apply: (changes: readonly WebChange[], storeId?: Id | null) => Promise<void>;
  /** Somebody of Ada's business with this role, signed in. */
  readonly colleague: (email: string, roleKey: string, storeIds?: readonly string[]) => Promise<ApiCaller>;
  /** Adds a thing over the API, and says it for what follows. */
  readonly add: (path: string, body: unknown) => Promise<Id>;
  /** Holds every sum of Ada's business against its facts. */
  readonly verified: () => Promise<void>;
}

export async function openTradeDesk(): Promise<TradeDesk> {
  const server = await startTestServer();
  let signedIn = await registerOwner(server, 'ada@example.test');
  const ada: SignedInOwner = { ...signedIn, call: (...asked) => signedIn.call(...asked) };
  const ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
  const { pool, makeId, nowMs } = server.deps;
  const add: TradeDesk['add'] = async (path, body) => {
    const came = await ada.call('POST', path, { body });
    expect(came, JSON.stringify(came.body)).toMatchObject({ status: 201 });
    return dataOf(came, idOf).id;
  };
  const storeId = await add('/stores', { name: 'Yaba', code: 'YAB' });
  return {
    server,
    ada,
    ben,
    storeId,
    makeId,
    add,
    passDays: async (days) => {
      server.clock.advance(days * DAY_MS);
      signedIn = await signIn(server, ada.email);
    },
    apply: async (changes, at = storeId) => {
      const write = {
        businessId: ada.businessId,
        storeId: at,
        actorId: ada.userId,
        nowMs: nowMs(),
        timeZone: 'Africa/Lagos',
        dayStartMinutes: 0,
        makeId,
      };
      await withTenant(pool, ada.businessId, (tx) => applyWebChanges(tx, write, changes));
    },
    colleague: async (email, roleKey, storeIds = []) => {
      const roles = dataOf(
        await ada.call('GET', '/roles'),
        z.array(z.looseObject({ id: z.string(), key: z.string() })),
      );
      const roleId = roles.find(({ key }) => key === roleKey)?.id;
      await add('/users', { fullName: email, roleId, storeIds, email, password: TEST_PASSWORD });
      await apiCaller(server)('POST', `/auth/verify-email/${await verificationToken(server, email)}`);
      return (await signIn(server, email)).call;
    },
    verified: async () => {
      expect(await withTenant(pool, ada.businessId, (tx) => differencesOf(tx, ada.businessId))).toEqual([]);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
