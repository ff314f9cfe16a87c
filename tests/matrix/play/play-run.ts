import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { History, Resting, Sighting, TillHistory } from '../check/history.ts';
import { digestOf } from '../check/check-converged.ts';
import { judge } from '../check/judge.ts';
import { FIRST_NAME, type MatrixShop } from '../shop/found-matrix-shop.ts';
import { readLog } from '../watch/read-log.ts';
import { restingRowsOfOffice, restingRowsOfTill } from '../watch/rest-rows.ts';
import type { RunPlan } from './draw-run.ts';
import { playFaults } from './play-faults.ts';
import { type Starved, startedStarving } from './starved.ts';
import { type Stage, openStage } from './stage.ts';
import type { Looked } from './stage-till.ts';
import { type Watching, watchAll } from './watch-all.ts';

/** Invariant 1 of the sync: everything is where it belongs within this time of the network's healing. */
const HEALED_WITHIN_MS = 60_000;
/** However starved the machine is, a run ends. */
const ENDED_WITHIN_MS = 300_000;
const LOOK_EVERY_MS = 1_000;

export type RunReport = {
  readonly plan: RunPlan;
  readonly written: number;
  readonly sightings: number;
  /** How long it took from the end of the last fault until all was quiet and the same. */
  readonly healedMs: number;
  /** How much of that went by while the machine gave its processors to others. */
  readonly starvedMs: number;
  readonly refused: ReadonlyMap<string, number>;
  readonly wrong: readonly string[];
};

export type RunOptions = {
  readonly shop: MatrixShop;
  readonly program: string;
  readonly plan: RunPlan;
  readonly folder: string;
};

/** Plays a run: the tills sell while everything goes wrong, then nothing new is written, and all must come together. */
export async function playRun(options: RunOptions): Promise<RunReport> {
  const { plan, shop } = options;
  await using stage = await openStage(options);
  const watching = watchAll(stage, shop.tillIds);
  for (const till of stage.tills) till.setWorking(true);
  await playFaults(stage, plan);
  for (const till of stage.tills) till.setWorking(false);
  const endedMs = performance.now();
  const starved = await startedStarving(stage);
  await Promise.all(stage.tills.map((till) => till.rested()));
  const quiet = await untilQuiet(stage, endedMs, starved);
  const sightings = await watching.end();
  const history = await readHistory(stage, options, { sightings, looked: quiet.shown });
  const refused = new Map<string, number>();
  for (const till of stage.tills)
    for (const [what, count] of till.refused) refused.set(what, (refused.get(what) ?? 0) + count);
  return {
    plan,
    written: history.tills.reduce((sum, till) => sum + till.answered.length + till.edited.length, 0),
    sightings: sightings.length,
    healedMs: quiet.tookMs,
    starvedMs: quiet.starvedMs,
    refused,
    wrong: [...complaints(stage, watching), ...quiet.wrong, ...judge(history)],
  };
}

function complaints({ tills }: Stage, { failed }: Watching): string[] {
  const ended = tills.flatMap((till) => {
    const complaint = till.complaint();
    return complaint === null ? [] : [`${till.name} ended by itself: ${complaint}`];
  });
  return [...ended, ...failed];
}

type Shown = ReadonlyMap<string, Resting['shown']>;
type Quiet = {
  readonly tookMs: number;
  readonly starvedMs: number;
  readonly shown: Shown;
  readonly wrong: readonly string[];
};

async function untilQuiet(stage: Stage, fromMs: number, starved: Starved): Promise<Quiet> {
  for (;;) {
    const looked = await lookAtAll(stage);
    const [tookMs, starvedMs] = [performance.now() - fromMs, await starved()];
    const waiting = looked.flatMap(([name, { waiting: count, quarantined, state }]) =>
      count + quarantined > 0 || state !== 'normal'
        ? [`${name}: ${count} changes wait, ${quarantined} in quarantine, ${state}`]
        : [],
    );
    // What they show is asked once more: they came together after they were asked.
    if (waiting.length === 0 && (await areSame(stage)))
      return { tookMs, starvedMs, shown: shownIn(await lookAtAll(stage)), wrong: [] };
    const shown = shownIn(looked);
    if (tookMs - starvedMs > HEALED_WITHIN_MS || tookMs > ENDED_WITHIN_MS)
      return {
        tookMs,
        starvedMs,
        shown,
        wrong: [`not the same everywhere within ${HEALED_WITHIN_MS / 1000} s`, ...waiting],
      };
    await wait(LOOK_EVERY_MS);
  }
}

type LookedAt = readonly (readonly [name: string, looked: Looked])[];

function lookAtAll({ tills }: Stage): Promise<LookedAt> {
  return Promise.all(tills.map(async (till) => [till.name, await till.look()] as const));
}

function shownIn(looked: LookedAt): Shown {
  return new Map(looked.map(([name, { shown }]) => [name, shown]));
}

async function areSame({ tills, sql }: Stage): Promise<boolean> {
  const digest = (place: string, rows: Resting['rows']): string => digestOf({ place, rows, shown: {} });
  const office = digest('office', await restingRowsOfOffice(sql));
  return tills.every(({ name, folder }) => digest(name, restingRowsOfTill(folder)) === office);
}

const hashSchema = z.object({ tillId: z.string(), line: z.string() });
const levelSchema = z.object({ variantId: z.string(), milli: z.coerce.number().int() });

async function readHistory(
  stage: Stage,
  { shop }: RunOptions,
  { sightings, looked }: { readonly sightings: readonly Sighting[]; readonly looked: Shown },
): Promise<History> {
  const { sql } = stage;
  const hashes = z
    .array(hashSchema)
    .parse(
      await sql`select till_id as "tillId", seq || ' ' || encode(hash, 'hex') as line from changes order by epoch_counter, seq`,
    );
  const levels = z
    .array(levelSchema)
    .parse(
      await sql`select variant_id as "variantId", sum(quantity_milli) as milli from inventory group by variant_id`,
    );
  const tills = stage.tills.map((till, place): TillHistory => {
    const log = readLog(till.folder);
    return {
      name: till.name,
      log: log.changes,
      hashes: log.hashes,
      hashesAtOffice: hashes.filter(({ tillId }) => tillId === shop.tillIds[place]).map(({ line }) => line),
      answered: till.answered,
      edited: till.edited,
    };
  });
  return {
    tills,
    sightings,
    openingNames: Object.fromEntries(shop.customers.map(({ id }) => [id, FIRST_NAME])),
    resting: {
      office: {
        place: 'office',
        rows: await restingRowsOfOffice(sql),
        shown: Object.fromEntries(levels.map(({ variantId, milli }) => [variantId, milli])),
      },
      tills: stage.tills.map(({ name, folder }) => ({
        place: name,
        rows: restingRowsOfTill(folder),
        shown: looked.get(name) ?? {},
      })),
    },
  };
}
