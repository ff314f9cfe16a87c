import { must } from '#shared/base/assert.ts';
import { laterPosition } from '#shared/stock/level-rules.ts';
import { type Agreement, agreementSeenByTill } from '#shared/sync/agreement.ts';
import { classify } from '#shared/sync/classify.ts';
import { VERDICT_ACTIONS, grantsSameEpochAgain } from '#shared/sync/verdict-actions.ts';
import { type Fact, type LeftOut, epochName, nextHash } from './model-facts.ts';
import { type ModelPage, type ServerState, newServer, receive, serverHeads } from './model-server.ts';
import { type Entry, type TillState, headOf, newTill } from './model-till.ts';

/** What a till's process knows while it runs, and forgets when its file is restored. */
export type Process = {
  boot: string;
  session: boolean;
  pushFrom: number;
  latestPull: number;
  /** The epoch that the server granted and that is not stored yet. */
  granted: number | null;
};

export type World = {
  leftOut: LeftOut;
  random: () => number;
  tick: number;
  facts: Map<string, Fact>;
  server: ServerState;
  serverBackup: ServerState | null;
  tills: TillState[];
  tillBackups: (TillState | null)[];
  processes: Process[];
  /** Pages on their way, in no order. */
  pages: ModelPage[];
  pulls: number;
};

export const newProcess = (boot: string): Process => ({
  boot,
  session: false,
  pushFrom: 1,
  latestPull: 0,
  granted: null,
});

export function newWorld(seed: number, leftOut: LeftOut): World {
  let state = seed >>> 0;
  return {
    leftOut,
    // mulberry32: small, seeded, good enough to wander.
    random: () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    tick: 10,
    facts: new Map(),
    server: newServer(2),
    serverBackup: null,
    tills: [newTill(), newTill()],
    tillBackups: [null, null],
    processes: [newProcess('first 0'), newProcess('first 1')],
    pages: [],
    pulls: 0,
  };
}

export const tillOf = (world: World, at: number): TillState => must(world.tills[at], 'the till is there');
export const processOf = (world: World, at: number): Process => must(world.processes[at], 'its process runs');

/** hello, judged by the real table on both sides; the answer may get lost, what it did at the server stays. */
export function hello(world: World, at: number, answerLost: boolean): void {
  const [till, process] = [tillOf(world, at), processOf(world, at)];
  const lastSeqs = new Map([...till.heads].map(([counter, head]) => [counter, head.lastSeq]));
  const epochs = must(world.server.epochs[at], 'the server knows the till');
  const tillHeads = [...till.heads].map(([counter, head]) => ({ epoch: epochName(counter), ...head }));
  const mine = must(
    tillHeads.find((head) => head.epoch === epochName(till.epoch)),
    'its own epoch has a head',
  );
  const view = (agreement: Agreement) =>
    ({
      keyKnown: true,
      certificateValid: true,
      newEpochAsked: false,
      epoch: mine.epoch,
      tillHeads,
      serverHeads: serverHeads(world.server, at, lastSeqs),
      agreement,
    }) as const;
  const theirs = serverHeads(world.server, at, lastSeqs).find((head) => head.epoch === mine.epoch);
  const hashes = new Map(
    till.log
      .filter(({ position }) => position.epochCounter === till.epoch)
      .map((entry) => [entry.position.seq, entry.hash]),
  );
  const agreement =
    theirs === undefined
      ? 'equal'
      : agreementSeenByTill(mine, theirs, { hashAt: (seq) => hashes.get(seq), heldFrom: heldFrom(till) });
  const verdict = classify(view(agreement));
  const action = VERDICT_ACTIONS[verdict];
  if (verdict === 'taken_over' && !epochs.has(till.epoch)) epochs.set(till.epoch, { hashes: [], grantedToBoot: '' });
  let granted: number | null = null;
  if (action.newEpoch) {
    const newest = Math.max(...epochs.keys());
    const known = epochs.get(newest);
    const again =
      known !== undefined &&
      grantsSameEpochAgain({ lastSeq: known.hashes.length, grantedToBoot: known.grantedToBoot }, process.boot);
    granted = again && world.leftOut !== 'same epoch again' ? newest : Math.max(newest, ...till.heads.keys()) + 1;
    if (!epochs.has(granted)) epochs.set(granted, { hashes: [], grantedToBoot: process.boot });
  }
  if (answerLost) return;
  process.session = true;
  process.latestPull = 0;
  process.granted = granted;
  if (!action.goesOn) return;
  const serverSeq = epochs.get(till.epoch)?.hashes.length ?? 0;
  process.pushFrom = serverSeq + 1;
  if (serverSeq > headOf(till).ackedSeq) acknowledge(till, serverSeq);
}

function heldFrom(till: TillState): number {
  let from = headOf(till).lastSeq + 1;
  for (const { position } of till.log.filter((entry) => entry.position.epochCounter === till.epoch).toReversed()) {
    if (position.seq !== from - 1) break;
    from = position.seq;
  }
  return from;
}

function acknowledge(till: TillState, upTo: number): void {
  const head = headOf(till);
  for (const entry of till.log) {
    if (entry.position.epochCounter !== till.epoch || entry.position.seq > upTo) continue;
    entry.acked = true;
    if (entry.position.seq > head.ackedSeq) [head.ackedSeq, head.ackedHash] = [entry.position.seq, entry.hash];
  }
}

/** Pushes some changes; the answer may get lost. */
export function push(world: World, at: number, answerLost: boolean): void {
  const [till, process] = [tillOf(world, at), processOf(world, at)];
  if (!process.session || process.granted !== null) return;
  const size = 1 + Math.floor(world.random() * 3);
  const batch = till.log
    .filter(({ position }) => position.epochCounter === till.epoch && position.seq >= process.pushFrom)
    .slice(0, size);
  for (const entry of batch) {
    const answer = receive(world.server, entry, world.leftOut);
    if (answer !== 'taken') {
      process.session = false;
      return;
    }
  }
  const last = batch.at(-1);
  if (answerLost || last === undefined) return;
  acknowledge(till, last.position.seq);
  process.pushFrom = last.position.seq + 1;
}

/** The restored till's way back: own facts to the head, then the new epoch and the rest renumbered, in one transaction. */
export function storeEpoch(world: World, at: number): void {
  const [till, process] = [tillOf(world, at), processOf(world, at)];
  const granted = process.granted;
  if (!process.session || granted === null) return;
  const skips = world.leftOut === 'own facts before renumbering';
  if (!skips) pullOwnFacts(world, at);
  const has = (entry: Entry): boolean => (skips ? entry.acked : world.server.received.has(entry.fact.id));
  const rest = till.log.filter((entry) => !has(entry)).toSorted((one, other) => byPosition(one, other));
  if (rest.some(({ acked }) => acked)) till.unjudged = true;
  till.log = till.log.filter(has);
  for (const [counter, { hashes }] of must(world.server.epochs[at], 'known')) {
    const lastHash = hashes.at(-1) ?? '';
    till.heads.set(counter, { lastSeq: hashes.length, lastHash, ackedSeq: hashes.length, ackedHash: lastHash });
  }
  for (const counter of till.heads.keys())
    if (world.server.epochs[at]?.has(counter) !== true) till.heads.delete(counter);
  till.epoch = granted;
  const head = headOf(till);
  for (const entry of rest) {
    head.lastSeq += 1;
    head.lastHash = nextHash(head.lastHash, entry.fact.id);
    till.log.push({
      fact: entry.fact,
      position: { epochCounter: granted, seq: head.lastSeq },
      hash: head.lastHash,
      acked: false,
    });
  }
  process.granted = null;
  process.pushFrom = 1;
}

function byPosition(one: Entry, other: Entry): number {
  return one.position.epochCounter - other.position.epochCounter || one.position.seq - other.position.seq;
}

/** A change whose fact came back counts where the server has it. */
export function pullOwnFacts(world: World, at: number): void {
  const till = tillOf(world, at);
  const pruned = new Set(till.prunedFacts.map(({ id }) => id));
  for (const [id, { fact, position }] of world.server.received) {
    if (fact.till !== at || pruned.has(id)) continue;
    const hash = world.server.epochs[at]?.get(position.epochCounter)?.hashes[position.seq - 1] ?? '';
    const entry = till.log.find((known) => known.fact.id === id);
    if (entry === undefined) till.log.push({ fact, position, hash, acked: true });
    else if (laterPosition(entry.position, position) !== null)
      [entry.position, entry.hash, entry.acked] = [position, hash, true];
  }
  till.log.sort(byPosition);
}
