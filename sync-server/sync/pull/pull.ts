import { Fault } from '#shared/base/fault.ts';
import type { MakeId } from '#shared/base/ids.ts';
import { type SyncClass, SYNC_CLASSES } from '#shared/sync/classes.ts';
import { SALES_SENT_DAYS } from '#shared/sync/limits.ts';
import { type Spoken, protocolFit } from '#shared/sync/protocol-fit.ts';
import type { AppliedThrough, PullAnswer, PullQuery } from '#shared/sync/pull.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import type { ServerKey } from '../door/server-key.ts';
import type { TillToken } from '../door/till-token.ts';
import { answerGoneBackOnce } from '../till/answer-gone-back.ts';
import { requireSession } from '../till/require-session.ts';
import { type Positions, noPositions, openCursor, sealCursor } from './cursor.ts';
import { type FeedHead, WentBack, readFeedHead, requireSameFeed } from './feed-head.ts';
import { loadPart } from './load-part.ts';
import { VOIDS_FROM_PROTOCOL } from './load-sales.ts';
import type { PullView } from './pull-view.ts';

export type PullDeps = {
  readonly pool: Pool;
  readonly key: ServerKey;
  readonly spoken: Spoken;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  readonly startedAt: Date;
};

const DAY_MS = 86_400_000;
/** Rows whose data is read at first, while nobody knows how long they are, and the size beyond which a page ends early. */
const LOADED_AT_FIRST = 100;
const PAGE_BYTES_MAX = 4 * 1024 * 1024;
const QUARANTINED_MAX = 10_000;
/** What decides which rows a till may see; a cursor of another scope starts anew. */
const SCOPE = 'own-store';

/** A page whose rows are the JSON that goes out already, one or several in each text: nothing of what they hold is looked at on the way. */
export type PulledText = { readonly changes: readonly string[]; readonly rest: Omit<PullAnswer, 'changes'> };

/**
 * Gives a till what moved since its cursor, class after class, all of one snapshot.
 *
 * @throws {Fault} `resync`, `went_back`, `stale_session`, `till_cloned`, `till_revoked`, `upgrade_required`
 */
export async function pull(deps: PullDeps, token: TillToken, query: PullQuery): Promise<PulledText> {
  const fit = protocolFit('pull', query.protocol, deps.spoken);
  if (fit === 'upgrade')
    throw new Fault(
      'upgrade_required',
      'This till is too old to read what the office sends. Update the till; it keeps selling.',
    );
  if (fit === 'wait')
    throw new Fault('unavailable', 'This till is newer than the office. It waits until the office is updated.', {
      retry: 'later',
    });
  if (token.scope !== 'till')
    throw new Fault(
      'till_revoked',
      'This till was switched off by the owner. Its waiting sales are kept and can be approved.',
    );
  await requireSession(deps, token, query.session);
  const nowMs = deps.nowMs();
  const view: Omit<PullView, 'have'> = {
    businessId: token.businessId,
    storeId: token.storeId,
    tillId: token.tillId,
    scope: SCOPE,
    protocol: query.protocol,
    salesFrom: new Date(nowMs - SALES_SENT_DAYS * DAY_MS).toISOString().slice(0, 10),
  };
  try {
    return await readTenant(deps.pool, token.businessId, (tx) => readPage(tx, deps, view, { query, nowMs }));
  } catch (error) {
    if (error instanceof WentBack) await noteWentBack(deps, token);
    throw error;
  }
}

/** A till that sold nothing since the backup says hello as ever: that the server came back from it shows in its cursor alone. */
async function noteWentBack(deps: PullDeps, { businessId }: TillToken): Promise<void> {
  const { makeId, startedAt } = deps;
  const at = new Date(deps.nowMs());
  await withTenant(deps.pool, businessId, (tx) => answerGoneBackOnce({ tx, businessId, makeId, at, startedAt }));
}

async function readPage(
  tx: Tx,
  deps: PullDeps,
  caller: Omit<PullView, 'have'>,
  { query, nowMs }: { query: PullQuery; nowMs: number },
): Promise<PulledText> {
  // A page is read in a tenth of the time in which the database would compile the query that reads it.
  await tx`select set_config('jit', 'off', true)`;
  const view = { ...caller, have: await heldBy(tx, caller, query) };
  const head = await readFeedHead(tx, view.businessId);
  const { positions, begunAt } = await placeOf(tx, deps, view, { sealed: query.cursor, head });
  const classes: readonly SyncClass[] = query.only === undefined ? SYNC_CLASSES : [query.only];
  const page = await fillPage(tx, view, { positions, classes, limit: query.limit, counter: head?.counter ?? 0 });
  const rest = {
    cursor: sealCursor(deps.key.cursorSecret, {
      v: 1,
      store: view.storeId,
      till: view.tillId,
      scope: view.scope,
      mark: head?.mark ?? view.businessId,
      counter: head?.counter ?? 0,
      begunAt,
      protocol: view.protocol,
      positions,
    }),
    hasMore: page.complete.length < classes.length,
    appliedThrough: await appliedThrough(tx, view),
    quarantined: await waitingIds(tx, view),
    complete: page.complete,
    serverTime: nowMs,
  };
  return { changes: page.changes, rest };
}

/** What the till says that it holds counts where the server knows it under that very epoch. */
async function heldBy(
  tx: Tx,
  view: Omit<PullView, 'have'>,
  { haveEpoch, haveSeq }: PullQuery,
): Promise<PullView['have']> {
  if (haveEpoch === undefined || haveSeq === undefined) return null;
  const [known] = await tx<{ counter: number }[]>`select counter from till_epochs
    where business_id = ${view.businessId} and till_id = ${view.tillId} and epoch = ${haveEpoch}`;
  return known === undefined ? null : { epochCounter: known.counter, seq: haveSeq };
}

/** Where the till reads on, and since when; nowhere and now for one that has nothing yet. */
async function placeOf(
  tx: Tx,
  deps: PullDeps,
  view: PullView,
  { sealed, head }: { readonly sealed: string | undefined; readonly head: FeedHead | null },
): Promise<{ positions: Positions; begunAt: number }> {
  if (sealed === undefined || sealed === '') return { positions: noPositions(), begunAt: head?.counter ?? 0 };
  const cursor = openCursor(deps.key.cursorSecret, sealed);
  if (cursor === null) throw new Fault('resync', 'The till must read the list anew: its cursor is not of this server.');
  await requireSameFeed(tx, view, head, cursor);
  const { begunAt, protocol = view.protocol } = cursor;
  // What its older program could not read of sales it reads now, so it gets them once more.
  const isAnew = protocol < VOIDS_FROM_PROTOCOL && view.protocol >= VOIDS_FROM_PROTOCOL;
  return { positions: { ...cursor.positions, ...(isAnew ? { sales: 0 } : {}) }, begunAt };
}

type Filling = {
  readonly positions: Positions;
  readonly classes: readonly SyncClass[];
  readonly limit: number;
  readonly counter: number;
};

/** Fills a page class by class and moves the positions; a class that gives all it has stands at the head. */
async function fillPage(
  tx: Tx,
  view: PullView,
  filling: Filling,
): Promise<{ changes: string[]; complete: SyncClass[] }> {
  const changes: string[] = [];
  const complete: SyncClass[] = [];
  let [rowsLeft, bytesLeft] = [filling.limit, PAGE_BYTES_MAX];
  for (const name of filling.classes) {
    if (rowsLeft <= 0 || bytesLeft <= 0) break;
    let [atOnce, isWhole] = [LOADED_AT_FIRST, false];
    while (!isWhole && rowsLeft > 0 && bytesLeft > 0) {
      const limit = Math.min(atOnce, rowsLeft);
      const part = await loadPart(tx, view, name, { position: filling.positions[name], limit });
      changes.push(...part.texts);
      isWhole = part.rows < limit;
      filling.positions[name] = isWhole ? filling.counter : part.position;
      rowsLeft -= part.rows;
      bytesLeft -= part.bytes;
      // As many of that length as fit into what is left of the page; the next may be longer.
      const bytesEach = (part.bytes + 1) / Math.max(1, part.rows);
      atOnce = Math.min(10 * limit, Math.max(LOADED_AT_FIRST, Math.floor(bytesLeft / bytesEach)));
    }
    if (!isWhole) break;
    complete.push(name);
  }
  return { changes, complete };
}

/** The last of the till's own changes that this snapshot contains, applied or waiting. */
async function appliedThrough(tx: Tx, view: PullView): Promise<AppliedThrough | null> {
  const [row] = await tx<{ epoch: string; last_seq: number }[]>`
    select epoch, last_seq from till_epochs where business_id = ${view.businessId} and till_id = ${view.tillId} and last_seq > 0
    order by counter desc limit 1`;
  return row === undefined ? null : { epoch: row.epoch, seq: row.last_seq };
}

async function waitingIds(tx: Tx, view: PullView): Promise<string[]> {
  const rows = await tx<{ change_id: string }[]>`
    select distinct change_id from sync_quarantine
    where business_id = ${view.businessId} and till_id = ${view.tillId} and state = 'waiting' and change_id is not null limit ${QUARANTINED_MAX}`;
  return rows.map((row) => row.change_id);
}
