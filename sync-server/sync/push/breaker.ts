const WINDOW_MS = 10 * 60_000;
const OPEN_MS = 15 * 60_000;
const TILLS_MIN = 3;
/** Tills of so many businesses have nothing in common but our program. */
const BUSINESSES_MIN = 2;
const KINDS_MAX = 1000;
/** What is held back for everybody. */
const ALL = '';

/** One change that could not be applied. */
export type Failure = {
  readonly type: string;
  readonly code: string;
  readonly businessId: string;
  readonly tillId: string;
  readonly nowMs: number;
};

type FailedTill = { readonly businessId: string; readonly atMs: number };

/**
 * Guards against our own deploys: a type of change that fails alike for three tills, and never worked since the start,
 * is held back at the tills for a while instead of filling the quarantine.
 *
 * At the tills of one business, as long as they are all of that one: its data may be what is bad, and nobody else waits for
 * it. At everybody's once tills of another business fail alike. Either opens once for a type: after 15 minutes what still
 * fails goes to quarantine, where a person sees it.
 */
export class Breaker {
  /** Hears of each type that is held back from now on. */
  readonly #opened: (failure: Failure) => void;
  readonly #worked = new Set<string>();
  readonly #failures = new Map<string, Map<string, FailedTill>>();
  readonly #openedAtMs = new Map<string, number>();

  constructor(opened: (failure: Failure) => void = () => undefined) {
    this.#opened = opened;
  }

  succeeded(type: string): void {
    this.#worked.add(type);
  }

  /** @returns whether pushes of this business that hold the type must wait now */
  failed(failure: Failure): boolean {
    const { type, code, businessId, tillId, nowMs } = failure;
    if (this.#worked.has(type)) return false;
    const key = `${type} ${code}`;
    // Types are words of tills: a liar’s must not fill the memory.
    if (!this.#failures.has(key) && this.#failures.size >= KINDS_MAX) return this.holds(failure);
    const tills = this.#failures.get(key) ?? new Map<string, FailedTill>();
    this.#failures.set(key, tills.set(tillId, { businessId, atMs: nowMs }));
    const recent = [...tills.values()].filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
    const isOurs = recent.length >= TILLS_MIN && new Set(recent.map((till) => till.businessId)).size >= BUSINESSES_MIN;
    const isTheirs = recent.filter((till) => till.businessId === businessId).length >= TILLS_MIN;
    if (isOurs) this.#open(failure, ALL);
    else if (isTheirs) this.#open(failure, businessId);
    return this.holds(failure);
  }

  holds({ type, businessId, nowMs }: Pick<Failure, 'type' | 'businessId' | 'nowMs'>): boolean {
    if (this.#worked.has(type)) return false;
    return [ALL, businessId].some((whose) => {
      const openedAtMs = this.#openedAtMs.get(`${type} ${whose}`);
      return openedAtMs !== undefined && nowMs - openedAtMs < OPEN_MS;
    });
  }

  #open(failure: Failure, whose: string): void {
    const key = `${failure.type} ${whose}`;
    if (this.#openedAtMs.has(key)) return;
    this.#openedAtMs.set(key, failure.nowMs);
    this.#opened(failure);
  }
}
