import { POKE_HEARTBEAT_MS, PULL_EVERY_MS, WATCHDOG_MS } from '#shared/sync/limits.ts';
import type { CancelTimer } from '../ports/timers.ts';
import { type Lane, type LaneResult, createLane } from './lane.ts';
import { createOfficeClient } from './office-client.ts';
import { turnHello } from './turn-hello.ts';
import { turnLive } from './turn-live.ts';
import { turnPull } from './turn-pull.ts';
import { turnPush } from './turn-push.ts';
import { type SyncMemory, createSyncMemory } from './sync-memory.ts';
import type { SyncDeps } from './sync-deps.ts';
import { WORK } from './sync-state.ts';
import { createTokenClient } from './token-client.ts';

export type SyncWorker = {
  readonly memory: SyncMemory;
  /** Begins, or begins anew after the till was enrolled. */
  readonly start: () => void;
  /** A change was committed: there is something to push. */
  readonly changed: () => void;
  /** Tries everything now, whatever failed before. */
  readonly retry: () => void;
  /** Ends every request; nothing is written afterwards. */
  readonly stop: () => void;
};

type Lanes = { readonly hello: Lane; readonly push: Lane; readonly pull: Lane; readonly live: Lane };

/** With no lanes there is nothing to wake. */
const LANE_NAMES = ['hello', 'push', 'pull', 'live'] as const;

/**
 * Brings every change to the office and everything from there to the till, driven by timers and pokes alone.
 *
 * Four lanes, each doing one thing at a time: hello, push, pull and the live stream of pokes. What each may do in which
 * state stands in sync-state.ts. Selling takes part in none of it.
 */
export function createSyncWorker(deps: SyncDeps): SyncWorker {
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
  const turn = { ...deps, memory, office, tokens };
  let lanes: Lanes | null = null;
  let cancelWatch: CancelTimer = () => undefined;
  let forgetNetwork: () => void = () => undefined;

  const wakeAll = (): void => {
    for (const name of LANE_NAMES) lanes?.[name].wake();
  };
  const lane = (run: (signal: AbortSignal) => Promise<LaneResult>, everyMs: number): Lane =>
    createLane({
      ...deps,
      everyMs,
      run: async (signal) => {
        const before = memory.state;
        const result = await run(signal);
        // A new state is other lanes' beginning.
        if (!signal.aborted && memory.state !== before) wakeAll();
        return result;
      },
      onCrash: (cause) =>
        deps.log.error('sync_turn_failed', { message: cause instanceof Error ? cause.message : String(cause) }),
    });
  const open = (): void => {
    lanes = {
      hello: lane((signal) => turnHello(turn, signal), PULL_EVERY_MS),
      push: lane((signal) => turnPush(turn, signal), PULL_EVERY_MS),
      pull: lane((signal) => turnPull(turn, signal), PULL_EVERY_MS),
      live: lane(
        (signal) => turnLive(turn, { signal, onPoke: () => lanes?.pull.poke(), onOpen: wakeFailed }),
        PULL_EVERY_MS,
      ),
    };
    wakeAll();
  };
  const close = (): void => {
    for (const name of LANE_NAMES) lanes?.[name].stop();
    lanes = null;
  };
  /** The office answers on one lane: the others need not wait out their failures. */
  const wakeFailed = (): void => {
    for (const name of ['push', 'pull'] as const) if ((lanes?.[name].failures() ?? 0) > 0) lanes?.[name].wake();
  };
  const watch = (): void => {
    cancelWatch = deps.timers.after(POKE_HEARTBEAT_MS, () => {
      if (isStuck(deps, memory)) {
        memory.restarted();
        deps.log.warn('sync_started_afresh', { count: memory.watchdogCount });
        close();
        deps.network.tearDown();
        open();
      }
      watch();
    });
  };
  const stop = (): void => {
    cancelWatch();
    forgetNetwork();
    close();
  };
  return {
    memory,
    start: () => {
      stop();
      memory.begin();
      forgetNetwork = deps.network.onReturn(wakeAll);
      open();
      watch();
    },
    changed: () => {
      memory.noteWork();
      lanes?.push.poke();
    },
    retry: wakeAll,
    stop,
  };
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
