import { accept } from '#shared/base/outcome.ts';
import { syncExportCall, syncRetryCall, syncStatusCall, syncWaitingCall } from '#shared/till-calls/sync-calls.ts';
import { type Handler, reading } from '../store/handler.ts';
import { mayTendTill } from '../store/may-tend-till.ts';
import { type ExportDeps, exportWaiting } from './export-waiting.ts';
import { syncStatus } from './sync-status.ts';
import { syncWaiting } from './sync-waiting.ts';
import type { SyncWorker } from './sync-worker.ts';

/** The calls by which a screen sees how far the till's work has come, asks for another try, and takes along what waits. */
export function syncHandlers(worker: SyncWorker, deps: ExportDeps): readonly Handler[] {
  return [
    reading(syncStatusCall, ({ core }) => accept(syncStatus(core.store, worker.memory))),
    reading(syncWaitingCall, ({ core }, { limit }) => accept(syncWaiting(core.store, limit))),
    reading(syncRetryCall, ({ core }) => {
      worker.retry();
      return accept(syncStatus(core.store, worker.memory));
    }),
    {
      call: syncExportCall,
      run: async (core, arrival) => {
        const allowed = await mayTendTill(core, arrival, 'export what waits');
        if (!allowed.ok) return allowed;
        const exported = await exportWaiting(deps);
        if (!exported.ok) return exported;
        const { folder, files } = exported.value;
        const changes = files.reduce((sum, file) => sum + file.changes, 0);
        core.log.info('sync_exported', { changes, files: files.length });
        return accept({ changes, folder, files: [...files] });
      },
    },
  ];
}
