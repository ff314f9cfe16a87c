/** A value that a till showed, and when somebody wrote it last. */
export type Reading = {
  /** The till, and which of its lives: files that were put back begin another one. */
  readonly reader: string;
  readonly what: string;
  readonly value: string;
  readonly writtenMs: number;
};

/**
 * Who wrote what when, and what tills showed of it: a till never shows an older value after a newer one, nor after its own.
 */
export type Readings = {
  /** Somebody wrote this, as far as is known: an answer may have got lost. */
  readonly wrote: (what: string, value: string, atMs: number) => void;
  readonly read: (till: string, what: string, value: string) => void;
  /** From here on what it showed before says nothing: its files are of an earlier moment. */
  readonly restart: (till: string) => void;
  /** What was written until now may be gone, and is shown until each till knows. */
  readonly restartAll: (atMs: number) => void;
  readonly all: Reading[];
};

export function createReadings(): Readings {
  /** Null for what was written twice: nobody can tell which of the two a till shows. */
  const written = new Map<string, number | null>();
  const lives = new Map<string, number>();
  const all: Reading[] = [];
  let world = 0;
  let lostUntilMs = -1;
  return {
    wrote: (what, value, atMs) => {
      const key = `${what} ${value}`;
      written.set(key, written.has(key) ? null : atMs);
    },
    read: (till, what, value) => {
      const reader = `${till} ${world}.${lives.get(till) ?? 0}`;
      const key = `${what} ${value}`;
      const writtenMs = written.has(key) ? written.get(key) : 0;
      if (typeof writtenMs === 'number' && writtenMs > lostUntilMs) all.push({ reader, what, value, writtenMs });
    },
    restart: (till) => void lives.set(till, (lives.get(till) ?? 0) + 1),
    restartAll: (atMs) => {
      world += 1;
      lostUntilMs = atMs;
    },
    all,
  };
}
