import { HLC_ZERO, type Hlc } from '#shared/base/hlc.ts';
import { milli } from '#shared/base/quantity.ts';
import { type Position, levelAfterCount, levelAfterMovement } from '#shared/stock/level-rules.ts';
import type { ServerHead } from '#shared/sync/hello.ts';
import { type Fact, type LeftOut, VARIANTS, type Variant, epochName } from './model-facts.ts';

type Epoch = { hashes: string[]; grantedToBoot: string };
type Received = { position: Position; state: 'applied' | 'quarantined' | 'dismissed'; fact: Fact };
type LevelRow = { quantity: number; anchor: Hlc; feedSeq: number; facts: string[] };

/** Where a till reads on: its place among the levels, and the whole feed's counter when the page was made. */
export type ModelCursor = { mark: string; position: number; counter: number };

export type ModelPage = {
  pullId: number;
  till: number;
  rows: { variant: Variant; row: LevelRow }[];
  appliedThrough: Position | null;
  quarantined: string[];
  complete: boolean;
  cursor: ModelCursor;
  /** The truth at that moment, for the judge alone. */
  truth: { received: Set<string>; dismissed: Set<string> };
};

/** All that the server's database holds: copied by a backup, put back by a restore. */
export type ServerState = {
  epochs: Map<number, Epoch>[];
  received: Map<string, Received>;
  levels: Map<Variant, LevelRow>;
  feedSeq: number;
  marks: Map<string, number>;
  mark: string;
};

export function newServer(tills: number): ServerState {
  return {
    epochs: Array.from({ length: tills }, () => new Map([[1, { hashes: [], grantedToBoot: '' }]])),
    received: new Map(),
    levels: new Map(),
    feedSeq: 0,
    marks: new Map(),
    mark: 'm0',
  };
}

export function serverHeads(server: ServerState, till: number, lastSeqs: ReadonlyMap<number, number>): ServerHead[] {
  return [...(server.epochs[till] ?? [])].map(([counter, { hashes }]) => {
    const yours = lastSeqs.get(counter);
    const hashAtYours = yours === undefined ? undefined : yours === 0 ? '' : hashes[yours - 1];
    const head = { epoch: epochName(counter), lastSeq: hashes.length, lastHash: hashes.at(-1) ?? '' };
    return hashAtYours === undefined ? head : { ...head, hashAtYours };
  });
}

/** Takes one change in; `gap` and `fork` as the push answers them. */
export function receive(
  server: ServerState,
  entry: { fact: Fact; position: Position; hash: string },
  leftOut: LeftOut,
): 'taken' | 'gap' | 'fork' {
  const epoch = server.epochs[entry.fact.till]?.get(entry.position.epochCounter);
  if (epoch === undefined) return 'fork';
  const { seq } = entry.position;
  if (seq <= epoch.hashes.length) return epoch.hashes[seq - 1] === entry.hash ? 'taken' : 'fork';
  if (seq > epoch.hashes.length + 1) return 'gap';
  epoch.hashes.push(entry.hash);
  if (server.received.has(entry.fact.id)) return 'taken';
  // What waits is a row of the feed too: without its number a restored server could not tell that it forgot it.
  server.feedSeq += 1;
  server.received.set(entry.fact.id, { position: entry.position, state: 'quarantined', fact: entry.fact });
  if (!entry.fact.waits) applyFact(server, entry.fact.id, leftOut);
  return 'taken';
}

/** Applies a change that waits, with all its effects: level by level, as the real server does, not by recounting. */
export function applyFact(server: ServerState, id: string, leftOut: LeftOut): void {
  const received = server.received.get(id);
  if (received === undefined || received.state !== 'quarantined') return;
  const { fact } = received;
  for (const variant of VARIANTS) {
    const row = server.levels.get(variant) ?? { quantity: 0, anchor: HLC_ZERO, feedSeq: 0, facts: [] };
    const before = { quantityMilli: milli(row.quantity), anchorHlc: row.anchor };
    const after = levelAfter(server, before, { fact, variant }, leftOut);
    const touches = fact.count?.variant === variant || fact.moves.some((move) => move.variant === variant);
    if (!touches) continue;
    const moved = after !== before;
    if (moved) server.feedSeq += 1;
    server.levels.set(variant, {
      quantity: after.quantityMilli,
      anchor: after.anchorHlc,
      feedSeq: moved ? server.feedSeq : row.feedSeq,
      facts: [...row.facts, id],
    });
  }
  server.feedSeq += 1;
  received.state = 'applied';
}

/** A named person dismisses a change that waits. */
export function dismissFact(server: ServerState, id: string): void {
  const received = server.received.get(id);
  if (received === undefined || received.state !== 'quarantined') return;
  server.feedSeq += 1;
  received.state = 'dismissed';
}

type Anchored = Parameters<typeof levelAfterMovement>[0];

function levelAfter(
  server: ServerState,
  before: Anchored,
  change: { fact: Fact; variant: Variant },
  leftOut: LeftOut,
): Anchored {
  const { fact, variant } = change;
  let level = before;
  if (fact.count?.variant === variant) {
    const applied = [...server.received.values()].filter(
      (other) => other.state === 'applied' && other.fact.stamp > fact.stamp,
    );
    const since = applied.flatMap((other) => other.fact.moves).filter((move) => move.variant === variant);
    const known =
      leftOut === 'movements since a count' ? [] : since.map((move) => ({ quantityMilli: milli(move.quantity) }));
    level = levelAfterCount(level, { stamp: fact.stamp, countedMilli: milli(fact.count.counted) }, known);
  }
  for (const move of fact.moves) {
    if (move.variant !== variant) continue;
    const stamp = leftOut === 'late movement before a count' ? 'f'.repeat(16) : fact.stamp;
    level = levelAfterMovement(level, { stamp, quantityMilli: milli(move.quantity) });
  }
  return level;
}

/** One page of the levels, or null where the cursor belongs to a life that this server never had. */
export function makePage(
  server: ServerState,
  ask: { till: number; pullId: number; cursor: ModelCursor | null; limit: number },
  leftOut: LeftOut,
): ModelPage | null {
  const known = ask.cursor?.mark === server.mark ? server.feedSeq : server.marks.get(ask.cursor?.mark ?? '');
  if (ask.cursor !== null && ask.cursor.counter > (known ?? -1) && leftOut !== 'marks') return null;
  const position = ask.cursor?.position ?? 0;
  const rows = [...server.levels]
    .filter(([, row]) => row.feedSeq > position)
    .toSorted(([, one], [, other]) => one.feedSeq - other.feedSeq);
  const sent = rows.slice(0, ask.limit);
  const own = [...server.received].filter(([, received]) => received.fact.till === ask.till);
  const idsIn = (state: Received['state']): string[] =>
    own.filter(([, received]) => received.state === state).map(([id]) => id);
  const newest = Math.max(...(server.epochs[ask.till]?.keys() ?? []));
  return {
    pullId: ask.pullId,
    till: ask.till,
    rows: sent.map(([variant, row]) => ({ variant, row: { ...row, facts: [...row.facts] } })),
    appliedThrough: { epochCounter: newest, seq: server.epochs[ask.till]?.get(newest)?.hashes.length ?? 0 },
    quarantined: idsIn('quarantined'),
    complete: sent.length === rows.length,
    cursor: {
      mark: server.mark,
      position: sent.length === rows.length ? server.feedSeq : (sent.at(-1)?.[1].feedSeq ?? position),
      counter: server.feedSeq,
    },
    truth: { received: new Set(own.map(([id]) => id)), dismissed: new Set(idsIn('dismissed')) },
  };
}

/** A database put back as it was: what came after its backup is gone, and a new mark says so. */
export function restoredServer(backup: ServerState, mark: string): ServerState {
  const server = structuredClone(backup);
  server.marks.set(server.mark, server.feedSeq);
  server.mark = mark;
  return server;
}
