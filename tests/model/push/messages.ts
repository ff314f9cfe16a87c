import type { ChangeEnvelope, Epoch } from '#shared/changes/hash-chain.ts';
import type { ServerHead, TillHead, Verdict } from '#shared/sync/hello.ts';

export type Grant = { epoch: Epoch; previousHash: string };

export type Position = { epoch: Epoch; seq: number };

/** Which run of which till's program asks, and which of its requests it is. */
type From = { till: string; boot: string; number: number };

export type HelloAsked = From & {
  kind: 'hello';
  epoch: Epoch;
  /** As the certificate of the epoch names it. */
  previousHash: string;
  heads: TillHead[];
  highestSession: number;
  newEpochFor: false | 'restored' | 'gap_case';
};
export type PushAsked = From & { kind: 'push'; session: number; epoch: Epoch; changes: ChangeEnvelope[] };
/** A pull, of which the model only reads the own facts. */
export type FactsAsked = From & { kind: 'facts'; session: number; acknowledged: Position };
export type Asked = HelloAsked | PushAsked | FactsAsked;

export type OwnFact = { epoch: Epoch; seq: number; hash: string; body: string };
export type HelloSaid = { kind: 'hello'; verdict: Verdict; heads: ServerHead[]; session: number; grant: Grant | null };
export type PushSaid = { kind: 'push'; acks: { seq: number; hash: string }[] };
export type FactsSaid = { kind: 'facts'; facts: OwnFact[]; appliedThrough: Position | null };
/** What a till does about each is in its sync-state.ts. */
export type Refused = { kind: 'refused'; code: 'greet_again' | 'new_epoch' | 'cloned' };
export type Said = HelloSaid | PushSaid | FactsSaid | Refused;
