import type { Spoken } from '#shared/sync/protocol-fit.ts';
import type { MakeId } from '#shared/base/ids.ts';
import type { NowMs } from '#shared/base/time.ts';
import type { ServerConfig } from '../config.ts';
import type { Pool } from '../store/pool.ts';
import type { FileStore } from './files/file-store.ts';
import type { CachePort } from './cache/cache-port.ts';
import type { FailureBrake } from './limits/failure-brake.ts';
import type { RequestBudgets } from './limits/request-budgets.ts';
import type { Logger } from './log/logger.ts';
import type { MailPort } from './mail/mail-port.ts';
import type { MessagePort } from './messages/message-port.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { PushPort } from './push/push-port.ts';
import type { SharedRedis } from './redis/shared-redis.ts';
import type { AccessKeys } from './sign-in/access-keys.ts';

/** What every room of the server is given: the world, as arguments. */
export interface ServerDeps {
  readonly config: ServerConfig;
  readonly pool: Pool;
  /** A copy that follows the database, where there is one: reports may be read there. */
  readonly replica: Pool | null;
  readonly nowMs: NowMs;
  readonly makeId: MakeId;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly mail: MailPort;
  readonly messages: MessagePort;
  readonly push: PushPort;
  readonly files: FileStore;
  readonly log: Logger;
  readonly accessKeys: AccessKeys;
  readonly metrics: Metrics;
  readonly cache: CachePort;
  /** What servers share, where REDIS_URL names it. */
  readonly redis: SharedRedis | null;
  readonly budgets: RequestBudgets;
  readonly signInBrake: FailureBrake;
  /** Does something after the answer, such as sending a message; a stop waits for it, a failure is logged. */
  readonly later: (work: () => Promise<void>) => void;
  /** Fires when the server stops: whoever holds a connection open lets it go. */
  readonly stopping: AbortSignal;
  /** The protocols of the wire that this server speaks, where it is not that of its own version. */
  readonly spoken?: Spoken;
}
