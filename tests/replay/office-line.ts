import { syncRetryCall } from '#shared/till-calls/sync-calls.ts';
import { z } from 'zod';
import type { Office } from './office.ts';
import type { ReplayTill } from './replay-till.ts';
import type { ShopClock } from './shop-clock.ts';
import { waitUntil } from './wait-until.ts';

/** When tills and office speak with each other: they begin while the clock stands. */
export type OfficeLine = {
  /** How often everybody got to know everything. */
  readonly talks: () => number;
  /** How long the shop stood still for it. */
  readonly waitedMs: () => number;
  /** Shuts the lines, before the clock moves. */
  readonly shut: () => void;
  /** Opens the lines until every till sends what waits; the office takes it while the shop goes on. */
  readonly send: () => Promise<void>;
  /** Opens the lines until nothing waits at any till, and the tills have asked what the others did. */
  readonly talk: () => Promise<void>;
  /** Talks until something is known at a till; throws with `what` where it never is. */
  readonly talkUntil: (what: string, holds: () => Promise<boolean>) => Promise<void>;
};

const DRAINED_WITHIN_MS = 300_000;
const ANSWERED_WITHIN_MS = 60_000;
const TALKS_MAX = 5;
const NEXT_MOMENT_MS = 1000;
/** So many changes may wait at a till while another batch is under way. */
const BACKLOG_MAX = 200;

export function officeLine(office: Office, clock: ShopClock, tills: readonly ReplayTill[]): OfficeLine {
  let talks = 0;
  let waitedMs = 0;
  const timed =
    (speak: () => Promise<void>): (() => Promise<void>) =>
    async () => {
      const startedMs = performance.now();
      await speak();
      waitedMs += performance.now() - startedMs;
    };
  const shut = (): void => {
    for (const till of tills) till.line.shut();
  };
  /** What is still under way was signed by the clock as it stood: it is answered before the office's clock moves. */
  const open = async (): Promise<void> => {
    await waitUntil('the office answers', ANSWERED_WITHIN_MS, () => tills.every((till) => !till.line.isBusy()));
    await office.setClock(clock.nowMs());
    for (const till of tills) till.line.open();
  };
  const talk = timed(async () => {
    await open();
    await eachTill('sends what waits', tills, async (till) => (await till.status()).waiting === 0);
    if (tills.length > 1) await pullAll(office, clock, tills);
    shut();
    talks += 1;
  });
  return {
    talks: () => talks,
    shut,
    waitedMs: () => waitedMs,
    send: timed(async () => {
      await open();
      await eachTill('sends what waits', tills, async (till) => {
        const { sign, waiting } = await till.status();
        return waiting === 0 || (sign === 'sending' && waiting <= BACKLOG_MAX);
      });
      shut();
    }),
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

async function eachTill(
  does: string,
  tills: readonly ReplayTill[],
  holds: (till: ReplayTill) => Promise<boolean>,
): Promise<void> {
  await Promise.all(tills.map((till) => waitUntil(`${till.name} ${does}`, DRAINED_WITHIN_MS, () => holds(till))));
}

/** A moment later each till asks anew; what it gets then was asked for after everybody had sent all. */
async function pullAll(office: Office, clock: ShopClock, tills: readonly ReplayTill[]): Promise<void> {
  const laterMs = clock.nowMs() + NEXT_MOMENT_MS;
  await office.setClock(laterMs);
  clock.moveTo(laterMs);
  for (const till of tills) await till.do(syncRetryCall, {}, z.unknown());
  await eachTill('pulls', tills, async (till) => ((await till.status()).lastPullMs ?? 0) >= laterMs);
}
