import type { LaneResult } from './lane.ts';

type RunTurn = (signal: AbortSignal) => Promise<LaneResult>;

/** Pokes to the pull, held back while what the till sold offline goes up. */
export type HeldPokes = {
  readonly poke: () => void;
  /** The push's turns, watched: there is a backlog while each of them says that there is more. */
  readonly whileSending: (push: RunTurn) => RunTurn;
};

/**
 * Every push of a backlog moves the shop's stock, so each would be followed by a pull that brings back what just went up.
 * One pull behind the last of them brings the same. The pull's own timer goes on, so news of others is never late for it.
 */
export function holdPokes(poke: () => void): HeldPokes {
  let isSending = false;
  let isHeld = false;
  const ended = (result: LaneResult): void => {
    isSending = result === 'more';
    if (isSending || !isHeld) return;
    isHeld = false;
    poke();
  };
  return {
    poke: () => {
      if (isSending) isHeld = true;
      else poke();
    },
    whileSending: (push) => async (signal) => {
      let result: LaneResult = 'retry';
      try {
        result = await push(signal);
        return result;
      } finally {
        ended(result);
      }
    },
  };
}
