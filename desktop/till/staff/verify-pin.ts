import { compare } from 'bcrypt';
import { accept, refuse } from '#shared/base/outcome.ts';
import type { NowMs } from '#shared/base/time.ts';
import type { Answer } from '../store/handler.ts';
import { resyncingClasses } from '../store/resync-state.ts';
import type { Person } from '../store/tables/people.ts';
import type { TillStore } from '../store/till-store.ts';
import type { Reader } from '../store/till-tables.ts';

/** So many wrong PINs in a row are free; each one after them doubles the pause. */
export const FREE_TRIES = 3;
const PAUSE_MS = 30_000;
const PAUSE_MS_MAX = 15 * 60_000;

/**
 * Checks a person's PIN with no network. A try is counted on the disk before the PIN is looked at, so that pulling the
 * plug doesn't make guessing free; a right one clears the count.
 */
export async function verifyPin(
  deps: { readonly store: TillStore; readonly nowMs: NowMs },
  userId: string,
  pin: string,
): Promise<Answer<Person>> {
  const { store, nowMs } = deps;
  const person = store.read((reader) => reader.people.byId(userId));
  if (person === null) return refuse('staff_unknown');
  if (person.pinHash === null) return refuse(store.read(arePeopleOnTheirWay) ? 'pins_being_read' : 'pin_not_set');
  const tries = store.read((reader) => reader.pinTries.of(userId));
  const startedMs = nowMs();
  // A clock that was set back in the meantime pauses nobody for years.
  const pausedForMs = Math.min(tries.pausedUntilMs - startedMs, pauseAfter(tries.wrongCount));
  if (pausedForMs > 0) {
    if (tries.pausedUntilMs > startedMs + pausedForMs)
      store.write((writer) => writer.pinTries.set(userId, { ...tries, pausedUntilMs: startedMs + pausedForMs }));
    return refuse('pin_paused', { pauseMs: pausedForMs });
  }
  const wrongCount = tries.wrongCount + 1;
  const pauseMs = pauseAfter(wrongCount);
  store.write((writer) =>
    writer.pinTries.set(userId, { wrongCount, pausedUntilMs: pauseMs === 0 ? 0 : startedMs + pauseMs }),
  );
  if (!(await compare(pin, person.pinHash)))
    return refuse('wrong_pin', { triesLeft: Math.max(0, FREE_TRIES - wrongCount), pauseMs });
  store.write((writer) => writer.pinTries.forget(userId));
  return accept(person);
}

/** A machine that lost its key has nobody's PIN until it has read them anew. */
function arePeopleOnTheirWay(reader: Pick<Reader, 'meta'>): boolean {
  return resyncingClasses(reader).has('settings');
}

/** How long to wait after so many wrong PINs in a row. */
export function pauseAfter(wrongCount: number): number {
  return wrongCount < FREE_TRIES ? 0 : Math.min(PAUSE_MS_MAX, PAUSE_MS * 2 ** (wrongCount - FREE_TRIES));
}
