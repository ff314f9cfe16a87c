import type { TillRow } from '#shared/api/store-endpoints.ts';

/** How a till is, in one word. */
export type TillWord = 'active' | 'silent' | 'new' | 'revoked' | 'replaced';

/** Open shops are heard from each minute; a quarter of an hour without a sign is worth a word. */
export const SILENT_AFTER_MS = 15 * 60_000;

export function tillWord(till: Pick<TillRow, 'status' | 'lastSeenAt'>, nowMs: number): TillWord {
  if (till.status !== 'active') return till.status;
  if (till.lastSeenAt === null) return 'new';
  return nowMs - Date.parse(till.lastSeenAt) > SILENT_AFTER_MS ? 'silent' : 'active';
}
