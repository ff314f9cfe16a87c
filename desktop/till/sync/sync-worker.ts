import type { Id } from '#shared/base/ids.ts';
import { POKE_HEARTBEAT_MS, WATCHDOG_MS } from '#shared/sync/limits.ts';
import type { CancelTimer } from '../ports/timers.ts';
import { type LookedUp, createSaleLookup } from './look-up-sale.ts';
import { createPhotoSender } from './send-photos.ts';
import { createOfficeClient } from './office-client.ts';
import { noteClockJump } from './note-clock-jump.ts';
import { type SyncLanes, openLanes } from './sync-lanes.ts';
import { type SyncMemory, createSyncMemory } from './sync-memory.ts';
import type { SyncDeps } from './sync-deps.ts';
import { WORK } from './sync-state.ts';
import { createTokenClient } from './token-client.ts';
import type { Turn } from './turn.ts';

export type SyncWorker = {
  readonly memory: SyncMemory;
  /** Begins, or begins anew after the till was enrolled. */
  readonly start: () => void;
  /** A change was committed: there is something to push. */
  readonly changed: () => void;
  /** Tries everything now, whatever failed before. */
  readonly retry: () => void;
  /** Sends the photos of expenses that the office has not yet. */
  readonly sendPhotos: () => void;
  /** Asks for a sale that this till has not, and keeps it. */
  readonly lookUpSale: (saleId: Id) => Promise<LookedUp>;
  /** Ends every request; nothing is written afterwards. */
  readonly stop: () => void;
};

/**
 * Brings every change to the office and everything from there to the till, driven by timers and pokes alone.
 *
 * Four lanes, each doing one thing at a time: hello, push, pull and the live stream of pokes; and the audit of closed days,
 * which waits until they rest. What each may do in which state stands in sync-state.ts. Selling takes part in none of it.
 */
export function createSyncWorker(deps: SyncDeps): SyncWorker {
  const turn = turnOf(deps);
  const { memory } = turn;
  let running = new AbortController();
  let lanes: SyncLanes | null = null;
  let cancelWatch: CancelTimer = () => undefined;
  let forgetNetwork: () => void = () => undefined;

  const photos = createPhotoSender(turn, () => running.signal);

  const wakeAll = (): void => lanes?.wakeAll();
  const close = (): void => {
    lanes?.close();
    lanes = null;
  };
  const watch = (): void => {
    cancelWatch = deps.timers.after(POKE_HEARTBEAT_MS, () => {
      try {
        noteClockJump(turn);
      } catch (cause) {
        // A disk that is full takes no note of it: that ends neither the watch nor the till.
        deps.log.warn('clock_jump_not_noted', { message: cause instanceof Error ? cause.message : String(cause) });
      }
      if (isStuck(deps, memory)) {
        memory.restarted();
        deps.log.warn('sync_started_afresh', { count: memory.watchdogCount });
        close();
        deps.network.tearDown();
        lanes = openLanes(turn);
      }
      watch();
    });
  };
  const stop = (): void => {
    running.abort();
    cancelWatch();
    photos.stop();
    forgetNetwork();
    close();
  };
  return {
    memory,
    start: () => {
      stop();
      running = new AbortController();
      memory.begin();
      forgetNetwork = deps.network.onReturn(wakeAll);
      lanes = openLanes(turn);
      watch();
      photos.soon();
    },
    changed: () => {
      memory.noteWork();
      lanes?.pokePush();
    },
    retry: () => {
      wakeAll();
      photos.soon();
    },
    sendPhotos: photos.soon,
    lookUpSale: createSaleLookup(turn, () => running.signal),
    stop,
  };
}

function turnOf(deps: SyncDeps): Turn {
  const memory = createSyncMemory(deps);
  const office = createOfficeClient({
    ...deps,
    officeUrl: () => deps.store.read((reader) => reader.meta.identity()?.officeUrl ?? null),
  });
  const tokens = createTokenClient({
    ...deps,
    office,
    monotonicMs: deps.timers.monotonicMs,
    clockAheadMs: () => memory.contact?.aheadMs ?? 0,
  });
  return { ...deps, memory, office, tokens };
}

/** Work waits, a network is there, and nothing moved for three minutes: something hangs that no deadline caught. */
function isStuck(deps: SyncDeps, memory: SyncMemory): boolean {
  const work = WORK[memory.state];
  const waits =
    (work.push || work.hello || work.pull === 'own') &&
    deps.store.read((reader) => reader.changes.countIn('waiting').count) > 0;
  const nowMs = deps.timers.monotonicMs();
  if (!waits || memory.state === 'cloned' || memory.state === 'unknown') {
    memory.progressed(nowMs);
    return false;
  }
  return deps.network.isUp() && nowMs - memory.progressMs > WATCHDOG_MS;
}
