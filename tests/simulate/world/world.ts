import type { Office } from './office.ts';
import type { SeededRandom } from './random.ts';
import type { Readings } from './readings.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimTill } from './machine.ts';
import type { Trace } from './trace.ts';

/** The clock of the office when a world begins: a Monday morning in Lagos. */
export const WORLD_START_MS = Date.UTC(2026, 5, 1, 7);
export const OFFICE_URL = 'http://office.test';

/** A receipt that somebody holds in the hand: what must never get lost. */
export type Issued = {
  readonly till: number;
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly totalMinor: number;
  /** Of a sale, what could still come back, by line. */
  readonly lines: readonly { readonly lineId: string; readonly quantityMilli: number }[];
  readonly atMs: number;
};

/** A call at a till's door, and how long its answer took by the world's clock. */
export type AskedCall = {
  readonly till: string;
  readonly call: string;
  readonly askedMs: number;
  isOver: boolean;
  tookMs: number;
};

/** All that a run consists of. */
export type World = {
  readonly folder: string;
  readonly scheduler: Scheduler;
  readonly office: Office;
  readonly tills: SimTill[];
  readonly trace: Trace;
  /** A stream of its own for each user of chance. */
  readonly random: (name: string) => SeededRandom;
  readonly issued: Issued[];
  /** Every call at a till's door: none may wait for time to pass. */
  readonly calls: AskedCall[];
  /** What was written under a name or a price, and what tills showed of it since. */
  readonly readings: Readings;
  /** How often each fault struck, by its name and the message that it struck. */
  readonly struck: Map<string, number>;
  readonly startMs: number;
  /** Words that must never reach a till of the other business, by business. */
  readonly secretsOf: readonly (readonly string[])[];
  readonly leaks: string[];
};

export function strike(world: World, fault: string, message: string): void {
  const name = `${fault} ${message}`;
  world.struck.set(name, (world.struck.get(name) ?? 0) + 1);
}

export function officeNowMs(world: Pick<World, 'scheduler' | 'startMs'>): number {
  return world.startMs + world.scheduler.nowMs();
}
