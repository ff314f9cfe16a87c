import { hashSync } from 'bcrypt';
import Database from 'better-sqlite3';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { tillEnrolCall } from '#shared/till-calls/till-calls.ts';
import { openOffice } from './office.ts';
import { startOffice } from './office-falls.ts';
import { OWNER_PASSWORD, createOwner, requestOf } from './owner.ts';
import { takePlatform } from './platform.ts';
import { createReadings } from './readings.ts';
import { seededRandom } from './random.ts';
import { createScheduler } from './scheduler.ts';
import type { Place } from './machine.ts';
import { createSimTill } from './sim-till.ts';
import type { Snapshot } from './snapshot.ts';
import { createTrace } from './trace.ts';
import { OFFICE_URL, WORLD_START_MS, type World, officeNowMs } from './world.ts';

/** Something that is sold, in all shops of a business. */
export type Goods = {
  readonly productId: string;
  readonly variantId: string;
  readonly barcode: string;
  readonly priceMinor: number;
};

export type Business = {
  readonly id: string;
  readonly email: string;
  readonly staff: { readonly userId: string; readonly pin: string };
  readonly storeIds: readonly string[];
  readonly goods: readonly Goods[];
};

/** The world as every run finds it: two businesses, three stores, eight tills that know everything and have sold nothing. */
export type Template = {
  readonly folder: string;
  readonly image: Snapshot;
  readonly startMs: number;
  readonly businesses: readonly Business[];
  readonly machines: readonly {
    readonly place: Place;
    readonly folder: string;
    readonly secrets: ReadonlyMap<string, string>;
  }[];
  readonly close: () => void;
};

const PIN = '582931';
const GOODS_COUNT = 5;
/** Business and store of each till. */
const TILLS = [
  [0, 0],
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 0],
  [0, 0],
  [0, 1],
  [1, 0],
] as const;
const READY_WITHIN_MS = 120_000;
const idSchema = z.object({ id: z.string() });

/** A folder for files of a world, in memory where there is such a place. */
export function worldFolder(): string {
  const inMemory = '/dev/shm';
  return mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'stockavoo-world-'));
}

export async function makeTemplate(): Promise<Template> {
  const folder = worldFolder();
  const scheduler = createScheduler();
  const giveBack = takePlatform(scheduler, seededRandom('template'), WORLD_START_MS);
  try {
    const office = await openOffice(scheduler, {
      folder: join(folder, 'office'),
      image: null,
      nowMs: () => WORLD_START_MS + scheduler.nowMs(),
    });
    const world: World = {
      folder,
      scheduler,
      office,
      tills: [],
      trace: createTrace(scheduler.nowMs),
      random: (name) => seededRandom(`template ${name}`),
      issued: [],
      calls: [],
      readings: createReadings(),
      struck: new Map(),
      startMs: WORLD_START_MS,
      secretsOf: [],
      leaks: [],
    };
    await settled(world, startOffice(world));
    const businesses = [await foundBusiness(world, 'ada', ['LEK', 'SUR']), await foundBusiness(world, 'bola', ['IKJ'])];
    const machines = await enrolAll(world, businesses);
    office.fall();
    await settled(world, office.database().recover());
    const image = office.dump();
    await office.database().close();
    return {
      folder,
      image,
      startMs: officeNowMs(world),
      businesses,
      machines,
      close: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    giveBack();
  }
}

/** Lets the world go on until something is done. */
export async function settled<Value>(world: Pick<World, 'scheduler'>, work: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  done.catch(() => undefined);
  await world.scheduler.settle();
  for (let turns = 0; !isDone && turns < 1000; turns += 1) await world.scheduler.runUntil(world.scheduler.nowMs() + 10);
  return done;
}

async function foundBusiness(world: World, name: string, codes: readonly string[]): Promise<Business> {
  const email = `${name}@example.test`;
  const ask = <Schema extends z.ZodType>(schema: Schema, ...asked: Parameters<typeof owner.ask>) =>
    settled(world, owner.ask(...asked)).then((came) => {
      if (came === null || came.status >= 300) throw new Error(`${asked.join(' ')}: ${JSON.stringify(came)}`);
      return schema.parse(came.data);
    });
  const owner = createOwner(world, email);
  await settled(
    world,
    world.office.ask(
      requestOf('POST', '/auth/register', {
        businessName: `${name} Stores`,
        fullName: `${name} Obi`,
        email,
        password: OWNER_PASSWORD,
        timeZone: 'Africa/Lagos',
      }),
    ),
  );
  await lookAsOwner(world, `update users set is_verified = true`);
  const me = await ask(idSchema.extend({ business: idSchema }), 'GET', '/auth/me');
  const storeIds: string[] = [];
  for (const code of codes) storeIds.push((await ask(idSchema, 'POST', '/stores', { name: code, code })).id);
  const rate = await ask(idSchema, 'POST', '/tax-rates', {
    name: 'VAT',
    ratePpm: 75_000,
    inclusive: true,
    validFromMs: 0,
  });
  const goods: Goods[] = [];
  for (let number = 0; number < GOODS_COUNT; number += 1) {
    const priceMinor = 10_000 + 3_335 * number;
    const barcode = `${name.toUpperCase()}${number}`;
    const product = await ask(idSchema.extend({ variants: z.array(idSchema) }), 'POST', '/products', {
      name: `${name} goods ${number}`,
      sku: `${name}-${number}`,
      barcode,
      sellingPriceMinor: priceMinor,
      costE4: priceMinor * 60,
      taxRateIds: number % 2 === 0 ? [rate.id] : [],
    });
    goods.push({ productId: product.id, variantId: product.variants[0]?.id ?? '', barcode, priceMinor });
  }
  await ask(z.unknown(), 'PUT', `/users/${me.id}/pin`, { pin: PIN });
  return { id: me.business.id, email, staff: { userId: me.id, pin: PIN }, storeIds, goods };
}

/** Past row-level security, while nobody asks for anything. */
async function lookAsOwner(world: World, sql: string): Promise<void> {
  world.office.fall();
  await settled(world, world.office.database().recover());
  await world.office.database().look(sql);
  await settled(world, startOffice(world));
}

async function enrolAll(world: World, businesses: readonly Business[]): Promise<Template['machines']> {
  // Cheap to check: a run signs in hundreds of times.
  await lookAsOwner(world, `update users set pin_hash = '${hashSync(PIN, 4)}'`);
  const machines: { place: Place; folder: string; secrets: Map<string, string> }[] = [];
  for (const [number, [business, store]] of TILLS.entries()) {
    const home = businesses[business];
    if (home === undefined) throw new Error('no such business');
    const place = { number, business, store, staff: home.staff };
    const folder = join(world.folder, `machine-${number}`);
    mkdirSync(folder, { recursive: true });
    const secrets = new Map<string, string>();
    const till = createSimTill(world, { ...place, tillId: '', staff: null }, { folder, secrets });
    await settled(world, till.start());
    const owner = createOwner(world, home.email);
    const came = await settled(world, owner.ask('POST', `/stores/${home.storeIds[store]}/tills/enrolment-code`, {}));
    const { code } = z.object({ code: z.string() }).parse(came?.data);
    const reply = await settled(world, till.ask(tillEnrolCall, { officeUrl: OFFICE_URL, code }));
    if (reply?.ok !== true) throw new Error(`till ${number} is not enrolled: ${JSON.stringify(reply)}`);
    await untilFilled(world, till);
    await settled(world, till.close());
    machines.push({ place: { ...place, tillId: tillIdIn(folder) }, folder, secrets });
  }
  return machines;
}

/** Whose till a disk is. */
function tillIdIn(folder: string): string {
  const file = new Database(join(folder, 'till.db'), { readonly: true });
  const row = z
    .object({ value: z.string() })
    .parse(file.prepare("select value from meta where key = 'identity'").get());
  file.close();
  return z.object({ tillId: z.string() }).parse(JSON.parse(row.value)).tillId;
}

async function untilFilled(world: World, till: ReturnType<typeof createSimTill>): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS; waitedMs += 500) {
    const reply = await settled(world, till.ask(syncStatusCall, {}));
    const status = reply?.ok === true ? syncStatusCall.output.parse(reply.value) : null;
    if ((status?.completeClasses.length ?? 0) >= 6) return;
    await world.scheduler.runUntil(world.scheduler.nowMs() + 500);
  }
  throw new Error(`${till.name} is not filled: ${world.trace.lines.slice(-30).join('\n')} ${till.errors.join('\n')}`);
}
