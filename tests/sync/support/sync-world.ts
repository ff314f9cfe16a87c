import { randomBytes } from 'node:crypto';
import type { Id } from '#shared/base/ids.ts';
import { uuidV7 } from '#shared/base/ids.ts';
import { migrate } from '#server/store/migrate.ts';
import { type Pool, openPool } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type WebChange, type WebChangeResult, applyWebChanges } from '#server/sync/apply/apply-web-change.ts';
import { createDatabase } from '../../support/postgres/create-database.ts';

/** A migrated database with one business, one store and one owner, and the ways to write into it. */
export interface SyncWorld extends AsyncDisposable {
  readonly pool: Pool;
  /** The superuser's pool, which sees past every policy. */
  readonly root: Pool;
  readonly businessId: Id;
  readonly storeId: Id;
  readonly ownerId: Id;
  readonly clock: { nowMs: number };
  readonly makeId: () => Id;
  readonly web: (
    changes: readonly WebChange[],
    at?: { storeId?: Id | null; businessId?: Id },
  ) => Promise<WebChangeResult[]>;
  readonly addBusiness: () => Promise<{ businessId: Id; storeId: Id; ownerId: Id }>;
}

export const START_MS = Date.UTC(2026, 4, 4, 9, 0, 0);

export async function openSyncWorld(): Promise<SyncWorld> {
  const database = await createDatabase();
  const clock = { nowMs: START_MS };
  await migrate(database.url, () => clock.nowMs);
  const pool = openPool({ url: database.url, connectionsMax: 24, as: 'app' });
  const root = openPool({ url: database.url, connectionsMax: 2, as: 'migrator' });
  const makeId = (): Id => uuidV7(clock.nowMs, randomBytes(10));
  const addBusiness = () => makeBusiness(pool, makeId, clock.nowMs);
  const first = await addBusiness();
  return {
    pool,
    root,
    ...first,
    clock,
    makeId,
    addBusiness,
    web: (changes, { storeId = null, businessId = first.businessId } = {}) =>
      withTenant(pool, businessId, (tx) =>
        applyWebChanges(
          tx,
          {
            businessId,
            storeId,
            actorId: first.ownerId,
            nowMs: clock.nowMs,
            timeZone: 'Africa/Lagos',
            dayStartMinutes: 0,
            makeId,
          },
          changes,
        ),
      ),
    [Symbol.asyncDispose]: async () => {
      await pool.end();
      await root.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function makeBusiness(
  pool: Pool,
  makeId: () => Id,
  nowMs: number,
): Promise<{ businessId: Id; storeId: Id; ownerId: Id }> {
  const [businessId, storeId, ownerId, at] = [makeId(), makeId(), makeId(), new Date(nowMs)];
  await withTenant(pool, businessId, async (tx) => {
    await tx`insert into businesses (business_id, id, name, created_at, updated_at) values (${businessId}, ${businessId}, 'Mama Nkechi Stores', ${at}, ${at})`;
    await tx`insert into stores (business_id, id, name, code, time_zone, created_at, updated_at)
      values (${businessId}, ${storeId}, 'Yaba', 'YAB', 'Africa/Lagos', ${at}, ${at})`;
    await tx`insert into users (business_id, id, full_name, created_at, updated_at) values (${businessId}, ${ownerId}, 'Nkechi Obi', ${at}, ${at})`;
  });
  return { businessId, storeId, ownerId };
}
