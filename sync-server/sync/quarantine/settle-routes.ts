import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Api } from '#server/platform/http/api.ts';
import { type Asked, serve } from '#server/platform/http/serve.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { Tx } from '#server/store/pool.ts';
import { listReviewsEndpoint, seeReviewEndpoint } from '../review-endpoints.ts';
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
import { readReviews } from './read-reviews.ts';
import { readCases, readQuarantine, readQuarantined } from './read-waiting.ts';
import { retryQuarantined } from './retry-quarantined.ts';
import { seeReview } from './see-review.ts';
import { settleCase } from './settle-case.ts';

type AskedById = Asked<{ id: Id }, unknown, unknown>;

/** Mounts where people settle what tills and server could not. */
export function settleRoutes(api: Api): void {
  serve(api, listQuarantineEndpoint, async ({ tx, session, query }) => readQuarantine(tx, session, query));
  serve(api, getQuarantinedEndpoint, async ({ tx, session, params }) => {
    return { data: await requireQuarantined(tx, session, params.id) };
  });
  serve(api, retryQuarantinedEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'quarantine.retry');
    await requireQuarantined(asked.tx, asked.session, asked.params.id);
    const result = await retryQuarantined(asked.tx, settlerOf(asked, deps), asked.params.id);
    return { data: { state: result.state, reason: result.state === 'applied' ? null : result.reason } };
  });
  serve(api, correctQuarantinedEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'quarantine.correct');
    await requireQuarantined(asked.tx, asked.session, asked.params.id);
    await dismissQuarantined(asked.tx, settlerOf(asked, deps), asked.params.id, {
      state: 'corrected',
      reason: asked.body.reason,
    });
    return { data: { id: asked.params.id } };
  });
  serve(api, dismissQuarantinedEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'quarantine.dismiss');
    await requireQuarantined(asked.tx, asked.session, asked.params.id);
    await dismissQuarantined(asked.tx, settlerOf(asked, deps), asked.params.id, {
      state: 'dismissed',
      reason: asked.body.reason,
    });
    return { data: { id: asked.params.id } };
  });
  serve(api, listCasesEndpoint, async ({ tx, session, query }) => readCases(tx, session, query));
  serve(api, settleCaseEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'case.settle');
    const { reason, stayingBootId } = asked.body;
    await settleCase(asked.tx, deps, { session: asked.session, reason, stayingBootId }, asked.params.id);
    return { data: { id: asked.params.id } };
  });
  mountReviews(api);
}

/** What counts, though something about it is odd: somebody looks, and says so. */
function mountReviews(api: Api): void {
  serve(api, listReviewsEndpoint, async ({ tx, session, query }) => {
    if (query.storeId !== undefined) requireStore(session, query.storeId);
    return readReviews(tx, { businessId: session.businessId, storeIds: session.storeIds, query });
  });
  serve(api, seeReviewEndpoint, async (asked, deps) => {
    await audit(asked, deps, 'review.seen');
    const { businessId, storeIds, userId } = asked.session;
    const seen = { businessId, storeIds, userId, at: new Date(deps.nowMs()), note: asked.body.note };
    await seeReview(asked.tx, seen, asked.params.id);
    return { data: { id: asked.params.id } };
  });
}

/** @throws {Fault} `not_found`, also for what is of a store beyond somebody's limits */
async function requireQuarantined(tx: Tx, session: Session, id: Id) {
  const found = await readQuarantined(tx, session, id);
  if (found === undefined) throw new Fault('not_found', 'Nothing is in quarantine under this id.');
  return found;
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
