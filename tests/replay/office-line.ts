import type { Office } from './office.ts';
import type { ReplayTill } from './replay-till.ts';
import type { ShopClock } from './shop-clock.ts';
import { holdsWithin, waitUntil } from './wait-until.ts';

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

const ANSWERED_WITHIN_MS = 60_000;
const TALKS_MAX = 5;
/** What has not come about by then waits for a later time, such as a pause between two hellos. */
const ROUND_MS = 5_000;
const ROUNDS_MAX = 60;
const NEXT_MOMENT_MS = 1_500;
/** So many changes may wait at a till while another batch is under way. */
const BACKLOG_MAX = 200;

export function officeLine(office: Office, clock: ShopClock, tills: readonly ReplayTill[]): OfficeLine {
  let talks = 0;
  let waitedMs = 0;
  const shut = (): void => {
    for (const till of tills) till.line.shut();
  };
  /** Opens the lines for a while; what is under way was signed by the clock as it stands, and is answered before it moves. */
  const round = async (holds: (till: ReplayTill) => Promise<boolean>): Promise<boolean> => {
    await waitUntil('the office answers', ANSWERED_WITHIN_MS, () => tills.every((till) => !till.line.isBusy()));
    await office.setClock(clock.nowMs());
    for (const till of tills) till.line.open();
    const held = await Promise.all(tills.map((till) => holdsWithin(ROUND_MS, () => holds(till))));
    shut();
    return held.every((one) => one);
  };
  const speak = async (what: string, holds: (till: ReplayTill) => Promise<boolean>): Promise<void> => {
    const startedMs = performance.now();
    for (let rounds = 0; !(await round(holds)); rounds += 1) {
      if (rounds === ROUNDS_MAX) throw new Error(`The tills and the office don’t come to an end: ${what}.`);
      clock.moveTo(clock.nowMs() + NEXT_MOMENT_MS);
    }
    waitedMs += performance.now() - startedMs;
  };
  const talk = async (): Promise<void> => {
    await speak('what waits is sent', async (till) => (await till.status()).waiting === 0);
    // A moment later each till asks anew: what it gets then was asked for after everybody had sent all.
    clock.moveTo(clock.nowMs() + NEXT_MOMENT_MS);
    const askedMs = clock.nowMs();
    await speak('each till asks for news', async (till) => ((await till.status()).lastPullMs ?? 0) >= askedMs);
    talks += 1;
  };
  return {
    talks: () => talks,
    waitedMs: () => waitedMs,
    shut,
    send: () =>
      speak('each till sends', async (till) => {
        const { sign, waiting } = await till.status();
        return waiting === 0 || (sign === 'sending' && waiting <= BACKLOG_MAX);
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
