import type { Hlc } from '#shared/base/hlc.ts';
import type { ChangeEnvelope } from '#shared/changes/hash-chain.ts';
import type { Rank } from '#shared/sync/rank.ts';
import type { Ack } from '#shared/sync/push.ts';
import type { Incoming } from '../apply/incoming.ts';

/** What is known of a change that goes to quarantine. */
export type Refused = {
  readonly seq: number;
  readonly hash: string;
  readonly bodyHash: string;
  /** The bytes as the till has them. */
  readonly raw: Uint8Array;
  readonly changeId: string | null;
  readonly type: string;
  readonly rank: Rank;
  readonly stamp: Hlc;
  readonly code: string;
  readonly detail: string;
};

/** What came before under an older epoch, by its id and with the same text. */
export type Repeated = {
  readonly envelope: ChangeEnvelope;
  readonly changeId: string;
  readonly rank: Rank;
  readonly outcome: Ack['outcome'];
};

/** What becomes of one new change of a push. */
export type Received =
  | { readonly kind: 'apply'; readonly incoming: Incoming }
  | { readonly kind: 'repeat'; readonly repeated: Repeated }
  | { readonly kind: 'refuse'; readonly refused: Refused };
