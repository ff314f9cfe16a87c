import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { IMPORT_BYTES_MAX } from '#shared/sync/carried.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Api } from '#server/platform/http/api.ts';
import { type RequestContext, callerOf } from '#server/platform/http/request-env.ts';
import { sessionOf } from '#server/platform/http/serve.ts';
import { spend } from '#server/platform/http/spend.ts';
import { type Session, requirePermission } from '#server/platform/sign-in/session.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { readJson, serveTill } from '../door/serve-till.ts';
import type { SyncWorld } from '../door/sync-world.ts';
import { type TillToken, readTillToken } from '../door/till-token.ts';
import { readBody } from '../push/read-body.ts';
import { importEndpoint } from '../sync-endpoints.ts';
import { importCarried } from './import-carried.ts';

/** Whoever brings a file: the till itself, or somebody who looks after tills. */
type Carrier = { readonly businessId: Id; readonly tillId: Id | null; readonly session: Session | null };

/** Mounts the door for changes that come in a file. */
export function mountImport(api: Api, world: () => SyncWorld): void {
  serveTill(api, importEndpoint, async (context) => {
    const carrier = await carrierOf(context, api, world());
    const file = readJson(importEndpoint.body, (await readBody(context.req.raw, IMPORT_BYTES_MAX)).text);
    const answer = await importCarried(world(), carrier, file);
    const { session } = carrier;
    if (session !== null) {
      const { tillId, serverTime: _serverTime, ...newValues } = answer;
      const by = { session, caller: callerOf(context) };
      await withTenant(world().pool, carrier.businessId, (tx) =>
        writeAudit(tx, api.deps, by, { action: 'changes.imported', entityType: 'till', entityId: tillId, newValues }),
      );
    }
    world().poke({ businessId: carrier.businessId, storeId: null });
    return answer;
  });
}

async function carrierOf(context: RequestContext, api: Api, world: SyncWorld): Promise<Carrier> {
  const token = await tillToken(context, world);
  if (token !== null) {
    await world.spend(context, `till ${token.tillId}`);
    return { businessId: token.businessId, tillId: token.tillId, session: null };
  }
  const session = await sessionOf(context, api.deps);
  await spend(context, api.deps.budgets, importEndpoint, session.userId);
  requirePermission(session, 'tills.write');
  return { businessId: session.businessId, tillId: null, session };
}

/** Null where it is no till's. */
async function tillToken(context: RequestContext, world: SyncWorld): Promise<TillToken | null> {
  try {
    return await readTillToken(world.key, context.req.header('authorization'), world.nowMs());
  } catch (error) {
    if (error instanceof Fault && error.code === 'not_signed_in') return null;
    throw error;
  }
}
