import { Fault } from '#shared/base/fault.ts';
import { PULL_EVERY_MS } from '#shared/sync/limits.ts';
import { openAuditRounds } from './audit-rounds.ts';
import { holdPokes } from './hold-pokes.ts';
import { type Lane, type LaneResult, createLane } from './lane.ts';
import { turnHello } from './turn-hello.ts';
import { turnLive } from './turn-live.ts';
import { turnPull } from './turn-pull.ts';
import { turnPush } from './turn-push.ts';
import type { Turn } from './turn.ts';

/** The four things that sync does side by side, each never twice at once, and the audit that waits until they rest. */
export type SyncLanes = {
  readonly wakeAll: () => void;
  readonly pokePush: () => void;
  /** Ends all of them; nothing is written afterwards. */
  readonly close: () => void;
};

/** Opens hello, push, pull, live and the rounds of the audit; which of them have work is for the state to say. */
export function openLanes(turn: Turn): SyncLanes {
  const lane = (run: (signal: AbortSignal) => Promise<LaneResult>): Lane =>
    createLane({
      ...turn,
      everyMs: PULL_EVERY_MS,
      run: (signal) => runTurn(signal, run),
      onCrash: (cause) => noteCrash(turn, cause),
    });
  const hello = lane((signal) => turnHello(turn, signal));
  const pull = lane(async (signal) => {
    const result = await turnPull(turn, signal);
    turn.memory.isAtHead = result === 'idle';
    return result;
  });
  const backlog = holdPokes(pull.poke);
  const push = lane(backlog.whileSending((signal) => turnPush(turn, signal)));
  const live = lane((signal) => turnLive(turn, { signal, onPoke: backlog.poke, onOpen: wakeFailed }));
  const lanes = [hello, push, pull, live];
  const audit = openAuditRounds(turn);

  function wakeAll(): void {
    for (const each of lanes) each.wake();
  }
  const doing = (): string => `${turn.memory.state} ${turn.memory.offers?.doing ?? ''}`;
  /** A new state is other lanes' beginning. */
  async function runTurn(signal: AbortSignal, run: (signal: AbortSignal) => Promise<LaneResult>): Promise<LaneResult> {
    const before = doing();
    const result = await run(signal);
    if (!signal.aborted && doing() !== before) wakeAll();
    return result;
  }
  /** The office answers on one lane: the others need not wait out their failures. */
  function wakeFailed(): void {
    for (const each of [push, pull]) if (each.failures() > 0) each.wake();
  }
  wakeAll();
  return {
    wakeAll,
    pokePush: push.poke,
    close: () => {
      audit.close();
      for (const each of lanes) each.stop();
    },
  };
}

function noteCrash(turn: Turn, cause: unknown): void {
  turn.memory.lastError = cause instanceof Fault ? cause.code : 'internal';
  turn.log.error('sync_turn_failed', { message: cause instanceof Error ? cause.message : String(cause) });
}
