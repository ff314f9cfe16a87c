import { assert } from '#shared/base/assert.ts';
import type { Change, ChangeHead, ChangeType, PayloadOf } from './change-body.ts';
import { type ChangeEnvelope, type Epoch, type Hash, type Sha256, chainNext } from './hash-chain.ts';
import { parseChange } from './parse-change.ts';

/** Where the chain of an epoch stands: `lastHash` is chainStart's before the first change. */
export type ChainEnd = { readonly epoch: Epoch; readonly lastSeq: number; readonly lastHash: Hash };

/** What a change says beside type, version and payload. */
export type ChangeContext = Omit<ChangeHead, 'type' | 'v'>;

/** A change in all its forms, made at once: the text that is stored, hashed and sent is one and the same. */
export type MadeChange = { readonly change: Change; readonly envelope: ChangeEnvelope };

/**
 * Makes a change: the body's text once, and the link that ties it to the chain.
 *
 * What it makes can be read again by whoever gets it; a payload outside its schema is a bug of the caller and stops here,
 * before anything is written.
 */
export function makeChange<Type extends ChangeType>(
  sha256: Sha256,
  end: ChainEnd,
  context: ChangeContext,
  said: { readonly type: Type; readonly v: number; readonly payload: PayloadOf<Type> },
): MadeChange {
  const body = JSON.stringify({ ...context, type: said.type, v: said.v, payload: said.payload });
  const read = parseChange(body);
  assert(read.ok, `a ${said.type} that nobody could read: ${read.ok ? '' : JSON.stringify(read)}`);
  return { change: read.value, envelope: linkBody(sha256, end, body) };
}

/** Puts a body at the end of a chain. Renumbering under a new epoch goes through here too: the body stays as it is. */
export function linkBody(sha256: Sha256, end: ChainEnd, body: string): ChangeEnvelope {
  const bodyHash = sha256(body);
  const seq = end.lastSeq + 1;
  const hash = chainNext(sha256, { previousHash: end.lastHash, epoch: end.epoch, seq, bodyHash });
  return { epoch: end.epoch, seq, body, bodyHash, hash };
}

/** The end of the chain after a link. */
export function endAfter(envelope: ChangeEnvelope): ChainEnd {
  return { epoch: envelope.epoch, lastSeq: envelope.seq, lastHash: envelope.hash };
}
