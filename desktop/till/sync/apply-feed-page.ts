import { type Hlc, HLC_ZERO, receiveHlc } from '#shared/base/hlc.ts';
import { recordKindSchema } from '#shared/changes/record-edits.ts';
import { type SyncClass, syncClassSchema } from '#shared/sync/classes.ts';
import type { PushEvent } from '#shared/till-calls/reply.ts';
import type { ClassMark, ParkedRow } from '../store/tables/sync-state.ts';
import type { Writer } from '../store/till-tables.ts';
import { applyCreditRow, applyCustomerBalanceRow } from './apply-balance-row.ts';
import { applyLevelRow } from './apply-level-row.ts';
import { applyOwnFact } from './apply-own-fact.ts';
import { applyRecordRow } from './apply-record-row.ts';
import { applySaleRow } from './apply-sale-row.ts';
import { completeClass } from './complete-class.ts';
import { type FeedContext, type PageView, type ParkReason, classOf, viewPage } from './page-view.ts';
import type { PulledPage, PulledRow } from './pulled-page.ts';
import { CURSOR_KEY } from '../store/resync-state.ts';

export type AppliedPage = {
  readonly parked: number;
  readonly topics: readonly PushEvent['topic'][];
};

/**
 * Puts a pulled page into the till's tables, with its cursor, in the caller's one transaction: all of it or nothing.
 *
 * Own edits that are still on their way stay above the office's rows. What this program can't read is parked as it came.
 */
export function applyFeedPage(writer: Writer, page: PulledPage, context: FeedContext): AppliedPage {
  const view = viewPage(writer, page, context);
  const counts = new Map<SyncClass, number>();
  const topics = new Set<PushEvent['topic']>();
  let parked = 0;
  let stamp = HLC_ZERO;
  for (const row of page.changes) {
    const reason = applyRow(writer, row, view);
    if (reason === null) {
      const name = classOf(row.entity);
      if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
      for (const topic of topicsOf(row.entity)) topics.add(topic);
      const seen = newestStamp(row.data);
      if (seen > stamp) stamp = seen;
    } else {
      park(writer, row, { reason, atMs: context.nowMs });
      parked += 1;
    }
  }
  // Sales read the settings from memory.
  if (counts.has('settings') || counts.has('catalogue')) writer.shop.forget();
  countRows(writer, view, counts);
  for (const name of page.complete) {
    const known = syncClassSchema.safeParse(name);
    if (known.success) completeClass(writer, known.data, view);
  }
  context.onRecordsApplied(writer, view.written);
  liftClock(writer, stamp, context.nowMs);
  writer.meta.set(CURSOR_KEY, page.cursor);
  return { parked, topics: [...topics] };
}

/**
 * Tries parked rows again: after an update what an older program could not read, after healing what was held back.
 *
 * What still can't be applied stays. Gives how many were.
 */
export function applyParked(writer: Writer, rows: readonly ParkedRow[], context: FeedContext): number {
  const view = viewPage(writer, NO_PAGE, context);
  let applied = 0;
  for (const row of rows) {
    const data: unknown = JSON.parse(row.raw);
    const reason = applyRow(writer, { feedSeq: row.feedSeq, entity: row.entity, id: row.id, op: row.op, data }, view);
    if (reason === null) {
      writer.sync.unpark(row.entity, row.id);
      applied += 1;
    } else if (reason !== row.reason) {
      writer.sync.park({ ...row, reason });
    }
  }
  context.onRecordsApplied(writer, view.written);
  if (applied > 0) writer.shop.forget();
  return applied;
}

const NO_PAGE: PulledPage = {
  changes: [],
  cursor: '',
  hasMore: false,
  appliedThrough: null,
  quarantined: [],
  complete: [],
  serverTime: 0,
};

/** Reads one row by the schema of its entity and writes it. */
export function applyRow(writer: Writer, row: PulledRow, view: PageView): ParkReason | null {
  if (view.resyncing.size > 0) noteSeen(writer, row, view);
  const kind = recordKindSchema.safeParse(row.entity);
  if (kind.success) return applyRecordRow(writer, { kind: kind.data, id: row.id, op: row.op, data: row.data }, view);
  switch (row.entity) {
    case 'level':
      return applyLevelRow(writer, row, view);
    case 'customer_balance':
      return applyCustomerBalanceRow(writer, row, view);
    case 'credit':
      return applyCreditRow(writer, row, view);
    case 'sale':
      return applySaleRow(writer, row, view);
    case 'own_fact':
      return applyOwnFact(writer, row, view);
    default:
      return 'unknown_entity';
  }
}

function noteSeen(writer: Writer, row: PulledRow, view: PageView): void {
  const name = classOf(row.entity);
  if (name !== null && view.resyncing.has(name) && row.op === 'put') writer.feed.see(row.entity, row.id);
}

function park(writer: Writer, row: PulledRow, why: { reason: ParkReason; atMs: number }): void {
  const raw = JSON.stringify(row.data ?? null);
  writer.sync.park({
    entity: row.entity,
    id: row.id,
    op: row.op,
    raw,
    feedSeq: row.feedSeq,
    reason: why.reason,
    parkedMs: why.atMs,
  });
}

function countRows(writer: Writer, view: PageView, counts: ReadonlyMap<SyncClass, number>): void {
  for (const [name, rows] of counts) {
    const mark = view.marks.get(name);
    if (mark?.isComplete === true) continue;
    const fresh: ClassMark = {
      class: name,
      isComplete: false,
      completeThroughEpoch: null,
      completeThroughSeq: 0,
      quarantined: [],
      rowCount: 0,
    };
    writer.sync.putMark({ ...(mark ?? fresh), rowCount: (mark?.rowCount ?? 0) + rows });
  }
}

/** The newest stamp that a row carries, in the ranks of its fields or as a level's anchor. */
function newestStamp(data: unknown): Hlc {
  if (typeof data !== 'object' || data === null) return HLC_ZERO;
  let newest = HLC_ZERO;
  if ('ranks' in data && typeof data.ranks === 'object' && data.ranks !== null) {
    for (const rank of Object.values(data.ranks)) {
      if (typeof rank === 'string' && rank.slice(0, HLC_ZERO.length) > newest) newest = rank.slice(0, HLC_ZERO.length);
    }
  }
  if ('anchorHlc' in data && typeof data.anchorHlc === 'string' && data.anchorHlc > newest) newest = data.anchorHlc;
  return newest;
}

/** What others did lifts the till's own clock, by five minutes at most, so that what follows here also ranks after it. */
function liftClock(writer: Writer, stamp: Hlc, nowMs: number): void {
  const last = writer.meta.hlc();
  const lifted = receiveHlc(last, stamp, nowMs);
  if (lifted !== last) writer.meta.setHlc(lifted);
}

const TOPICS: Readonly<Record<SyncClass, readonly PushEvent['topic'][]>> = {
  settings: ['till', 'staff'],
  catalogue: ['catalogue'],
  levels: ['stock'],
  customers: ['customers'],
  sales: ['receipt'],
  own: ['sync'],
};

function topicsOf(entity: string): readonly PushEvent['topic'][] {
  const name = classOf(entity);
  return name === null ? [] : TOPICS[name];
}
