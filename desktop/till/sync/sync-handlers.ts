import { accept } from '#shared/base/outcome.ts';
import { syncRetryCall, syncStatusCall, syncWaitingCall } from '#shared/till-calls/sync-calls.ts';
import { type Handler, reading } from '../store/handler.ts';
import { syncStatus } from './sync-status.ts';
import { syncWaiting } from './sync-waiting.ts';
import type { SyncWorker } from './sync-worker.ts';

/** The calls by which a screen sees how far the till's work has come, and asks for another try. */
export function syncHandlers(worker: SyncWorker): readonly Handler[] {
  return [
    reading(syncStatusCall, ({ core }) => accept(syncStatus(core.store, worker.memory))),
    reading(syncWaitingCall, ({ core }, { limit }) => accept(syncWaiting(core.store, limit))),
    reading(syncRetryCall, ({ core }) => {
      worker.retry();
      return accept(syncStatus(core.store, worker.memory));
    }),
  ];
}
