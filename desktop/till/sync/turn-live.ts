import { POKE_DEAD_MS } from '#shared/sync/limits.ts';
import { createEventReader } from './event-stream.ts';
import type { LaneResult } from './lane.ts';
import { silenceGuard } from './silence-guard.ts';
import { WORK } from './sync-state.ts';
import { type Turn, signIn } from './turn.ts';

/**
 * Holds the office's stream of pokes open, so that a change elsewhere is here at once. It carries no data; without it the
 * timers do the same, only later.
 */
export async function turnLive(
  turn: Turn,
  use: { readonly signal: AbortSignal; readonly onPoke: () => void; readonly onOpen: () => void },
): Promise<LaneResult> {
  const { memory } = turn;
  const officeUrl = turn.store.read((reader) => reader.meta.identity()?.officeUrl ?? null);
  const session = memory.session;
  if (!WORK[memory.state].live || officeUrl === null || session === null) return 'halt';
  const signed = await signIn(turn, use.signal);
  if (use.signal.aborted) return 'halt';
  if ('failed' in signed) return 'retry';
  const reader = createEventReader();
  const guard = silenceGuard(turn.timers, POKE_DEAD_MS, use.signal);
  let isOpen = false;
  try {
    const end = await turn.network.openStream({
      url: `${officeUrl}/api/v1/sync/live?session=${session}`,
      headers: { accept: 'text/event-stream', authorization: signed.token.header },
      signal: guard.signal,
      onBytes: guard.heard,
      onText: (text) => {
        if (use.signal.aborted) return;
        if (!isOpen) {
          isOpen = true;
          use.onOpen();
        }
        if (reader.read(text).length > 0) use.onPoke();
      },
    });
    if (end.status === 401) turn.tokens.drop();
  } catch {
    // A line that broke is no news: the lane opens another.
  } finally {
    guard.end();
  }
  if (use.signal.aborted) return 'halt';
  return isOpen ? 'begin_again' : 'retry';
}
