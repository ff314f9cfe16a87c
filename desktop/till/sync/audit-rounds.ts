import type { CancelTimer } from '../ports/timers.ts';
import { type AuditOutcome, auditRound } from './audit-round.ts';
import { shopDate } from './closed-days.ts';
import { WORK } from './sync-state.ts';
import type { Turn } from './turn.ts';

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = MINUTE_MS;
/** A till that was just switched on has better things to do. */
const FIRST_AFTER_MS = 5 * MINUTE_MS;
/** A city's tills are switched on at eight: they don't all ask at once. */
const SPREAD_MS = 30 * MINUTE_MS;
const REST_MS: Readonly<Record<AuditOutcome, number>> = {
  done: Number.POSITIVE_INFINITY,
  soon: MINUTE_MS,
  later: 30 * MINUTE_MS,
};

/**
 * Holds the closed days of this till against the office's, once in each business day: the least of what a till does.
 *
 * It waits for a moment in which nothing else is to do, has a timer of its own, uses the token that the others got, and tells
 * them nothing: whatever comes of it, no push, pull or hello is woken, kept waiting or counted as failed by it. Where there
 * is no moment, no room on the disk or no answer, it is for later.
 */
export function openAuditRounds(turn: Turn): { readonly close: () => void } {
  const stopped = new AbortController();
  let cancel: CancelTimer = () => undefined;
  const wait = (): void => {
    if (!stopped.signal.aborted) cancel = turn.timers.after(LOOK_EVERY_MS, () => void look());
  };
  const look = async (): Promise<void> => {
    try {
      await lookOnce(turn, stopped.signal);
    } catch (cause) {
      turn.log.warn('audit_failed', { message: cause instanceof Error ? cause.message : String(cause) });
      rest(turn, 'later');
    }
    wait();
  };
  wait();
  return {
    close: () => {
      stopped.abort();
      cancel();
    },
  };
}

async function lookOnce(turn: Turn, signal: AbortSignal): Promise<void> {
  const { memory } = turn;
  if (!isQuiet(turn)) return;
  const date = turn.store.read((reader) => shopDate(reader, memory.clock.officeNowMs()));
  if (date === null) return;
  const nowMs = turn.timers.monotonicMs();
  if (memory.audit?.date !== date)
    memory.audit = { date, dueMs: nowMs + FIRST_AFTER_MS + SPREAD_MS * fractionOf(memory.bootId) };
  if (nowMs < memory.audit.dueMs) return;
  const outcome = await auditRound(turn, signal);
  if (!signal.aborted) rest(turn, outcome);
}

function rest({ memory, timers }: Turn, outcome: AuditOutcome): void {
  if (memory.audit !== null) memory.audit = { ...memory.audit, dueMs: timers.monotonicMs() + REST_MS[outcome] };
}

/** Nothing is to be sent, nothing to be read, nothing is amiss, and what the audit finds has room on the disk. */
function isQuiet(turn: Turn): boolean {
  const { memory } = turn;
  const isAtWork = WORK[memory.state].audit && memory.session !== null && !memory.mustUpgrade;
  if (!isAtWork || !memory.isAtHead || memory.isPushing || !turn.hasRoom()) return false;
  return turn.store.read((reader) => reader.changes.countIn('waiting').count) === 0;
}

/** A share of the time over which tills spread, from the end of an id: that much of it is chance. */
function fractionOf(id: string): number {
  return Number.parseInt(id.slice(-8), 16) / 2 ** 32;
}
