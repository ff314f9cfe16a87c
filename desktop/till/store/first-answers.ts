/** The last answers as they were given, so that a double tap gets the very same. */
export type FirstAnswers = {
  readonly keep: (callId: string, answer: unknown) => void;
  /** Undefined where it was never given here, or too long ago. */
  readonly get: (callId: string) => unknown;
};

/** A double tap follows at once; what comes later is answered from the file. */
const KEPT_MAX = 50;

export function firstAnswers(): FirstAnswers {
  const kept = new Map<string, unknown>();
  return {
    keep: (callId, answer) => {
      kept.set(callId, answer);
      if (kept.size <= KEPT_MAX) return;
      for (const oldest of kept.keys()) {
        kept.delete(oldest);
        return;
      }
    },
    get: (callId) => kept.get(callId),
  };
}
