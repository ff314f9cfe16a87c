const ACTIVE_MS = 5 * 60_000;
const KEPT_MAX = 100_000;

/** Who asked anything of this process in the last five minutes. */
export interface ActiveUsers {
  readonly see: (userId: string) => void;
  readonly count: () => number;
}

export function createActiveUsers(nowMs: () => number): ActiveUsers {
  const lastSeen = new Map<string, number>();
  const forget = (): void => {
    for (const [userId, seenMs] of lastSeen) {
      if (nowMs() - seenMs < ACTIVE_MS && lastSeen.size <= KEPT_MAX) return;
      lastSeen.delete(userId);
    }
  };
  return {
    see: (userId) => {
      lastSeen.delete(userId);
      lastSeen.set(userId, nowMs());
      if (lastSeen.size > KEPT_MAX) forget();
    },
    count: () => {
      forget();
      return lastSeen.size;
    },
  };
}
