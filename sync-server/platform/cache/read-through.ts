import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../../store/pool.ts';
import type { ServerDeps } from '../server-deps.ts';
import { type Reads, readFeedPosition, stillStands } from './feed-position.ts';

/** What is larger costs more to keep than to work out. */
const TEXT_MAX = 1024 * 1024;

/** Seconds for which an entry is kept at most; before that it goes when what it reads moves. */
const TTL_S = { report: 3600, products: 1800, dashboard: 900, inventory: 600 } as const;

const entrySchema = z.object({
  at: z.object({ mark: z.string(), counter: z.number(), moved: z.number(), changes: z.number() }),
  value: z.unknown(),
});

export interface CachedQuestion<Value> {
  readonly cache: keyof typeof TTL_S;
  readonly businessId: string;
  /** Everything that makes the answer another one, but what the feed tells: the question, and the stores it is about. */
  readonly params: readonly unknown[];
  readonly reads: Reads;
  /** What another version of the program kept is not taken. */
  readonly isValue: (value: unknown) => value is Value;
}

/**
 * Answers from the cache where nothing that the answer reads has moved since, else works it out and keeps it.
 *
 * The place in the feed is read in the snapshot of the transaction, which must be one of `readTenant`.
 */
export async function readThrough<Value>(
  deps: Pick<ServerDeps, 'cache' | 'metrics'>,
  tx: Tx,
  question: CachedQuestion<Value>,
  make: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly isKept: boolean }> {
  const { cache, businessId, reads } = question;
  const key = keyOf(question);
  const now = await readFeedPosition(tx, businessId, reads);
  const found = readEntry(await deps.cache.get(key));
  const stands = found !== null && (await stillStands(tx, businessId, found.at, now));
  if (found !== null && stands && question.isValue(found.value)) {
    deps.metrics.cacheRead(cache, 'hit');
    return { value: found.value, isKept: true };
  }
  deps.metrics.cacheRead(cache, found === null ? 'miss' : 'stale');
  const value = await make();
  const text = now === null ? null : JSON.stringify({ at: now, value });
  if (text !== null && text.length <= TEXT_MAX) await deps.cache.set(key, text, TTL_S[cache]);
  return { value, isKept: false };
}

function keyOf({ cache, businessId, params }: CachedQuestion<unknown>): string {
  return `${cache}:${businessId}:${createHash('sha256').update(JSON.stringify(params)).digest('base64url')}`;
}

function readEntry(text: string | null): z.infer<typeof entrySchema> | null {
  if (text === null) return null;
  try {
    return entrySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
