import { must } from '#shared/base/assert.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { PULL_LIMIT_DEFAULT } from '#shared/sync/limits.ts';
import type { AppliedThrough } from '#shared/sync/pull.ts';
import type { LaneResult } from './lane.ts';
import { applyFeedPage } from './apply-feed-page.ts';
import { AIM, APPLY_MS_MAX } from './apply-pace.ts';
import { HELD_ROWS_MAX, askPage, cursorOf, phaseOf, readAsked } from './ask-page.ts';
import { finishHealing } from './finish-healing.ts';
import { feedContext } from './feed-context.ts';
import { heldPages, rowsOf } from './held-pages.ts';
import type { FeedContext } from './page-view.ts';
import { askPageAhead, takePageAhead } from './pull-ahead.ts';
import type { Asked } from './page-ahead.ts';
import type { PulledPage } from './pulled-page.ts';
import { classToOffer, readToOffer } from './read-to-offer.ts';
import { PULL_MOVES, WORK } from './sync-state.ts';
import { type Turn, follow, signIn } from './turn.ts';

/** Asks for what moved after the cursor, and puts one page into the tables, with the parts before it that were held for it. */
export async function turnPull(turn: Turn, signal: AbortSignal): Promise<LaneResult> {
  const { memory } = turn;
  const { state, session } = memory;
  const scope = WORK[state].pull;
  if (scope === 'none' || session === null) return 'halt';
  const signed = await signIn(turn, signal);
  if (signal.aborted) return 'halt';
  const size = memory.pullSize;
  const toOffer = scope === 'all' ? classToOffer(turn) : null;
  if (toOffer === 'sending') return 'halt';
  if ('failed' in signed) return follow(turn, PULL_MOVES[signed.failed.kind], { ...signed.failed, size });
  const ahead = takePageAhead(turn, session);
  const asked = ahead?.asked ?? turn.store.read((reader) => readAsked(reader, scope, toOffer));
  const held = heldPages(memory, { from: asked.only === null ? asked.cursor : null, session });
  const reply = await (ahead?.reply ?? askPage(turn, asked, { signed, session, held, signal }));
  if (signal.aborted) return 'halt';
  // Switched off while it healed: it is given nothing back, and what it holds goes out under the epoch that it was granted.
  if (reply.kind === 'revoked' && memory.healing !== null) finishHealing(turn, memory.healing);
  if (reply.kind !== 'good') return follow(turn, PULL_MOVES[reply.kind], { ...reply, size });
  memory.contacted({ ...reply, serverTimeMs: reply.answer.serverTime });
  // The world moved on while it was under way: a page of another session, or for another purpose, is dropped.
  if (memory.session !== session || memory.state !== state) return 'halt';
  if (asked.acknowledged !== null && hasLess(reply.answer.appliedThrough, asked.acknowledged)) {
    turn.log.warn('sync_office_has_less', {
      acknowledged: asked.acknowledged.seq,
      has: reply.answer.appliedThrough?.seq ?? 0,
    });
    memory.state = 'greeting';
    memory.greetings += 1;
    return 'halt';
  }
  if (isAskedAhead(asked, reply.answer)) {
    await askPageAhead(turn, { signed, session, signal, after: { asked, page: reply.answer } });
    if (signal.aborted || memory.session !== session || memory.state !== state) return 'halt';
  }
  if (turn.store.read((reader) => cursorOf(reader, toOffer)) !== asked.cursor) return 'more';
  return take(turn, { pages: [...held, reply.answer], asked, session });
}

/**
 * Whether the next page is asked for before this one is written. With the catalogue whole a till sells: what comes after that
 * is asked for as short as a till that sells takes it.
 */
function isAskedAhead({ isFilling, phase }: Asked, { hasMore, complete }: PulledPage): boolean {
  return isFilling && hasMore && (phase === 'selling' || !complete.includes('catalogue'));
}

/**
 * Whether the office lacks what it had acknowledged before it was asked: it came back from a backup. A till that has nothing
 * more to send would learn it from nothing else, and hello tells what to send again.
 */
function hasLess(applied: AppliedThrough | null, acknowledged: AppliedThrough): boolean {
  if (acknowledged.seq === 0) return false;
  if (applied === null) return true;
  const counters = [epochCounter(applied.epoch), epochCounter(acknowledged.epoch)] as const;
  return counters[0] < counters[1] || (applied.epoch === acknowledged.epoch && applied.seq < acknowledged.seq);
}

type Taken = { readonly pages: readonly PulledPage[]; readonly asked: Asked; readonly session: number };

function take(turn: Turn, { pages, asked, session }: Taken): LaneResult {
  const { memory } = turn;
  const page = must(pages.at(-1), 'a page came');
  memory.pullSize.good();
  memory.mustUpgrade = false;
  memory.lastPullMs = turn.nowMs();
  if (page.changes.length > 0) memory.moved();
  if (asked.isForOffers) return readToOffer(turn, page);
  if (page.hasMore && asked.mayHold && asked.cursor !== null && rowsOf(pages) < HELD_ROWS_MAX) {
    memory.held = { from: asked.cursor, session, pages };
    return 'more';
  }
  memory.held = null;
  const context = feedContext(turn);
  if (context === null) return 'halt';
  apply(turn, { pages, asked, context });
  if (page.hasMore && !(asked.only === 'own' && page.complete.includes('own'))) return 'more';
  if (memory.healing !== null) {
    finishHealing(turn, memory.healing);
    return 'more';
  }
  // What was asked for alone is here; the rest comes next.
  return asked.only === null ? 'idle' : 'more';
}

type Applying = Pick<Taken, 'pages' | 'asked'> & { readonly context: FeedContext };

/** Writes the pages in their order, all of them or none. */
function apply(turn: Turn, { pages, asked, context }: Applying): void {
  const { memory } = turn;
  const startedMs = turn.timers.monotonicMs();
  const applied = turn.store.write((writer) => pages.map((page) => applyFeedPage(writer, page, context)));
  memory.applyPace[asked.phase].took(rowsOf(pages), turn.timers.monotonicMs() - startedMs);
  capPages(turn);
  for (const topic of new Set(applied.flatMap(({ topics }) => topics))) turn.onPush(topic);
  const parked = applied.reduce((sum, page) => sum + page.parked, 0);
  if (parked > 0 && memory.healing === null) turn.log.warn('sync_parked', { rows: parked });
}

/** The next page has as many rows as this disk takes in the time that it may keep it; a disk of unknown pace gets few. */
function capPages({ store, memory }: Turn): void {
  const phase = store.read(phaseOf);
  memory.pullSize.cap(memory.applyPace[phase].rowsWithin(APPLY_MS_MAX[phase] * AIM, PULL_LIMIT_DEFAULT));
}
