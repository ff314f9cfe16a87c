import { makeHlc } from '#shared/base/hlc.ts';
import { milli } from '#shared/base/quantity.ts';
import {
  type LevelRowState,
  NO_LEVEL_ROW,
  type Position,
  comparePosition,
  shownLevel,
} from '#shared/stock/level-rules.ts';
import { type Fact, type LeftOut, type Variant, levelOf, movedAfter, nextHash } from './model-facts.ts';
import type { ModelCursor, ModelPage } from './model-server.ts';

export type Entry = { fact: Fact; position: Position; hash: string; acked: boolean };
/** `truth` is for the judge: which facts the server's row really held, and what it knew of this till's. */
export type TillRow = {
  state: LevelRowState;
  truth: { facts: Set<string>; received: Set<string>; dismissed: Set<string> };
};
type Head = { lastSeq: number; lastHash: string; ackedSeq: number; ackedHash: string };
type Levels = { rows: Map<Variant, TillRow>; cursor: ModelCursor | null };

/** All that the till's file holds: copied by a backup, put back by a restore. */
export type TillState = {
  log: Entry[];
  prunedFacts: Fact[];
  heads: Map<number, Head>;
  epoch: number;
  levels: Levels;
  /** Levels that are read anew beside the old ones. */
  staging: Levels | null;
  completeThrough: Position | null;
  completeList: Set<string>;
  completeTruth: { received: Set<string>; dismissed: Set<string> };
  lastTick: number;
  /** Acknowledged changes were renumbered and the levels not read anew yet: the old rows can't be judged. */
  unjudged: boolean;
};

export function newTill(): TillState {
  return {
    log: [],
    prunedFacts: [],
    heads: new Map([[1, { lastSeq: 0, lastHash: '', ackedSeq: 0, ackedHash: '' }]]),
    epoch: 1,
    levels: { rows: new Map(), cursor: null },
    staging: null,
    completeThrough: null,
    completeList: new Set(),
    completeTruth: { received: new Set(), dismissed: new Set() },
    lastTick: 0,
    unjudged: false,
  };
}

export function headOf(till: TillState, epoch = till.epoch): Head {
  const head = till.heads.get(epoch) ?? { lastSeq: 0, lastHash: '', ackedSeq: 0, ackedHash: '' };
  till.heads.set(epoch, head);
  return head;
}

export function append(till: TillState, fact: Fact): void {
  const head = headOf(till);
  head.lastSeq += 1;
  head.lastHash = nextHash(head.lastHash, fact.id);
  till.log.push({ fact, position: { epochCounter: till.epoch, seq: head.lastSeq }, hash: head.lastHash, acked: false });
}

export function nextStamp(till: TillState, tick: number): string {
  till.lastTick = Math.max(till.lastTick + 1, tick);
  return makeHlc(till.lastTick, 0);
}

const noRow = (till: TillState): TillRow => ({
  state: { ...NO_LEVEL_ROW, quarantined: till.completeList },
  truth: { facts: new Set(), ...till.completeTruth },
});

/** What the till shows, by the rules under test. */
export function shown(till: TillState, variant: Variant, leftOut: LeftOut): number {
  const { state } = till.levels.rows.get(variant) ?? noRow(till);
  const row: LevelRowState = {
    ...state,
    included: leftOut === 'included' ? null : state.included,
    quarantined: leftOut === 'row quarantined list' ? new Set() : state.quarantined,
    anchorHlc: leftOut === 'anchor stamp' ? NO_LEVEL_ROW.anchorHlc : state.anchorHlc,
  };
  const own = till.log.map(({ fact, position }) => ({ fact, changeId: fact.id, position, stamp: fact.stamp }));
  const movements = own.flatMap(({ fact, ...at }) =>
    fact.moves
      .filter((move) => move.variant === variant)
      .map((move) => ({ ...at, quantityMilli: milli(move.quantity) })),
  );
  const counts = own.flatMap(({ fact, ...at }) =>
    fact.count?.variant === variant ? [{ ...at, countedMilli: milli(fact.count.counted) }] : [],
  );
  return shownLevel({
    row,
    completeThrough: leftOut === 'completeThrough' ? null : till.completeThrough,
    movements,
    counts: leftOut === 'own unsent count' ? [] : counts,
  });
}

/** What it should show, from sets of facts and no positions: the row's facts, and those of its own that the row lacks. */
export function expected(till: TillState, variant: Variant, factOf: (id: string) => Fact): number {
  const { truth } = till.levels.rows.get(variant) ?? noRow(till);
  const level = levelOf([...truth.facts].map(factOf), variant);
  const known = [...till.prunedFacts, ...till.log.map(({ fact }) => fact)];
  const own = known.filter(({ id }) => !truth.dismissed.has(id));
  const fresh = own.filter(({ id, count }) => count?.variant === variant && !truth.received.has(id));
  const latest = fresh.toSorted((one, other) => (one.stamp < other.stamp ? 1 : -1))[0];
  if (latest?.count && latest.stamp > level.anchor)
    return latest.count.counted + movedAfter(own, variant, latest.stamp);
  const lacking = own.filter(({ id }) => !truth.facts.has(id));
  return level.quantity + movedAfter(lacking, variant, level.anchor);
}

/** Applies a page of levels; one that completes the class says of every row what it contains. */
export function applyPage(till: TillState, page: ModelPage, leftOut: LeftOut): void {
  const levels = till.staging ?? till.levels;
  const quarantined = new Set(page.quarantined);
  for (const { variant, row } of page.rows) {
    levels.rows.set(variant, {
      state: { quantityMilli: milli(row.quantity), anchorHlc: row.anchor, included: page.appliedThrough, quarantined },
      truth: { facts: new Set(row.facts), ...page.truth },
    });
  }
  levels.cursor = page.cursor;
  if (!page.complete) return;
  const swapped = till.staging !== null;
  till.levels = levels;
  till.staging = null;
  till.unjudged = false;
  const lower =
    till.completeThrough !== null &&
    page.appliedThrough !== null &&
    comparePosition(page.appliedThrough, till.completeThrough) < 0;
  if (!(swapped && lower && leftOut === 'completeThrough swapped')) till.completeThrough = page.appliedThrough;
  till.completeList = quarantined;
  till.completeTruth = page.truth;
  for (const row of levels.rows.values()) {
    if (leftOut !== 'list given to every row') row.state = { ...row.state, quarantined };
    row.truth = { facts: row.truth.facts, ...page.truth };
  }
}

/** Forgets acknowledged changes that no row can ask for any more. */
export function prune(till: TillState, keeps: (entry: Entry) => boolean, leftOut: LeftOut): void {
  const through = till.completeThrough;
  const lists = [till.completeList, ...[...till.levels.rows.values()].map(({ state }) => state.quarantined)];
  const goes = (entry: Entry): boolean => {
    if (!entry.acked || keeps(entry)) return false;
    if (leftOut === 'careful pruning') return true;
    return (
      through !== null &&
      comparePosition(entry.position, through) <= 0 &&
      !lists.some((list) => list.has(entry.fact.id))
    );
  };
  till.prunedFacts.push(...till.log.filter(goes).map(({ fact }) => fact));
  till.log = till.log.filter((entry) => !goes(entry));
}
