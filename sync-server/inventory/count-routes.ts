import {
  cancelCountEndpoint,
  closeCountEndpoint,
  enterCountEndpoint,
  getCountEndpoint,
  listCountsEndpoint,
  openCountEndpoint,
} from '#shared/api/count-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { cancelCount, closeCount } from './close-count.ts';
import { enterCount } from './enter-count.ts';
import { openCount } from './open-count.ts';
import { listCounts, readCount } from './read-counts.ts';
import { storesSeen } from './stores-seen.ts';

/** /inventory/counts: what people find on the shelves, while selling goes on. */
export function mountCounts(api: Api): void {
  serve(api, listCountsEndpoint, async ({ tx, session, query }) => {
    const storeIds = await storesSeen(tx, session, query.storeId);
    return listCounts(tx, { businessId: session.businessId, storeIds, query });
  });
  serve(api, getCountEndpoint, async ({ tx, session, params }) => ({ data: await readCount(tx, session, params.id) }));
  serve(api, openCountEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await openCount(tx, deps, { session, caller }, body),
    message: 'The count is open.',
  }));
  serve(api, enterCountEndpoint, async ({ tx, session, caller, params, body }, deps) => ({
    data: await enterCount(tx, deps, { session, caller }, { id: params.id, lines: body.lines }),
    message: 'Written down.',
  }));
  serve(api, closeCountEndpoint, async ({ tx, session, caller, params, body }, deps) => ({
    data: await closeCount(tx, deps, { session, caller }, { id: params.id, missingIsZero: body.missingIsZero }),
    message: 'The count is closed, and the levels start from it.',
  }));
  serve(api, cancelCountEndpoint, async ({ tx, session, caller, params }, deps) => {
    await cancelCount(tx, deps, { session, caller }, params.id);
    return { data: { id: params.id, archived: true }, message: 'The count was given up; no level moved.' };
  });
}
