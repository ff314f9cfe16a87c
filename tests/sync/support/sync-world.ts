import { randomBytes } from 'node:crypto';
import type { Id } from '#shared/base/ids.ts';
import { type Pool, openPool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type WebChange, type WebChangeResult, applyWebChanges } from '#server/sync/apply/apply-web-change.ts';
import { makeEnrolmentCode } from '#server/sync/enrol/make-enrolment-code.ts';
import { type TestServer, startTestServer } from '../../support/server.ts';
import { TestTill } from './test-till.ts';

export type TestBusiness = { readonly businessId: Id; readonly storeId: Id; readonly ownerId: Id };

/** A real server with one business, one store and one owner, and the ways to write into it. */
export interface SyncWorld extends AsyncDisposable, TestBusiness {
  readonly server: TestServer;
  readonly url: string;
  readonly clock: TestServer['clock'];
  readonly pool: Pool;
  /** The superuser's pool, which sees past every policy. */
  readonly root: Pool;
  readonly makeId: () => Id;
  readonly web: (
    changes: readonly WebChange[],
    at?: { storeId?: Id | null; business?: TestBusiness },
  ) => Promise<WebChangeResult[]>;
  readonly addBusiness: () => Promise<TestBusiness>;
  readonly code: (business?: TestBusiness, replaces?: Id) => Promise<string>;
  /** A till that is enrolled, signed in, and has said hello. */
  readonly till: (business?: TestBusiness) => Promise<TestTill>;
}

export async function openSyncWorld(
  connections = 24,
  environment: Readonly<Record<string, string>> = {},
): Promise<SyncWorld> {
  const server = await startTestServer({ ...environment, DATABASE_CONNECTIONS: String(connections) });
  const { pool, makeId, nowMs } = server.deps;
  const root = openPool({ url: server.databaseUrl, connectionsMax: 20, as: 'migrator' });
  const addBusiness = (): Promise<TestBusiness> => makeBusiness(pool, makeId, nowMs());
  const first = await addBusiness();
  const code = async (business: TestBusiness = first, replaces: Id | null = null): Promise<string> => {
    const order = { ...business, replacesTillId: replaces, createdBy: business.ownerId, nowMs: nowMs(), randomBytes };
    return (await withTenant(pool, business.businessId, (tx) => makeEnrolmentCode(tx, order))).code;
  };
  return {
    server,
    url: server.url,
    clock: server.clock,
    pool,
    root,
    ...first,
    makeId,
    addBusiness,
    code,
    till: async (business = first) => {
      const till = await TestTill.enrol(
        { url: server.url, clock: server.clock, makeId },
        business.ownerId,
        await code(business),
      );
      await till.hello();
      return till;
    },
    web: (changes, { storeId = null, business = first } = {}) =>
      withTenant(pool, business.businessId, (tx) =>
        applyWebChanges(
          tx,
          {
            businessId: business.businessId,
            storeId,
            actorId: business.ownerId,
            nowMs: nowMs(),
            timeZone: 'Africa/Lagos',
            dayStartMinutes: 0,
            makeId,
          },
          changes,
        ),
      ),
    [Symbol.asyncDispose]: async () => {
      await root.end();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function makeBusiness(pool: Pool, makeId: () => Id, nowMs: number): Promise<TestBusiness> {
  const [businessId, storeId, ownerId, at] = [makeId(), makeId(), makeId(), new Date(nowMs)];
  await withTenant(pool, businessId, async (tx) => {
    await tx`insert into businesses (business_id, id, name, created_at, updated_at) values (${businessId}, ${businessId}, 'Mama Nkechi Stores', ${at}, ${at})`;
    await tx`insert into stores (business_id, id, name, code, time_zone, created_at, updated_at)
      values (${businessId}, ${storeId}, 'Yaba', 'YAB', 'Africa/Lagos', ${at}, ${at})`;
    await tx`insert into users (business_id, id, full_name, created_at, updated_at) values (${businessId}, ${ownerId}, 'Nkechi Obi', ${at}, ${at})`;
  });
  return { businessId, storeId, ownerId };
}
