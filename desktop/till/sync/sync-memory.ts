import type { ErrorCode } from '#shared/base/error-codes.ts';
import type { ClockQuality } from '#shared/base/time.ts';
import { PULL_LIMIT_DEFAULT, PULL_LIMIT_MAX, PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import { type ApplyPace, type Phase, createApplyPace } from './apply-pace.ts';
import { type BatchSize, createBatchSize } from './batch-size.ts';
import type { ClockContact } from './clock-offset.ts';
import { type ClockExchange, type ClockWatch, createClockWatch } from './clock-watch.ts';
import type { HeldPages } from './held-pages.ts';
import type { OffersWork } from './offers-state.ts';
import type { PageAhead } from './page-ahead.ts';
import type { PushAhead } from './push-batch.ts';
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
  /** When the last hello was said, by the monotonic clock. */
  lastHelloMs: number;
  isPushing: boolean;
  /** The next push, which went out while the one before it was under way. */
  ahead: PushAhead | null;
  /** The last push of this session was taken: the next may go out behind another. */
  isFlowing: boolean;
  /** The change that was sent alone and refused; a line may have spoilt it, so it is sent once more before it goes raw. */
  refusedAlone: string | null;
  /** Read from the keychain once. */
  key: TillKey | null;
  /** When old changes were last looked through, by the monotonic clock. */
  prunedMs: number | null;
  /** The last pull that came back found nothing more: the till has what the office had then. */
  isAtHead: boolean;
  /** The business date, and when its audit is due by the monotonic clock; null before the first quiet moment. */
  audit: { readonly date: string; readonly dueMs: number } | null;
  isOnline: boolean;
  lastError: ErrorCode | null;
  readonly lastContactMs: number | null;
  lastPushMs: number | null;
  lastPullMs: number | null;
  watchdogCount: number;
  /** Of the monotonic clock. */
  progressMs: number;
  /** The last measurement of the clock against the office's. */
  readonly contact: ClockContact | null;
  readonly clock: ClockWatch;
  readonly pushSize: BatchSize;
  readonly pullSize: BatchSize;
  /** Measured apart: a row costs less in a long transaction than in a short one. */
  readonly applyPace: Readonly<Record<Phase, ApplyPace>>;
  /** Parts of a reading of the feed that wait for its last one. */
  held: HeldPages | null;
  /** What is given back to an office that came back from a backup; null while nothing is. */
  offers: OffersWork | null;
  /** The next page of a till that is being filled, which was asked for while the one before it was written. */
  pageAhead: PageAhead | null;
  readonly begin: () => void;
  readonly restarted: () => void;
  readonly progressed: (monotonicMs: number) => void;
  /** A change was acknowledged, or a page applied. */
  readonly moved: () => void;
  /** Work came while there was none: the time without progress counts from here. */
  readonly noteWork: () => void;
  /** The office answered: its clock is measured against ours. */
  readonly contacted: (exchange: ClockExchange) => void;
  readonly clockQuality: () => ClockQuality;
};

/** A till that knows nothing of its line yet begins with so many; each push that goes well doubles it. */
const FIRST_PUSH_CHANGES = 125;

/** What a process knows before it heard anything. */
const AT_START = {
  session: null,
  highestSession: 0,
  askNewEpoch: null,
  healing: null,
  mustUpgrade: false,
  greetings: 0,
  lastHelloMs: 0,
  isPushing: false,
  ahead: null,
  isFlowing: false,
  refusedAlone: null,
  key: null,
  prunedMs: null,
  isAtHead: false,
  audit: null,
  isOnline: false,
  lastError: null,
  lastPushMs: null,
  lastPullMs: null,
  watchdogCount: 0,
  held: null,
  offers: null,
  pageAhead: null,
} as const satisfies Partial<SyncMemory>;

export function createSyncMemory(deps: Pick<SyncDeps, 'store' | 'timers' | 'nowMs' | 'newId'>): SyncMemory {
  const { store, timers } = deps;
  const clock = createClockWatch(deps);
  let hadWork = false;
  const memory: SyncMemory = {
    ...AT_START,
    state: 'alone',
    bootId: deps.newId(),
    progressMs: timers.monotonicMs(),
    get contact() {
      return clock.contact();
    },
    get lastContactMs() {
      return clock.lastContactMs();
    },
    clock,
    pushSize: createBatchSize({ start: FIRST_PUSH_CHANGES, max: PUSH_CHANGES_MAX }),
    pullSize: createBatchSize({ start: PULL_LIMIT_DEFAULT, max: PULL_LIMIT_MAX }),
    applyPace: { beforeSelling: createApplyPace(), selling: createApplyPace() },
    begin: () => {
      const hasOffice = store.read((reader) => reader.meta.identity() !== null && !reader.meta.isAlone());
      memory.state = hasOffice ? 'greeting' : 'alone';
      memory.session = null;
      memory.ahead = null;
      memory.isFlowing = false;
      memory.healing = null;
      memory.held = null;
      memory.offers = null;
      memory.isAtHead = false;
      memory.pageAhead = null;
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
      clock.contacted(exchange);
      memory.isOnline = true;
      memory.lastError = null;
    },
    clockQuality: clock.quality,
  };
  return memory;
}
