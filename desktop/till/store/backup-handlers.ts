import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { accept, refuse } from '#shared/base/outcome.ts';
import {
  backupListCall,
  backupMakeCall,
  backupRestoreCall,
  type backupViewSchema,
} from '#shared/till-calls/backup-calls.ts';
import { backedUpAtMs, backupsIn } from './backup.ts';
import { badInputOf } from './bad-input.ts';
import { type Handler, reading } from './handler.ts';
import { hasOpenSale } from './has-open-sale.ts';
import { mayTendTill } from './may-tend-till.ts';
import { backupFolder } from './recover.ts';
import { withStoreFaults } from './store-fault.ts';

export type BackupHandlerDeps = {
  readonly dataDir: string;
  /** Ends what sync is doing; nothing is written afterwards. */
  readonly pauseSync: () => void;
  /** Begins anew on the file that is there now. */
  readonly resumeSync: () => void;
  /** Every view is old now. */
  readonly onRestored: () => void;
};

type BackupView = z.infer<typeof backupViewSchema>;

/** The calls by which a person sees, makes and restores backups. */
export function backupHandlers(deps: BackupHandlerDeps): readonly Handler[] {
  const folder = backupFolder(deps.dataDir);
  const viewOf = (name: string): BackupView => ({
    name,
    madeAtMs: backedUpAtMs(name),
    bytes: statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  });
  return [
    reading(backupListCall, () => accept({ backups: withStoreFaults(() => backupsIn(folder)).map(viewOf) })),
    {
      call: backupMakeCall,
      run: async (core, arrival) => {
        const allowed = await mayTendTill(core, arrival, 'make a backup');
        return allowed.ok ? accept(viewOf(await core.store.backUp(folder, core.nowMs()))) : allowed;
      },
    },
    restoreHandler(deps),
  ];
}

/** The file that would remember the call's answer is the one that goes: the last answer is kept in memory for a double tap. */
function restoreHandler(deps: BackupHandlerDeps): Handler {
  let last: { readonly callId: string | null; readonly answer: z.infer<typeof backupRestoreCall.output> } | null = null;
  return {
    call: backupRestoreCall,
    run: async (core, arrival) => {
      const input = backupRestoreCall.input.safeParse(arrival.input);
      if (!input.success) throw badInputOf(input.error);
      const { name } = input.data;
      if (last !== null && last.callId === arrival.callId)
        return last.answer.name === name ? accept(last.answer) : refuse('call_id_reused');
      if (hasOpenSale(core)) return refuse('sale_open');
      // Written down before: what waits is brought into the backup that takes the file's place.
      const allowed = await mayTendTill(core, arrival, `restore ${name}`);
      if (!allowed.ok) return allowed;
      deps.pauseSync();
      try {
        const restored = await core.store.restore(name, core.nowMs());
        if (!restored.ok) return restored;
        core.log.warn('backup_restored', { name, setAside: restored.value });
        core.session.set(null);
        last = { callId: arrival.callId, answer: { name, setAside: restored.value } };
        return accept(last.answer);
      } finally {
        deps.resumeSync();
        deps.onRestored();
      }
    },
  };
}
