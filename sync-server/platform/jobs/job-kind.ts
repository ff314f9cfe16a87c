/** Puts a job into a queue. One of the same key that waits or runs already stands for it. */
export type PutJob = (name: string, data: object, key: string) => Promise<void>;

/** One kind of job: what it is called, how long it may take, when it comes by itself, and what it does. */
export interface JobKind {
  readonly name: string;
  /** Five fields of cron, UTC; a kind without comes only when it is put. */
  readonly cron?: string;
  /** A job that takes longer is another server's. */
  readonly takesMaxS: number;
  /** How often one that failed, or whose server died, is tried again. */
  readonly retries: number;
  /** Doubles with each. */
  readonly retryAfterS: number;
  readonly run: (data: unknown, put: PutJob) => Promise<void>;
}

/** How often a server looks: for jobs, and for jobs of servers that died. */
export interface JobPace {
  readonly pollS: number;
  readonly superviseS: number;
  /** A job whose server was silent for so long is given to another; none: only `takesMaxS` counts. At least 10. */
  readonly heartbeatS: number | null;
}
