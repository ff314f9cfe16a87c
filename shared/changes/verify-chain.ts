import type { ChainEnd } from './make-change.ts';
import { type ChangeEnvelope, type Sha256, chainNext } from './hash-chain.ts';

/** The first link that does not hold, and why; null for a chain that does. */
export type BrokenLink = { readonly seq: number; readonly reason: 'other_epoch' | 'gap' | 'body_hash' | 'hash' };

/** Walks a chain from a known end: nothing was taken out, put in, or written over. */
export function verifyChain(sha256: Sha256, end: ChainEnd, links: readonly ChangeEnvelope[]): BrokenLink | null {
  let { lastSeq, lastHash } = end;
  for (const link of links) {
    if (link.epoch !== end.epoch) return { seq: link.seq, reason: 'other_epoch' };
    if (link.seq !== lastSeq + 1) return { seq: link.seq, reason: 'gap' };
    if (sha256(link.body) !== link.bodyHash) return { seq: link.seq, reason: 'body_hash' };
    if (
      chainNext(sha256, { previousHash: lastHash, epoch: link.epoch, seq: link.seq, bodyHash: link.bodyHash }) !==
      link.hash
    )
      return { seq: link.seq, reason: 'hash' };
    lastSeq = link.seq;
    lastHash = link.hash;
  }
  return null;
}
