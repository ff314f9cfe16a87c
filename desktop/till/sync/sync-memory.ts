import type { ErrorCode } from '#shared/base/error-codes.ts';
import type { ClockQuality } from '#shared/base/time.ts';
import { PULL_LIMIT_DEFAULT, PULL_LIMIT_MAX, PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import { CLOCK_KEY, readClockContact } from '../store/own-rank.ts';
import { type BatchSize, createBatchSize } from './batch-size.ts';
import { type ClockContact, clockQualityOf, isBetterSample, measureClock } from './clock-offset.ts';
import type { SyncDeps } from './sync-deps.ts';
import type { Healing, SyncState } from './sync-state.ts';
import type { TillKey } from './till-key.ts';

/** What the process knows about its talk with the office; it is gone with the process, and that is meant so. */
export type SyncMemory = {
  state: SyncState;
  session: number | null;
  readonly bootId: string;
  /** The highest session that this process was given: by it a second machine is found. */
  highestSession: number;
  askNewEpoch: 'restored' | 'gap_case' | null;
  healing: Healing | null;
  mustUpgrade: boolean;
  /** Hellos that became necessary since anything moved. */
  greetings: number;
  hasPaused: boolean;
  isPushing: boolean;
  /** Read from the keychain once. */
  key: TillKey | null;
  /** When old changes were last looked through, by the monotonic clock. */
  prunedMs: number | null;
  isOnline: boolean;
  lastError: ErrorCode | null;
  lastContactMs: number | null;
  lastPushMs: number | null;
  lastPullMs: number | null;
  watchdogCount: number;
  /** Of the monotonic clock. */
  progressMs: number;
  contact: ClockContact | null;
  readonly pushSize: BatchSize;
  readonly pullSize: BatchSize;
  readonly begin: () => void;
  readonly restarted: () => void;
  readonly progressed: (monotonicMs: number) => void;
  /** A change was acknowledged, or a page applied. */
  readonly moved: () => void;
  /** Work came while there was none: the time without progress counts from here. */
  readonly noteWork: () => void;
  /** The office answered: its clock is measured against ours. */
  readonly contacted: (exchange: {
    readonly sentWallMs: number;
    readonly roundTripMs: number;
    readonly serverTimeMs: number;
  }) => void;
  readonly clockQuality: () => ClockQuality;
};

/** A smaller difference to what is on the disk is not worth a write. */
const WORTH_KEEPING_MS = 250;

export function createSyncMemory(deps: Pick<SyncDeps, 'store' | 'timers' | 'nowMs' | 'newId'>): SyncMemory {
  const { store, timers, nowMs } = deps;
  const kept = store.read((reader) => readClockContact(reader));
  let hadWork = false;
  let keptAheadMs = kept?.aheadMs ?? null;
  const memory: SyncMemory = {
    state: 'alone',
    session: null,
    bootId: deps.newId(),
    highestSession: 0,
    askNewEpoch: null,
    healing: null,
    mustUpgrade: false,
    greetings: 0,
    hasPaused: false,
    isPushing: false,
    key: null,
    prunedMs: null,
    isOnline: false,
    lastError: null,
    lastContactMs: kept?.wallMs ?? null,
    lastPushMs: null,
    lastPullMs: null,
    watchdogCount: 0,
    progressMs: timers.monotonicMs(),
    // The monotonic clock begins anew with the process, so what happened to the wall clock before can't be seen from it.
    contact: kept === null ? null : { ...kept, wallMs: nowMs(), monotonicMs: timers.monotonicMs() },
    pushSize: createBatchSize({ start: PUSH_CHANGES_MAX, max: PUSH_CHANGES_MAX }),
    pullSize: createBatchSize({ start: PULL_LIMIT_DEFAULT, max: PULL_LIMIT_MAX }),
    begin: () => {
      memory.state = store.read((reader) => reader.meta.identity()) === null ? 'alone' : 'greeting';
      memory.session = null;
      memory.healing = null;
      memory.progressMs = timers.monotonicMs();
    },
    restarted: () => {
      memory.watchdogCount += 1;
      memory.isPushing = false;
      memory.begin();
    },
    progressed: (monotonicMs) => {
      memory.progressMs = monotonicMs;
      hadWork = false;
    },
    moved: () => {
      memory.greetings = 0;
      memory.progressed(timers.monotonicMs());
    },
    noteWork: () => {
      if (!hadWork && !memory.isPushing) memory.progressMs = timers.monotonicMs();
      hadWork = true;
    },
    contacted: (exchange) => {
      const fresh = measureClock(exchange);
      memory.isOnline = true;
      memory.lastError = null;
      memory.lastContactMs = nowMs();
      const sample = memory.contact !== null && !isBetterSample(memory.contact, fresh) ? memory.contact : fresh;
      memory.contact = {
        aheadMs: sample.aheadMs,
        uncertainMs: sample.uncertainMs,
        wallMs: nowMs(),
        monotonicMs: timers.monotonicMs(),
      };
      if (keptAheadMs !== null && Math.abs(sample.aheadMs - keptAheadMs) < WORTH_KEEPING_MS) return;
      keptAheadMs = sample.aheadMs;
      store.write((writer) =>
        writer.meta.set(
          CLOCK_KEY,
          JSON.stringify({ aheadMs: sample.aheadMs, uncertainMs: sample.uncertainMs, wallMs: nowMs() }),
        ),
      );
    },
    clockQuality: () => clockQualityOf(memory.contact, { wallMs: nowMs(), monotonicMs: timers.monotonicMs() }),
  };
  return memory;
}
