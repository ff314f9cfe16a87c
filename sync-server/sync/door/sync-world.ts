import type { Id, MakeId } from '#shared/base/ids.ts';
import type { Spoken } from '#shared/sync/protocol-fit.ts';
import { PROTOCOL_PULL_MIN, PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import type { RequestContext } from '#server/platform/http/request-env.ts';
import { spendOn } from '#server/platform/http/spend.ts';
import { createRequestBudgets } from '#server/platform/limits/request-budgets.ts';
import type { Metrics } from '#server/platform/metrics/metrics.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Pool } from '#server/store/pool.ts';
import { type PokeHub, createPokeHub } from '../live/poke-hub.ts';
import type { Poke } from '../live/poke-message.ts';
import { createPoker } from '../live/poke.ts';
import { Breaker } from '../push/breaker.ts';
import { type TillTurns, createTillTurns } from '../push/till-turns.ts';
import { createRetryAfterStart } from '../quarantine/retry-after-start.ts';
import { type ServerKey, openServerKey } from './server-key.ts';

/** What the till's door works with: the server's world, and what lives as long as the process. */
export interface SyncWorld {
  readonly pool: Pool;
  readonly key: ServerKey;
  readonly spoken: Spoken;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  /** When this server began to run. */
  readonly startedAt: Date;
  readonly breaker: Breaker;
  readonly turns: TillTurns;
  readonly metrics: Metrics;
  readonly hub: PokeHub;
  readonly poke: (poke: Poke) => void;
  readonly alarm: (what: object, message: string) => void;
  /** Never rejects. */
  readonly retryAfterStart: (businessId: Id) => Promise<void>;
  /** Takes one request from the budget of a till or an address. @throws {Fault} `too_many_requests` */
  readonly spend: (context: RequestContext, who: string) => Promise<void>;
  /** Takes one file from the budget of a till. @throws {Fault} `too_many_requests` */
  readonly spendFile: (context: RequestContext, who: string) => Promise<void>;
}

/** A till that drains a week sends a batch every few moments; whoever guesses codes or tokens gets the same, by address. */
const TILL_REQUESTS_PER_MINUTE = 1200;

export function createSyncWorld(deps: ServerDeps): SyncWorld {
  const { pool, nowMs, makeId, log, redis } = deps;
  const budgets = createRequestBudgets(
    'tills',
    Math.max(TILL_REQUESTS_PER_MINUTE, deps.config.requestsPerMinute),
    redis,
  );
  const retry = createRetryAfterStart({ pool, nowMs, makeId, log });
  return {
    pool,
    nowMs,
    makeId,
    startedAt: new Date(nowMs()),
    key: openServerKey(deps.config.serverKeyFile),
    spoken: deps.spoken ?? { version: PROTOCOL_VERSION, pullMin: PROTOCOL_PULL_MIN },
    breaker: new Breaker(({ type, code, businessId }) =>
      log.error(
        { type, code, businessId },
        'changes of one type fail alike at three tills and are held back: look at the last deploy',
      ),
    ),
    turns: createTillTurns(),
    metrics: deps.metrics,
    hub: createPokeHub(pool, log, redis),
    poke: createPoker(pool, log, redis),
    alarm: (what, message) => log.error(what, message),
    retryAfterStart: async (businessId) => {
      try {
        await retry(businessId);
      } catch (error) {
        log.warn({ err: error }, 'what waits in quarantine could not be tried again');
      }
    },
    spend: (context, who) => spendOn(context, budgets.user, who),
    spendFile: (context, who) => spendOn(context, budgets.files, who),
  };
}
