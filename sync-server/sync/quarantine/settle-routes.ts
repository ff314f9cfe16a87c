import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Api } from '#server/platform/http/api.ts';
import { type Asked, serve } from '#server/platform/http/serve.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import {
  correctQuarantinedEndpoint,
  dismissQuarantinedEndpoint,
  getQuarantinedEndpoint,
  listCasesEndpoint,
  listQuarantineEndpoint,
  retryQuarantinedEndpoint,
  settleCaseEndpoint,
} from '../sync-endpoints.ts';
import { dismissQuarantined } from './dismiss-quarantined.ts';
import { readCases, readQuarantine } from './read-waiting.ts';
import { retryQuarantined } from './retry-quarantined.ts';
import { settleCase } from './settle-case.ts';

type AskedById = Asked<{ id: Id }, unknown, unknown>;

/** Mounts where people settle what tills and server could not. */
export function settleRoutes(api: Api): void {
  serve(api, listQuarantineEndpoint, async ({ tx, session, query }) => readQuarantine(tx, session.businessId, query));
  serve(api, getQuarantinedEndpoint, async ({ tx, session, params }) => {
    const [found] = (await readQuarantine(tx, session.businessId, { id: params.id, page: 1, limit: 1 })).data;
    if (found === undefined) throw new Fault('not_found', 'Nothing is in quarantine under this id.');
    return { data: found };
  });
  serve(api, retryQuarantinedEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'quarantine.retry');
    const result = await retryQuarantined(asked.tx, settlerOf(asked, deps), asked.params.id);
    return { data: { state: result.state, reason: result.state === 'applied' ? null : result.reason } };
  });
  serve(api, correctQuarantinedEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'quarantine.correct');
    await dismissQuarantined(asked.tx, settlerOf(asked, deps), asked.params.id, {
      state: 'corrected',
      reason: asked.body.reason,
    });
    return { data: { id: asked.params.id } };
  });
  serve(api, dismissQuarantinedEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'quarantine.dismiss');
    await dismissQuarantined(asked.tx, settlerOf(asked, deps), asked.params.id, {
      state: 'dismissed',
      reason: asked.body.reason,
    });
    return { data: { id: asked.params.id } };
  });
  serve(api, listCasesEndpoint, async ({ tx, session, query }) => readCases(tx, session.businessId, query));
  serve(api, settleCaseEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'case.settle');
    const { businessId, userId } = asked.session;
    await settleCase(
      asked.tx,
      { businessId, userId, at: new Date(deps.nowMs()), stayingBootId: asked.body.stayingBootId },
      asked.params.id,
    );
    return { data: { id: asked.params.id } };
  });
}

function settlerOf(
  { session }: AskedById,
  deps: ServerDeps,
): { businessId: Id; userId: Id; at: Date; makeId: ServerDeps['makeId'] } {
  return { businessId: session.businessId, userId: session.userId, at: new Date(deps.nowMs()), makeId: deps.makeId };
}

/** Before the change itself: what moves in the feed ends the transaction. */
async function audit(asked: AskedById, deps: ServerDeps, action: string): Promise<void> {
  await writeAudit(asked.tx, deps, asked, { action, entityType: 'sync', entityId: asked.params.id, newValues: {} });
}
