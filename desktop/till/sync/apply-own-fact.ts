import { z } from 'zod';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { type Change } from '#shared/changes/change-body.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { type OwnFactRow, ownFactRowSchema } from '#shared/sync/feed-rows.ts';
import { applyOwnChange } from '../store/apply-own-change.ts';
import { renumberRows } from '../store/renumber-rows.ts';
import { readOwnBody } from '../store/read-own-body.ts';
import { sqliteCodeOf } from '../store/connection.ts';
import type { ChangePlace } from '../store/tables/change-places.ts';
import type { Writer } from '../store/till-tables.ts';
import type { PageView, ParkReason } from './page-view.ts';
import type { PulledRow } from './pulled-page.ts';
import { sha256 } from './till-key.ts';

/** Acknowledged changes are kept at least so long; an older one that comes back is not written again. */
export const KEEP_ACKED_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Takes note that the office has one of the till's own changes, and writes it again where the till lost it.
 *
 * While a restored till heals it only holds them back: their places may be taken by what it sold since.
 */
export function applyOwnFact(writer: Writer, row: PulledRow, view: PageView): ParkReason | null {
  if (row.op === 'delete') return null;
  const parsed = ownFactRowSchema.safeParse(row.data);
  if (!parsed.success) return 'unreadable';
  if (view.isHealing) return 'healing';
  const known = knownPlace(writer, parsed.data);
  return known === null
    ? restoreFact(writer, parsed.data, view)
    : markFact(writer, known, parsed.data, view.officeNowMs);
}

/** The own change that a fact is: the one at its place, where that has its hash, else the one with its id. */
function knownPlace(writer: Writer, fact: OwnFactRow): ChangePlace | null {
  const there = writer.places.placeAt(fact.epoch, fact.seq);
  if (there?.hash === fact.hash) return there;
  const id = changeIdOf(fact.body);
  return id === null ? null : writer.places.placeOf(id);
}

const bodySchema = z.object({ id: idSchema });

/** The id that a body names; null for one that can't be read. */
export function changeIdOf(body: string): string | null {
  try {
    return bodySchema.safeParse(JSON.parse(body)).data?.id ?? null;
  } catch {
    return null;
  }
}

/** The change counts at the place that the office gives it; where that is its own, the office's word is its state. */
function markFact(writer: Writer, known: ChangePlace, fact: OwnFactRow, nowMs: number): ParkReason | null {
  if (sha256(fact.body) !== known.bodyHash) return 'other_place';
  if (known.epoch !== fact.epoch || known.seq !== fact.seq) {
    renumberRows(writer, known.id, { epoch: fact.epoch, epochCounter: epochCounter(fact.epoch), seq: fact.seq });
    // It was sent twice and waited once: somebody settled it there. One that was not sent from its own place yet still is.
    if (known.state === 'quarantined' && fact.state === 'applied') writer.changes.mark(known, 'acked', nowMs);
    return null;
  }
  const state = fact.state === 'applied' ? 'acked' : 'quarantined';
  if (known.hash === fact.hash && known.state !== state) writer.changes.mark(known, state, nowMs);
  return null;
}

function restoreFact(writer: Writer, fact: OwnFactRow, view: PageView): ParkReason | null {
  const read = readOwnBody(writer, fact.body);
  if (!read.ok) return 'unreadable';
  const change = read.value;
  // By the office's clock: a sale of a till whose clock stood at 2016 is as new as the others, and its chain has no hole.
  const takenMs = fact.receivedAtMs ?? change.occurredAt.ms;
  if (fact.state === 'applied' && takenMs < view.officeNowMs - KEEP_ACKED_MS) return null;
  if (writer.changes.at(fact.epoch, fact.seq) !== null) return 'other_place';
  return insertRestored(writer, change, { fact, tillId: view.tillId, nowMs: view.officeNowMs });
}

/** Writes a change that only the office still had: its place in the log, and all rows that follow from it. */
export function insertRestored(
  writer: Writer,
  change: Change,
  from: { readonly fact: OwnFactRow; readonly tillId: Id; readonly nowMs: number },
): ParkReason | null {
  const { fact, tillId, nowMs } = from;
  try {
    // The office's record already holds an edit that it applied.
    const isEdit =
      change.type === 'record.changed' || change.type === 'product.changed' || change.type === 'customer.changed';
    if (!isEdit || fact.state === 'quarantined') {
      const place = { epoch: fact.epoch, epochCounter: epochCounter(fact.epoch), seq: fact.seq, tillId };
      applyOwnChange(writer, change, place);
    }
  } catch (error) {
    // Such as a drawer that was open then, while another is now: it waits, and the rest of the page goes on.
    if (sqliteCodeOf(error)?.startsWith('SQLITE_CONSTRAINT') === true) return 'other_place';
    throw error;
  }
  // Its clock had come so far already: what is written next is later than this.
  if (change.hlc > writer.meta.hlc()) writer.meta.setHlc(change.hlc);
  writer.changes.insert({
    epoch: fact.epoch,
    seq: fact.seq,
    id: change.id,
    type: change.type,
    entityId: change.entityId,
    occurredMs: change.occurredAt.ms,
    hlc: change.hlc,
    body: fact.body,
    bodyHash: sha256(fact.body),
    hash: fact.hash,
    state: fact.state === 'applied' ? 'acked' : 'quarantined',
    ackedMs: nowMs,
    tries: 0,
    lastError: null,
  });
  return null;
}
