import type { LeftOut } from './feed-variant.ts';

type Row = { feedSeq: number; version: number; isTombstone: boolean };

/** What a writer has written and not committed yet. */
export type Transaction = { key: string; version: number; isDelete: boolean; number: number | null };

/** Opaque to the reader: which feed it read, how far that one had counted, its own place in it, and since when it reads. */
export type Cursor = { mark: number; counter: number; position: number; begunAt: number };

export type Page = {
  rows: { key: string; row: Row }[];
  cursor: Cursor;
  isComplete: boolean;
  /** For the judge alone: what was there when the page was made. */
  truth: Map<string, number>;
};

/** All that the server's database holds: copied by a backup, put back by a restore. */
export type FeedOffice = {
  rows: Map<string, Row>;
  counter: number;
  mark: number;
  /** The last number that was given under each older mark. */
  marks: Map<number, number>;
  tombstonesFrom: number;
};

export function newFeedOffice(): FeedOffice {
  return { rows: new Map(), counter: 0, mark: 0, marks: new Map(), tombstonesFrom: 0 };
}

export function liveRows(office: FeedOffice): Map<string, number> {
  const live = [...office.rows].filter(([, { isTombstone }]) => !isTombstone);
  return new Map(live.map(([key, { version }]) => [key, version]));
}

/** Writes the feed as the last statement before COMMIT: the number is given and seen in one. */
export function commit(office: FeedOffice, transaction: Transaction): void {
  const { key, version, isDelete, number } = transaction;
  if (number === null) office.counter += 1;
  const feedSeq = number ?? office.counter;
  office.rows.set(key, { feedSeq, version, isTombstone: isDelete });
}

export function takeMark(office: FeedOffice, mark: number): void {
  office.marks.set(office.mark, office.counter);
  office.mark = mark;
}

/** Forgets tombstones up to a number; whoever has not read so far must read anew. */
export function pruneTombstones(office: FeedOffice, upTo: number): void {
  for (const [key, { isTombstone, feedSeq }] of office.rows) {
    if (!isTombstone || feedSeq > upTo) continue;
    office.rows.delete(key);
    office.tombstonesFrom = Math.max(office.tombstonesFrom, feedSeq);
  }
}

/** The next rows after a cursor, or null where its reader must read anew. */
export function makePage(office: FeedOffice, cursor: Cursor | null, limit: number, leftOut: LeftOut): Page | null {
  if (cursor !== null && mustReadAnew(office, cursor, leftOut)) return null;
  const position = cursor?.position ?? 0;
  const rows = [...office.rows]
    .filter(([, row]) => row.feedSeq > position)
    .toSorted(([, one], [, other]) => one.feedSeq - other.feedSeq)
    .map(([key, row]) => ({ key, row: { ...row } }));
  const sent = rows.slice(0, limit);
  const isComplete = sent.length === rows.length;
  const { mark, counter } = office;
  const next = isComplete ? counter : (sent.at(-1)?.row.feedSeq ?? position);
  const begunAt = cursor?.begunAt ?? counter;
  return { rows: sent, cursor: { mark, counter, position: next, begunAt }, isComplete, truth: liveRows(office) };
}

function mustReadAnew(office: FeedOffice, cursor: Cursor, leftOut: LeftOut): boolean {
  const since =
    leftOut === 'horizon without the beginning' ? cursor.position : Math.max(cursor.position, cursor.begunAt);
  const isBehind = cursor.position > 0 && since < office.tombstonesFrom;
  if (isBehind && leftOut !== 'tombstones pruned without a horizon') return true;
  if (leftOut === 'cursor without a mark' || cursor.mark === office.mark) return cursor.counter > office.counter;
  const last = office.marks.get(cursor.mark);
  return last === undefined || (cursor.counter > last && leftOut !== 'counter not held against its mark');
}
