import type { EpochGrant, HelloAnswer, ServerHead, TillHead } from '#shared/sync/hello.ts';
import type { LaneResult } from './lane.ts';
import type { ReplyKind } from './office-reply.ts';

/**
 * alone: belongs to nobody · greeting: a hello is due · normal · healing: a restored till that reads its own facts back ·
 * cloned: another machine is the same till · revoked: what waits is left for approval · unknown: the office does not know
 * this machine's key.
 */
export type SyncState = 'alone' | 'greeting' | 'normal' | 'healing' | 'cloned' | 'revoked' | 'unknown';

/** What runs in each state. Selling runs in all of them. */
export const WORK: Readonly<
  Record<
    SyncState,
    {
      readonly hello: boolean;
      readonly push: boolean;
      readonly pull: 'none' | 'all' | 'own';
      readonly live: boolean;
      readonly audit: boolean;
    }
  >
> = {
  alone: { hello: false, push: false, pull: 'none', live: false, audit: false },
  greeting: { hello: true, push: false, pull: 'none', live: false, audit: false },
  normal: { hello: false, push: true, pull: 'all', live: true, audit: true },
  healing: { hello: false, push: false, pull: 'own', live: true, audit: false },
  cloned: { hello: true, push: false, pull: 'none', live: false, audit: false },
  revoked: { hello: false, push: true, pull: 'none', live: false, audit: false },
  unknown: { hello: true, push: false, pull: 'none', live: false, audit: false },
};

/** What a refused or failed request leads to: the next state, what is done besides, and how its lane goes on. */
export type Move = {
  readonly next: LaneResult;
  readonly to?: SyncState;
  readonly does?: 'halve' | 'drop_token' | 'resync' | 'offer' | 'ask_new_epoch' | 'flag_upgrade';
};
type Moves = Readonly<Record<Exclude<ReplyKind, 'good'>, Move>>;

const GREET_AGAIN: Move = { next: 'halt', to: 'greeting' };
const CLONED: Move = { next: 'halt', to: 'cloned' };
const LATER: Move = { next: 'retry', does: 'halve' };
const NEW_TOKEN: Move = { next: 'retry', does: 'drop_token' };

export const HELLO_MOVES: Moves = {
  no_line: { next: 'retry' },
  unreachable: { next: 'retry' },
  odd: { next: 'retry' },
  busy: { next: 'retry' },
  refused: { next: 'retry' },
  sign_in_again: { next: 'retry', does: 'drop_token' },
  greet_again: { next: 'retry' },
  new_epoch: { next: 'retry', does: 'ask_new_epoch' },
  cloned: { next: 'retry', to: 'cloned' },
  revoked: { next: 'retry', to: 'unknown' },
  resync: { next: 'more', does: 'resync' },
  went_back: { next: 'more', does: 'offer' },
  upgrade: { next: 'retry', does: 'flag_upgrade' },
};

export const PUSH_MOVES: Moves = {
  no_line: { next: 'retry' },
  unreachable: LATER,
  odd: LATER,
  busy: LATER,
  refused: { next: 'more', does: 'halve' },
  sign_in_again: NEW_TOKEN,
  greet_again: GREET_AGAIN,
  new_epoch: { next: 'halt', to: 'greeting', does: 'ask_new_epoch' },
  cloned: CLONED,
  revoked: { next: 'retry', to: 'revoked' },
  resync: { next: 'retry' },
  went_back: { next: 'retry' },
  upgrade: { next: 'retry', does: 'flag_upgrade' },
};

export const PULL_MOVES: Moves = {
  no_line: { next: 'retry' },
  unreachable: LATER,
  odd: LATER,
  busy: LATER,
  refused: LATER,
  sign_in_again: NEW_TOKEN,
  greet_again: GREET_AGAIN,
  new_epoch: GREET_AGAIN,
  cloned: CLONED,
  revoked: { next: 'halt', to: 'revoked' },
  resync: { next: 'more', does: 'resync' },
  went_back: { next: 'more', does: 'offer' },
  upgrade: { next: 'retry', does: 'flag_upgrade' },
};

/** What a restored till needs from hello to the moment in which its new epoch is stored. */
export type Healing = {
  readonly grant: EpochGrant;
  readonly sentHeads: readonly TillHead[];
  readonly serverHeads: readonly ServerHead[];
  readonly receiptCounters: HelloAnswer['receiptCounters'];
};
