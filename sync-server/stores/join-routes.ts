import { confirmJoinEndpoint, joinPlanEndpoint, listJoinsEndpoint } from '#shared/api/store-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { maySeeStore, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { confirmJoin } from '#server/sync/alone/confirm-join.ts';
import { planJoin, readJoin } from '#server/sync/alone/plan-join.ts';
import { type ServerKey, openServerKey } from '#server/sync/door/server-key.ts';
import { requirePlanRoom } from '../billing/require-plan-room.ts';
import { readTill } from './read-tills.ts';

type Asking = { till_id: string; store_id: string; store_name: string; updated_at: Date };

/** Tills that began alone and want to join: who asks, what it would do, and the owner's word. */
export function mountJoins(api: Api): void {
  let key: ServerKey | null = null;
  const serverKey = (): ServerKey => (key ??= openServerKey(api.deps.config.serverKeyFile));
  serve(api, listJoinsEndpoint, async ({ tx, session }) => {
    const rows = await tx<Asking[]>`
      select j.till_id, j.store_id, s.name as store_name, j.updated_at
      from till_joins j join stores s on s.business_id = j.business_id and s.id = j.store_id
      where j.business_id = ${session.businessId} and j.state = 'waiting' order by j.updated_at desc limit 200`;
    const data = rows
      .filter((row) => maySeeStore(session, row.store_id))
      .map((row) => ({
        tillId: row.till_id,
        storeId: row.store_id,
        storeName: row.store_name,
        askedAt: row.updated_at.toISOString(),
      }));
    return { data };
  });
  serve(api, joinPlanEndpoint, async ({ tx, session, params }) => {
    const join = await readJoin(tx, { businessId: session.businessId, tillId: params.id });
    requireStore(session, join.store_id);
    return { data: (await planJoin(tx, join)).plan };
  });
  serve(api, confirmJoinEndpoint, async ({ tx, session, caller, params, body }, deps) => {
    const asked = { tillId: params.id, planHash: body.planHash };
    if (!(await isTill(tx, session.businessId, params.id)))
      await requirePlanRoom(tx, deps, session.businessId, 'tills');
    await confirmJoin(tx, { ...deps, serverKey }, { session, caller }, asked);
    return { data: await readTill(tx, session, params.id), message: 'Joined. The till hands over by itself.' };
  });
}

/** Whether a till has its place already: a confirmation that is sent again adds none. */
async function isTill(tx: Tx, businessId: Id, tillId: Id): Promise<boolean> {
  const found =
    await tx`select 1 from tills where business_id = ${businessId} and id = ${tillId} and status = 'active' and not is_deleted`;
  return found.length > 0;
}
