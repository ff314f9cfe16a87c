import { setTimeout as wait } from 'node:timers/promises';
import type { Sighting } from '../check/history.ts';
import { watchOffice } from '../watch/watch-office.ts';
import { watchTill } from '../watch/watch-till.ts';
import type { Stage } from './stage.ts';

const TILL_EVERY_MS = 300;
const OFFICE_EVERY_MS = 900;

/** Readers who look at every till and at the office all the while. */
export type Watching = {
  /** Looks that did not succeed, in a sentence each. */
  readonly failed: readonly string[];
  /** Ends after one more look at everything; gives all that was seen, in order. */
  readonly end: () => Promise<readonly Sighting[]>;
};

export function watchAll({ tills, sql }: Stage, tillIds: readonly string[]): Watching {
  const sightings: Sighting[] = [];
  const failed: string[] = [];
  let isOver = false;
  const again = async (name: string, everyMs: number, look: () => Sighting | Promise<Sighting>): Promise<void> => {
    for (let isLast = false; !isLast;) {
      isLast = isOver;
      try {
        sightings.push(await look());
      } catch (cause) {
        failed.push(`${name} can't be read: ${String(cause)}`);
      }
      if (!isLast) await wait(everyMs);
    }
  };
  const names = new Map(tills.map(({ name }, place) => [tillIds[place] ?? '', name]));
  const office = watchOffice(sql, (tillId) => names.get(tillId) ?? null);
  const reading = [
    again('office', OFFICE_EVERY_MS, office),
    ...tills.map(({ name, folder, answered }) => {
      const look = watchTill(name, folder);
      return again(name, TILL_EVERY_MS, () => look(answered.length));
    }),
  ];
  return {
    failed,
    end: async () => {
      isOver = true;
      await Promise.all(reading);
      return sightings;
    },
  };
}
