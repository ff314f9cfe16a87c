import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '#shared/till-calls/reply.ts';
import { openOffice } from '../world/office.ts';
import { startOffice } from '../world/office-falls.ts';
import { watchConnections } from '../world/disk-full.ts';
import { type Owner, createOwner } from '../world/owner.ts';
import { takePlatform } from '../world/platform.ts';
import { createReadings } from '../world/readings.ts';
import { seededRandom } from '../world/random.ts';
import { createScheduler } from '../world/scheduler.ts';
import type { Place } from '../world/machine.ts';
import { createSimTill } from '../world/sim-till.ts';
import type { HeldRecord } from '../check/final-state.ts';
import type { Snapshot } from '../world/snapshot.ts';
import { type Goods, type Template, settled, worldFolder } from '../world/template.ts';
import { createTrace } from '../world/trace.ts';
import type { World } from '../world/world.ts';
import { CLONE_NUMBER, type Plan } from './plan.ts';

/** A plan as it is played in a world of its own. */
export type Run = {
  readonly plan: Plan;
  readonly world: World;
  readonly template: Template;
  readonly goodsOf: (business: number, goods: number) => Goods;
  readonly owner: (business: number) => Owner;
  readonly isOfStore: (till: number, place: Place) => boolean;
  /** What came of a call, in a word that is the same in each run. */
  readonly outcome: (reply: Reply | null) => string;
  /** Disks of the office and the tills that were kept, the newest last. */
  readonly kept: { office: Snapshot | null; readonly tills: Map<number, string> };
  /** Sales that went with a disk that somebody replaced. */
  readonly dropped: Set<string>;
  /** Those of them that nobody else has either. */
  readonly destroyed: Set<string>;
  /** What each till had when the office went back, as long as its files go on from there. */
  held: { readonly number: number; readonly records: Readonly<Record<string, HeldRecord[]>> }[];
  /** Changes that the owner approved, by id. */
  readonly approved: Set<string>;
};

/** Makes a world as the template left it, starts what the plan needs, plays in it, and takes it down whatever happens. */
export async function inWorld<Value>(
  template: Template,
  plan: Plan,
  play: (run: Run) => Promise<Value>,
): Promise<Value> {
  const folder = worldFolder();
  const startMs = template.startMs + plan.afterMs;
  const scheduler = createScheduler();
  const giveBack = takePlatform(scheduler, seededRandom(`platform ${plan.seed}`), startMs);
  const unwatch = watchConnections();
  const office = await openOffice(scheduler, {
    folder: join(folder, 'office'),
    image: template.image,
    nowMs: () => startMs + scheduler.nowMs(),
  });
  cpSync(join(template.folder, 'office'), join(folder, 'office'), { recursive: true });
  const world: World = {
    folder,
    scheduler,
    office,
    tills: [],
    trace: createTrace(scheduler.nowMs),
    random: (name) => seededRandom(`${plan.seed} ${name}`),
    issued: [],
    calls: [],
    readings: createReadings(),
    struck: new Map(),
    startMs,
    secretsOf: template.businesses.map(({ id, goods }) => [id, ...goods.map(({ variantId }) => variantId)]),
    leaks: [],
  };
  try {
    for (const number of plan.tills) world.tills.push(tillOf(world, template, number));
    await settled(world, startOffice(world));
    for (const till of world.tills) await settled(world, till.start());
    return await play(runOf(plan, world, template));
  } finally {
    for (const till of world.tills) await settled(world, till.close()).catch(() => undefined);
    office.fall();
    await settled(world, office.database().recover()).catch(() => undefined);
    await office.database().close();
    giveBack();
    unwatch();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tillOf(world: World, template: Template, number: number) {
  const machine = template.machines[number];
  if (machine === undefined) throw new Error(`no machine ${number}`);
  const folder = join(world.folder, `till${number}-0`);
  cpSync(machine.folder, folder, { recursive: true });
  return createSimTill(world, machine.place, { folder, secrets: new Map(machine.secrets) });
}

function runOf(plan: Plan, world: World, template: Template): Run {
  const owners = template.businesses.map(({ email }) => createOwner(world, email));
  return {
    plan,
    world,
    template,
    goodsOf: (business, goods) => {
      const found = template.businesses[business]?.goods[goods];
      if (found === undefined) throw new Error('no such goods');
      return found;
    },
    owner: (business) => {
      const owner = owners[business];
      if (owner === undefined) throw new Error('no such owner');
      return owner;
    },
    isOfStore: (till, place) => {
      const other = template.machines[till % CLONE_NUMBER]?.place;
      return other?.business === place.business && other.store === place.store;
    },
    outcome: (reply) => {
      if (reply === null) return 'dead';
      if (reply.ok) return 'done';
      return 'refusal' in reply ? `refused ${reply.refusal}` : `fault ${reply.fault}`;
    },
    kept: { office: null, tills: new Map() },
    dropped: new Set(),
    destroyed: new Set(),
    held: [],
    approved: new Set(),
  };
}
