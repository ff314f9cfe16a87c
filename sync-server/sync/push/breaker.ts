const WINDOW_MS = 10 * 60_000;
const OPEN_MS = 15 * 60_000;
const TILLS_MIN = 3;
const KINDS_MAX = 1000;

/** One change that could not be applied. */
export type Failure = { readonly type: string; readonly code: string; readonly tillId: string; readonly nowMs: number };

/**
 * Guards against our own deploys: a type of change that fails alike for three tills, and never worked since the start,
 * is held back at the tills for a while instead of filling the quarantine.
 *
 * It opens once for a type: after 15 minutes what still fails goes to quarantine, where a person sees it.
 */
export class Breaker {
  /** Hears of each type that is held back from now on. */
  readonly #opened: (failure: Failure) => void;
  readonly #worked = new Set<string>();
  readonly #failures = new Map<string, Map<string, number>>();
  readonly #openedAtMs = new Map<string, number>();

  constructor(opened: (failure: Failure) => void = () => undefined) {
    this.#opened = opened;
  }

  succeeded(type: string): void {
    this.#worked.add(type);
  }

  /** @returns whether pushes that hold the type must wait now */
  failed(failure: Failure): boolean {
    const { type, code, tillId, nowMs } = failure;
    if (this.#worked.has(type)) return false;
    const key = `${type} ${code}`;
    // Types are words of tills: a liar’s must not fill the memory.
    if (!this.#failures.has(key) && this.#failures.size >= KINDS_MAX) return this.holds(type, nowMs);
    const tills = this.#failures.get(key) ?? new Map<string, number>();
    this.#failures.set(key, tills.set(tillId, nowMs));
    const recent = [...tills.values()].filter((atMs) => nowMs - atMs < WINDOW_MS);
    if (recent.length >= TILLS_MIN && !this.#openedAtMs.has(type)) {
      this.#openedAtMs.set(type, nowMs);
      this.#opened(failure);
    }
    return this.holds(type, nowMs);
  }

  holds(type: string, nowMs: number): boolean {
    const openedAtMs = this.#openedAtMs.get(type);
    return openedAtMs !== undefined && nowMs - openedAtMs < OPEN_MS && !this.#worked.has(type);
  }
}
