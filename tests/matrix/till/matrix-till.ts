import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { must, unreachable } from '#shared/base/assert.ts';
import { stockLookUpCall } from '#shared/till-calls/stock-calls.ts';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { staffSignInCall } from '#shared/till-calls/till-calls.ts';
import { seededRandom } from '#tests/simulate/world/random.ts';
import { type Cashier, cashierAt } from './cashier.ts';
import { type MatrixTillSpec, ORDERS, type Order, type Said, matrixTillSpecSchema } from './matrix-till-spec.ts';
import { type Answer, type MatrixTill, openMatrixTill } from './open-matrix-till.ts';

// A till in a process of its own, with a cashier who works until they are told to rest. What it says is in the pipe before
// it goes on: what is stopped or killed afterwards has said it all the same.
const STDOUT = 1;
const PIECES_MAX = 100;

const say = (said: Said): void => {
  let line = Buffer.from(`${JSON.stringify(said)}\n`);
  for (let tries = 0; line.length > 0 && tries < PIECES_MAX; tries += 1) line = line.subarray(writeSync(STDOUT, line));
};

function needed<Value>(what: string, answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(`${what}: ${answer.why}`);
  return answer.value;
}

async function main(spec: MatrixTillSpec): Promise<void> {
  const till = await openMatrixTill(spec.folder);
  needed('staff.sign_in', await till.ask(staffSignInCall, spec.cashier));
  const random = seededRandom(spec.seed);
  let names = 0;
  const newName = (): string => `${spec.seed}.${(names += 1)}`;
  const day = workingDay(spec, cashierAt({ till, spec, random, say, newName }), random.fraction);
  say({ kind: 'ready' });
  for await (const line of createInterface({ input: process.stdin })) {
    const order = must(ORDERS.find((known) => known === line) ?? null, `no order is called ${line}`);
    if (order === 'end') break;
    await follow(order, { till, spec, day });
  }
  await day.rest();
  await till.close();
}

type WorkingDay = { readonly begin: () => void; readonly rest: () => Promise<void> };

/** One transaction after the other, with a pause between that makes so many a second. */
function workingDay(
  { perSecond, transactionsMax }: MatrixTillSpec,
  cashier: Cashier,
  fraction: () => number,
): WorkingDay {
  let isOpen = false;
  let running = Promise.resolve();
  const work = async (): Promise<void> => {
    for (let done = 0; isOpen && done < transactionsMax; done += 1) {
      const startedMs = performance.now();
      await cashier.work();
      const gapMs = (2 * fraction() * 1000) / perSecond;
      await wait(Math.max(0, gapMs - (performance.now() - startedMs)));
    }
  };
  return {
    begin: () => {
      if (isOpen) return;
      isOpen = true;
      running = work();
    },
    rest: async () => {
      isOpen = false;
      await running;
    },
  };
}

type At = { readonly till: MatrixTill; readonly spec: MatrixTillSpec; readonly day: WorkingDay };

async function follow(order: Exclude<Order, 'end'>, { till, spec, day }: At): Promise<void> {
  switch (order) {
    case 'sell':
      return day.begin();
    case 'rest':
      await day.rest();
      return say({ kind: 'rested' });
    case 'look':
      return look(till, spec);
    default:
      unreachable(order);
  }
}

async function look(till: MatrixTill, { variantIds }: MatrixTillSpec): Promise<void> {
  const { waiting, quarantined, state } = needed('sync.status', await till.ask(syncStatusCall, {}));
  const shown: Record<string, number> = {};
  for (const variantId of variantIds) {
    const { levels } = needed('stock.look_up', await till.ask(stockLookUpCall, { variantId }));
    shown[variantId] = levels.reduce((sum, level) => sum + level.onHandMilli, 0);
  }
  say({ kind: 'looked', waiting, quarantined, state, shown });
}

await main(matrixTillSpecSchema.parse(JSON.parse(must(process.argv[2] ?? null, 'what to open'))));
