/** Keeps texts for a while. What it does not have, or can't reach just now, is null: it never fails. */
export interface CachePort {
  readonly get: (key: string) => Promise<string | null>;
  readonly set: (key: string, text: string, ttlS: number) => Promise<void>;
}
