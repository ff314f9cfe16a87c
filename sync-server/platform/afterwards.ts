import type { Logger } from './log/logger.ts';

/** Work that goes on after an answer was given, so that the answer's time says nothing about it. */
export interface Afterwards {
  readonly run: (work: () => Promise<void>) => void;
  /** Resolves when all of it has ended. */
  readonly settled: () => Promise<void>;
}

export function createAfterwards(log: Pick<Logger, 'error'>): Afterwards {
  const running = new Set<Promise<void>>();
  return {
    run: (work) => {
      const going = work().catch((error: unknown) => log.error({ err: error }, 'work after an answer failed'));
      running.add(going);
      void going.finally(() => running.delete(going));
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
