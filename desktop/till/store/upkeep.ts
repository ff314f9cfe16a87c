import { join } from 'node:path';
import type { NowMs } from '#shared/base/time.ts';
import type { Log } from '../ports/log.ts';
import type { CancelTimer, Timers } from '../ports/timers.ts';
import { DISK_LOW_BYTES, freeBytes } from './ballast.ts';
import type { TillFiles } from './open-till-files.ts';

/** What is done when nothing else is to do: checkpoints, backups, room for bad days. */
export type Upkeep = {
  /** Somebody just used the till. */
  readonly touched: () => void;
  readonly backUpSoon: () => void;
  readonly stop: () => Promise<void>;
};

export type UpkeepDeps = {
  readonly dataDir: string;
  readonly files: TillFiles;
  readonly timers: Timers;
  readonly nowMs: NowMs;
  readonly log: Log;
};

const LOOK_EVERY_MS = 5_000;
const IDLE_MS = 5_000;
const BACKUP_EVERY_MS = 60 * 60_000;

export function startUpkeep(deps: UpkeepDeps): Upkeep {
  const { timers, log } = deps;
  const { store, drafts, ballast } = deps.files;
  let touchedMs = timers.monotonicMs();
  let backedUpMs: number | null = null;
  let isDue = false;
  let working: Promise<void> = Promise.resolve();
  let cancel: CancelTimer = () => undefined;
  let isStopped = false;

  const idle = async (): Promise<void> => {
    if (timers.monotonicMs() - touchedMs < IDLE_MS) return;
    store.checkpoint();
    drafts.checkpoint();
    const room = freeBytes(deps.dataDir);
    if (room > DISK_LOW_BYTES) ballast.fill();
    const isHourly = backedUpMs === null || timers.monotonicMs() - backedUpMs >= BACKUP_EVERY_MS;
    if ((!isDue && !isHourly) || !deps.files.hasRoom() || !store.changedSinceBackup()) return;
    isDue = false;
    backedUpMs = timers.monotonicMs();
    log.info('backed_up', { name: await store.backUp(join(deps.dataDir, 'backups'), deps.nowMs()) });
  };
  const look = (): void => {
    working = idle().catch((cause: unknown) =>
      log.error('upkeep_failed', { message: cause instanceof Error ? cause.message : String(cause) }),
    );
    void working.then(() => {
      if (!isStopped) cancel = timers.after(LOOK_EVERY_MS, look);
    });
  };
  cancel = timers.after(LOOK_EVERY_MS, look);
  return {
    touched: () => {
      touchedMs = timers.monotonicMs();
    },
    backUpSoon: () => {
      isDue = true;
    },
    stop: async () => {
      isStopped = true;
      cancel();
      await working;
    },
  };
}
