import fc from 'fast-check';
import {
  type Cursor,
  type FeedOffice,
  type Page,
  type Transaction,
  commit,
  liveRows,
  makePage,
  newFeedOffice,
  pruneTombstones,
  takeMark,
} from './feed-office.ts';
import type { LeftOut } from './feed-variant.ts';

/** All that the reader's file holds of the feed; `seen` where everything is read anew. */
type Reader = { rows: Map<string, number>; cursor: Cursor | null; seen: Set<string> | null };

export type FeedWorld = {
  leftOut: LeftOut;
  office: FeedOffice;
  backup: FeedOffice | null;
  open: Transaction[];
  reader: Reader;
  versions: number;
  marks: number;
  wrong: string | null;
};

export function newFeedWorld(leftOut: LeftOut): FeedWorld {
  return {
    leftOut,
    office: newFeedOffice(),
    backup: null,
    open: [],
    reader: { rows: new Map(), cursor: null, seen: null },
    versions: 0,
    marks: 0,
    wrong: null,
  };
}

const step = <Does extends string>(does: Does) =>
  fc.record({ does: fc.constant(does), at: fc.nat({ max: 3 }), size: fc.integer({ min: 1, max: 3 }) });

/** What writers, the reader, the office's clock and its disasters may do next. */
export const feedStep = fc.oneof(
  { arbitrary: step('write'), weight: 14 },
  { arbitrary: step('delete'), weight: 6 },
  { arbitrary: step('commit'), weight: 16 },
  { arbitrary: step('roll back'), weight: 2 },
  { arbitrary: step('pull'), weight: 16 },
  { arbitrary: step('page lost'), weight: 2 },
  { arbitrary: step('new mark'), weight: 3 },
  { arbitrary: step('prune'), weight: 4 },
  { arbitrary: step('back up'), weight: 3 },
  { arbitrary: step('restore'), weight: 3 },
);
type FeedStep = typeof feedStep extends fc.Arbitrary<infer Made> ? Made : never;

export function takeFeedStep(world: FeedWorld, { does, at, size }: FeedStep): void {
  const { office } = world;
  switch (does) {
    case 'write':
    case 'delete':
      return begin(world, `row ${at}`, does === 'delete');
    case 'commit':
      return end(world, at, (transaction) => commit(office, transaction));
    case 'roll back':
      return end(world, at, () => undefined);
    case 'pull':
      return pull(world, size);
    case 'page lost':
      makePage(office, world.reader.cursor, size, world.leftOut);
      return;
    case 'new mark':
      world.marks += 1;
      return takeMark(office, world.marks);
    case 'prune':
      return pruneTombstones(office, office.counter - size);
    case 'back up':
      world.backup = structuredClone(office);
      return;
    case 'restore':
      return restore(world);
  }
}

function begin(world: FeedWorld, key: string, isDelete: boolean): void {
  // A row's lock is held by one writer until it commits.
  if (world.open.some((other) => other.key === key)) return;
  world.versions += 1;
  let number: number | null = null;
  if (world.leftOut === 'numbers given before the commit') {
    world.office.counter += 1;
    number = world.office.counter;
  }
  world.open.push({ key, version: world.versions, isDelete, number });
}

function end(world: FeedWorld, at: number, how: (transaction: Transaction) => void): void {
  const transaction = world.open[at % Math.max(1, world.open.length)];
  if (transaction === undefined) return;
  world.open = world.open.filter((other) => other !== transaction);
  how(transaction);
}

/** A database put back as it was: open writers are gone, and the start of the server takes a new mark. */
function restore(world: FeedWorld): void {
  if (world.backup === null) return;
  world.office = structuredClone(world.backup);
  world.open = [];
  world.marks += 1;
  takeMark(world.office, world.marks);
}

function pull(world: FeedWorld, limit: number): void {
  const { reader, office, leftOut } = world;
  const page = makePage(office, reader.cursor, limit, leftOut);
  if (page !== null) return apply(world, page);
  [reader.cursor, reader.seen] = [null, new Set()];
}

/** One page and its cursor in one transaction; at the end of reading anew, what did not come goes. */
function apply(world: FeedWorld, page: Page): void {
  const { reader } = world;
  for (const { key, row } of page.rows) {
    if (row.isTombstone) reader.rows.delete(key);
    else {
      reader.rows.set(key, row.version);
      reader.seen?.add(key);
    }
  }
  reader.cursor = page.cursor;
  if (!page.isComplete) return;
  const { seen } = reader;
  if (seen !== null && world.leftOut !== 'nothing swept after reading anew')
    for (const key of reader.rows.keys()) if (!seen.has(key)) reader.rows.delete(key);
  reader.seen = null;
  world.wrong ??= difference(page.truth, reader.rows);
}

/** The reader that was told that it has all has exactly what was there. */
function difference(there: ReadonlyMap<string, number>, read: ReadonlyMap<string, number>): string | null {
  for (const key of new Set([...there.keys(), ...read.keys()]))
    if (there.get(key) !== read.get(key))
      return `${key}: the office has ${there.get(key) ?? 'none'}, the reader ${read.get(key) ?? 'none'}`;
  return null;
}

const PULLS_TO_REST = 40;

/** Writers end, nothing new is written, the reader goes on asking. */
export function restFeed(world: FeedWorld): void {
  for (const transaction of world.open) commit(world.office, transaction);
  world.open = [];
  for (let count = 0; count < PULLS_TO_REST; count += 1) pull(world, 2);
  world.wrong ??= difference(liveRows(world.office), world.reader.rows);
}
