import { z } from 'zod';
import type { Hlc } from '#shared/base/hlc.ts';
import { HLC_ZERO, hlcSchema } from '#shared/base/hlc.ts';
import { idSchema } from '#shared/base/ids.ts';
import type { Change } from '#shared/changes/change-body.ts';
import { type ChangeEnvelope, chainNext } from '#shared/changes/hash-chain.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { makeRank } from '#shared/sync/rank.ts';
import { sha256 } from '../rows/sha256.ts';
import type { EpochHead, LockedTill } from '../till/locked-till.ts';
import { nextStamp } from '../till/next-stamp.ts';
import type { KnownChange } from './known-changes.ts';
import type { Received, Refused } from './received.ts';

/** What of a body can be read where the whole can't. */
const glimpseSchema = z.object({
  id: idSchema.nullable().catch(null),
  // What no text column takes is no type of ours.
  type: z
    .string()
    .regex(/^[ -~]{1,60}$/)
    .catch('unknown'),
  hlc: hlcSchema.catch(HLC_ZERO),
});
export type Glimpse = z.infer<typeof glimpseSchema>;

const NOTHING_READ: Glimpse = { id: null, type: 'unknown', hlc: HLC_ZERO };

/** A body as it was read: the change, or why not, and what little tells what it is. */
export type ReadBody = {
  readonly read: ReturnType<typeof parseChange>;
  readonly seen: Glimpse;
  /** Written while its till belonged to no office. */
  readonly isOfAlone?: boolean;
};

export function readChange(body: string): ReadBody {
  const read = parseChange(body);
  return { read, seen: read.ok ? read.value : glimpse(body) };
}

function glimpse(body: string): Glimpse {
  try {
    const read = glimpseSchema.safeParse(JSON.parse(body));
    return read.success ? read.data : NOTHING_READ;
  } catch {
    return NOTHING_READ;
  }
}

/** Where the batch stands while its changes are judged one after the other. */
export type JudgingState = { previousHash: string; stamp: Hlc; readonly seen: Map<string, string> };

export type JudgingView = {
  readonly till: LockedTill;
  readonly epoch: EpochHead;
  readonly known: ReadonlyMap<string, KnownChange>;
  readonly arrivedAtMs: number;
  /** The token says that everything waits for the owner's approval. */
  readonly isRevoked: boolean;
  readonly giveUp: { readonly seq: number; readonly code: string } | null;
};

/** Judges a new change by itself: applied, known from before, or set apart with the reason. Nothing is written yet. */
export function judgeChange(
  view: JudgingView,
  state: JudgingState,
  envelope: ChangeEnvelope,
  { read, seen, isOfAlone = false }: ReadBody,
): Received {
  const { till, epoch } = view;
  state.stamp = nextStamp(till, state.stamp, { hlc: seen.hlc, arrivedAtMs: view.arrivedAtMs });
  const rank = makeRank({ stamp: state.stamp, tillId: till.tillId, epochCounter: epoch.counter, seq: envelope.seq });
  const expected = chainNext(sha256, {
    previousHash: state.previousHash,
    epoch: envelope.epoch,
    seq: envelope.seq,
    bodyHash: envelope.bodyHash,
  });
  // The head takes the hash that the till claims, whatever becomes of the change: its chain goes on from there.
  state.previousHash = envelope.hash;
  const refuse = (code: string, detail = ''): Received => ({
    kind: 'refuse',
    refused: { ...refusedOf(envelope, seen), rank, stamp: state.stamp, code, detail },
  });
  if (expected !== envelope.hash || sha256(envelope.body) !== envelope.bodyHash) return refuse('hash_mismatch');
  if (seen.id !== null) {
    const known = view.known.get(seen.id);
    const bodyHash = known?.bodyHash ?? state.seen.get(seen.id);
    if (bodyHash !== undefined && bodyHash !== envelope.bodyHash)
      return refuse('id_clash', `${seen.id} stands for something else already`);
    if (bodyHash !== undefined)
      return {
        kind: 'repeat',
        repeated: { envelope, changeId: seen.id, rank, outcome: known?.outcome ?? 'duplicate' },
      };
    state.seen.set(seen.id, envelope.bodyHash);
  }
  if (view.isRevoked) return refuse('till_revoked', 'The till was switched off; its changes wait for approval.');
  if (!read.ok) return refuse(read.refusal, read.details === undefined ? '' : JSON.stringify(read.details));
  if (!isOfTill(read.value, till))
    return refuse('wrong_tenant', 'The change names another business, store or till than its sender.');
  if (view.giveUp?.seq === envelope.seq) return refuse(view.giveUp.code, 'It failed too often.');
  return {
    kind: 'apply',
    incoming: {
      change: read.value,
      epochCounter: epoch.counter,
      seq: envelope.seq,
      body: envelope.body,
      bodyHash: envelope.bodyHash,
      hash: envelope.hash,
      rank,
      stamp: state.stamp,
      isOfAlone,
    },
  };
}

function refusedOf(
  envelope: ChangeEnvelope,
  seen: { readonly id: string | null; readonly type: string },
): Omit<Refused, 'rank' | 'stamp' | 'code' | 'detail'> {
  return {
    seq: envelope.seq,
    hash: envelope.hash,
    bodyHash: envelope.bodyHash,
    raw: Buffer.from(envelope.body, 'utf8'),
    changeId: seen.id,
    type: seen.type,
  };
}

/** Ids in a body are compared with the token's, never trusted. */
function isOfTill(change: Change, till: LockedTill): boolean {
  return change.businessId === till.businessId && change.storeId === till.storeId && change.tillId === till.tillId;
}
