import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { must, unreachable } from '#shared/base/assert.ts';
import {
  type CrashTillSpec,
  ORDERS,
  type Order,
  type Phase,
  type Said,
  crashTillSpecSchema,
} from './crash-till-spec.ts';
import { openCrashTill } from './open-crash-till.ts';
import { type Shopkeeper, shopkeeperAt } from './shopkeeper.ts';
import { hideWeakSync } from './hide-weak-sync.ts';

// A till in a process of its own. It says what it does in whole lines, each in the pipe before it goes on: what is killed
// afterwards has said it all the same.
const STDOUT = 1;
const PIECES_MAX = 100;
const IDLE_MS = 6_000;

const say = (said: Said): void => {
  let line = Buffer.from(`${JSON.stringify(said)}\n`);
  for (let tries = 0; line.length > 0 && tries < PIECES_MAX; tries += 1) line = line.subarray(writeSync(STDOUT, line));
};

async function main(spec: CrashTillSpec): Promise<void> {
  if (spec.weakens === 'synchronous') hideWeakSync();
  const at = async <Value>(phase: Phase, work: () => Promise<Value> | Value): Promise<Value> => {
    say({ kind: 'enter', phase });
    const value = await work();
    say({ kind: 'leave', phase });
    return value;
  };
  const till = await at('migration', () => openCrashTill(spec, say));
  const keeper = shopkeeperAt(till, say);
  say({ kind: 'ready' });
  if (spec.mode === 'selling') await sellOn(spec, keeper, at);
  else await takeOrders(keeper, at);
  await till.till.close();
}

type At = <Value>(phase: Phase, work: () => Promise<Value> | Value) => Promise<Value>;

/** A busy day without an end: sales, now and then a checkpoint and a backup, and pages from the office between them. */
async function sellOn(spec: CrashTillSpec, keeper: Shopkeeper, at: At): Promise<never> {
  for (let count = 1; ; count += 1) {
    await at('sale', () => keeper.business(count));
    await keeper.breathe();
    if (spec.isOnline) keeper.pass(ONLINE_MS);
    if (spec.isOnline) continue;
    if (keeper.isCheckpointDue(count)) await at('checkpoint', () => keeper.pass(IDLE_MS));
    if (count % BACKUP_EVERY === 0) await at('backup', () => keeper.backUp(keeper.business));
  }
}

/** The lanes to the office wait by the till's clock, which moves by hand. */
const ONLINE_MS = 500;
const BACKUP_EVERY = 40;

async function takeOrders(keeper: Shopkeeper, at: At): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const order = must(ORDERS.find((known) => known === line) ?? null, `no order is called ${line}`);
    if (order === 'end') return;
    await follow(order, keeper, at);
    say({ kind: 'done', order });
  }
}

async function follow(order: Exclude<Order, 'end'>, keeper: Shopkeeper, at: At): Promise<void> {
  switch (order) {
    case 'sell':
      return at('sale', () => keeper.sell());
    case 'again':
      return at('sale', () => keeper.sellAgain());
    case 'checkpoint':
      return at('checkpoint', () => keeper.pass(IDLE_MS));
    case 'backup':
      return at('backup', async () => {
        await keeper.sell();
        await keeper.backUp(() => Promise.resolve());
      });
    default:
      unreachable(order);
  }
}

await main(crashTillSpecSchema.parse(JSON.parse(must(process.argv[2] ?? null, 'what to open'))));
