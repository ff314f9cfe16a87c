import { must } from '#shared/base/assert.ts';
import { type Fact, type LeftOut, VARIANTS, type Variant, levelOf, movedAfter } from './model-facts.ts';
import { applyFact, dismissFact, makePage, restoredServer } from './model-server.ts';
import { append, applyPage, expected, headOf, nextStamp, prune, shown } from './model-till.ts';
import {
  type World,
  hello,
  newProcess,
  newWorld,
  processOf,
  pullOwnFacts,
  push,
  storeEpoch,
  tillOf,
} from './model-world.ts';

const STEPS = 50;
const ROUNDS_TO_REST = 40;

/** Runs one seeded history, judging every shown level after every step; gives what went wrong, or null. */
export function runHistory(seed: number, leftOut: LeftOut): string | null {
  const world = newWorld(seed, leftOut);
  for (let step = 0; step < STEPS; step += 1) {
    const did = wander(world);
    const wrong = judgeShown(world) ?? judgeLevels(world);
    if (wrong !== null) return `seed ${seed}, step ${step} (${did}): ${wrong}`;
  }
  comeToRest(world);
  const wrong = judgeShown(world) ?? judgeLevels(world) ?? judgeRest(world);
  return wrong === null ? null : `seed ${seed}, at rest: ${wrong}`;
}

type Step = readonly [weight: number, name: string, run: (world: World, at: number) => void];

const chance = (world: World, share: number): boolean => world.random() < share;
const anyOf = <Item>(world: World, items: readonly Item[]): Item | undefined =>
  items[Math.floor(world.random() * items.length)];

const STEPS_TO_TAKE: readonly Step[] = [
  [22, 'a sale or delivery', (world, at) => happen(world, at, false)],
  [6, 'a count', (world, at) => happen(world, at, true)],
  [10, 'hello', (world, at) => hello(world, at, chance(world, 0.2))],
  [8, 'the new epoch', storeEpoch],
  [18, 'push', (world, at) => push(world, at, chance(world, 0.25))],
  [16, 'pull', pull],
  [20, 'a page arrives', deliver],
  [3, 'own facts', ownFacts],
  [4, 'a waiting change is settled', settle],
  [2, 'backup of the till', (world, at) => void (world.tillBackups[at] = structuredClone(tillOf(world, at)))],
  [2, 'restore of the till', restoreTill],
  [3, 'backup of the server', (world) => void (world.serverBackup = structuredClone(world.server))],
  [3, 'restore of the server', restoreServer],
  [3, 'pruning', forget],
];
const WEIGHTS = STEPS_TO_TAKE.reduce((sum, [weight]) => sum + weight, 0);

function wander(world: World): string {
  const at = Math.floor(world.random() * world.tills.length);
  let left = world.random() * WEIGHTS;
  const step = STEPS_TO_TAKE.find(([weight]) => (left -= weight) < 0) ?? must(STEPS_TO_TAKE[0], 'there are steps');
  step[2](world, at);
  return `${step[1]} at till ${at}`;
}

/** Clocks differ by some ticks, so that what happened earlier arrives later. */
function happen(world: World, at: number, counts: boolean): void {
  world.tick += 3;
  const till = tillOf(world, at);
  const variant = anyOf(world, VARIANTS) ?? 'rice';
  const quantity = Math.floor(world.random() * 9) - 5 || 7;
  const both = VARIANTS.map((each) => ({ variant: each, quantity }));
  const fact: Fact = {
    id: `f${world.facts.size}`,
    till: at,
    stamp: nextStamp(till, world.tick - at * 8),
    moves: counts ? [] : chance(world, 0.2) ? both : [{ variant, quantity }],
    count: counts ? { variant, counted: 100 + Math.floor(world.random() * 50) } : null,
    waits: chance(world, 0.2),
  };
  world.facts.set(fact.id, fact);
  append(till, fact);
}

function pull(world: World, at: number): void {
  const [till, process] = [tillOf(world, at), processOf(world, at)];
  if (!process.session) return;
  const limit = chance(world, 0.5) ? 1 : 2;
  if (ask(world, at, limit)) return;
  if (process.granted === null) pullOwnFacts(world, at);
  till.staging = { rows: new Map(), cursor: null };
  ask(world, at, limit);
}

/** Asks for a page; false where the server answers that the levels must be read anew. */
function ask(world: World, at: number, limit: number): boolean {
  const till = tillOf(world, at);
  world.pulls += 1;
  processOf(world, at).latestPull = world.pulls;
  const cursor = (till.staging ?? till.levels).cursor;
  const page = makePage(world.server, { till: at, pullId: world.pulls, cursor, limit }, world.leftOut);
  if (page !== null) world.pages.push(page);
  return page !== null;
}

function deliver(world: World): void {
  const page = anyOf(world, world.pages);
  if (page === undefined) return;
  world.pages = world.pages.filter((other) => other !== page);
  const process = processOf(world, page.till);
  if (page.pullId !== process.latestPull && world.leftOut !== 'latest pull only') return;
  if (process.granted !== null && world.leftOut !== 'no page before the new epoch') return;
  if (page.pullId === process.latestPull) process.latestPull = 0;
  applyPage(tillOf(world, page.till), page, world.leftOut);
}

function ownFacts(world: World, at: number): void {
  if (processOf(world, at).session && processOf(world, at).granted === null) pullOwnFacts(world, at);
}

function settle(world: World): void {
  const waiting = anyOf(
    world,
    [...world.server.received].filter(([, { state }]) => state === 'quarantined'),
  );
  if (waiting === undefined) return;
  if (chance(world, 0.6)) applyFact(world.server, waiting[0], world.leftOut);
  else dismissFact(world.server, waiting[0]);
}

function restoreTill(world: World, at: number): void {
  const backup = world.tillBackups[at] ?? null;
  if (backup === null) return;
  world.tills[at] = structuredClone(backup);
  world.processes[at] = newProcess(`boot ${world.tick} ${world.pulls}`);
  world.pages = world.pages.filter((page) => page.till !== at);
}

function restoreServer(world: World): void {
  if (world.serverBackup === null) return;
  world.server = restoredServer(world.serverBackup, `m${world.tick}-${world.facts.size}`);
  for (const process of world.processes) Object.assign(process, newProcess(process.boot));
  world.pages = [];
}

/** What a restored server could ask for, or set apart again, is kept: the ninety days of the rule. */
function forget(world: World, at: number): void {
  const backup = world.serverBackup;
  const unsettled = (state: string | undefined): boolean => state === undefined || state === 'quarantined';
  prune(
    tillOf(world, at),
    (entry) => backup !== null && unsettled(backup.received.get(entry.fact.id)?.state),
    world.leftOut,
  );
}

function comeToRest(world: World): void {
  for (let round = 0; round < ROUNDS_TO_REST; round += 1) {
    for (const at of world.tills.keys()) {
      const process = processOf(world, at);
      if (!process.session || round === 0) hello(world, at, false);
      storeEpoch(world, at);
      push(world, at, false);
      world.pages = [];
      pull(world, at);
      deliver(world);
    }
    if (round > 0 && world.tills.every((till, at) => isAtRest(world, till, at))) return;
  }
}

function isAtRest(world: World, till: World['tills'][number], at: number): boolean {
  const process = processOf(world, at);
  const { cursor } = till.levels;
  const current =
    till.staging === null && cursor?.mark === world.server.mark && cursor.position === world.server.feedSeq;
  return current && process.session && process.granted === null && process.pushFrom > headOf(till).lastSeq;
}

const factOf =
  (world: World) =>
  (id: string): Fact =>
    must(world.facts.get(id), 'every fact is written down');

/** Row by row exact, at any moment. */
function judgeShown(world: World): string | null {
  for (const [at, till] of world.tills.entries()) {
    if (till.unjudged) continue;
    for (const variant of VARIANTS) {
      const [is, should] = [shown(till, variant, world.leftOut), expected(till, variant, factOf(world))];
      if (is !== should) return `till ${at} shows ${is} of ${variant}, it should be ${should}`;
    }
  }
  return null;
}

/** The server's levels are what recounting its facts gives. */
function judgeLevels(world: World): string | null {
  const applied = [...world.server.received.values()]
    .filter(({ state }) => state === 'applied')
    .map(({ fact }) => fact);
  for (const [variant, row] of world.server.levels) {
    const should = levelOf(applied, variant).quantity;
    if (row.quantity !== should) return `the server's level of ${variant} is ${row.quantity}, its facts say ${should}`;
  }
  return null;
}

/** At rest all is at the server, and each till shows its level and what waits of its own. */
function judgeRest(world: World): string | null {
  for (const [at, till] of world.tills.entries()) {
    const lost = till.log.find(({ fact }) => !world.server.received.has(fact.id));
    if (lost !== undefined) return `till ${at}'s ${lost.fact.id} never reached the server`;
    for (const variant of VARIANTS) {
      const should = levelAtRest(world, at, variant);
      const is = shown(till, variant, world.leftOut);
      if (is !== should) return `till ${at} shows ${is} of ${variant}, server and waiting changes give ${should}`;
    }
  }
  return null;
}

function levelAtRest(world: World, at: number, variant: Variant): number {
  const row = world.server.levels.get(variant);
  const received = [...world.server.received.values()];
  const waiting = received
    .filter(({ state, fact }) => state === 'quarantined' && fact.till === at)
    .map(({ fact }) => fact);
  return (row?.quantity ?? 0) + movedAfter(waiting, variant, row?.anchor ?? '0'.repeat(16));
}
