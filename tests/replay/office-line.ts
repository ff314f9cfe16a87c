import { syncRetryCall } from '#shared/till-calls/sync-calls.ts';
import { z } from 'zod';
import type { Office } from './office.ts';
import type { ReplayTill } from './replay-till.ts';
import type { ShopClock } from './shop-clock.ts';
import { waitUntil } from './wait-until.ts';

/** When tills and office speak with each other: while the clock stands. */
export type OfficeLine = {
  /** How often they spoke so far. */
  readonly talks: () => number;
  /** Shuts the lines, before the clock moves. */
  readonly shut: () => void;
  /** Opens the lines until nothing waits at any till, and the tills have asked what the others did. */
  readonly talk: () => Promise<void>;
  /** Talks until something is known at a till; throws with `what` where it never is. */
  readonly talkUntil: (what: string, holds: () => Promise<boolean>) => Promise<void>;
};

const DRAINED_WITHIN_MS = 300_000;
const PULLED_WITHIN_MS = 60_000;
const TALKS_MAX = 5;
const NEXT_MOMENT_MS = 1000;

export function officeLine(office: Office, clock: ShopClock, tills: readonly ReplayTill[]): OfficeLine {
  let talks = 0;
  const shut = (): void => {
    for (const till of tills) till.line.shut();
  };
  const talk = async (): Promise<void> => {
    await office.setClock(clock.nowMs());
    for (const till of tills) till.line.open();
    await Promise.all(
      tills.map((till) =>
        waitUntil(`${till.name} sends what waits`, DRAINED_WITHIN_MS, async () => (await till.status()).waiting === 0),
      ),
    );
    if (tills.length > 1) await pullAll(office, clock, tills);
    shut();
    talks += 1;
  };
  return {
    talks: () => talks,
    shut,
    talk,
    talkUntil: async (what, holds) => {
      for (let tries = 0; tries < TALKS_MAX; tries += 1) {
        await talk();
        if (await holds()) return;
      }
      throw new Error(`A till does not get to know: ${what}.`);
    },
  };
}

/** A moment later each till asks anew; what it gets then was asked for after everybody had sent all. */
async function pullAll(office: Office, clock: ShopClock, tills: readonly ReplayTill[]): Promise<void> {
  const laterMs = clock.nowMs() + NEXT_MOMENT_MS;
  await office.setClock(laterMs);
  clock.moveTo(laterMs);
  for (const till of tills) await till.do(syncRetryCall, {}, z.unknown());
  await Promise.all(
    tills.map((till) =>
      waitUntil(`${till.name} pulls`, PULLED_WITHIN_MS, async () => ((await till.status()).lastPullMs ?? 0) >= laterMs),
    ),
  );
}
