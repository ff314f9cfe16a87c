import type { ErrorCode } from '#shared/base/error-codes.ts';
import type { OfficeClient, OfficeReply } from './office-client.ts';
import { beginOffers, beginResync } from './resync.ts';
import type { Move } from './sync-state.ts';
import type { SyncMemory } from './sync-memory.ts';
import type { SyncDeps } from './sync-deps.ts';
import { type TillKey, readTillKey } from './till-key.ts';
import type { LaneResult } from './lane.ts';
import type { BatchSize } from './batch-size.ts';
import type { Token, TokenClient } from './token-client.ts';

/** What a turn of any lane works with. */
export type Turn = SyncDeps & {
  readonly memory: SyncMemory;
  readonly office: OfficeClient;
  readonly tokens: TokenClient;
};

export type FailedReply = Exclude<OfficeReply<never>, { kind: 'good' }>;

/** Key and token for a request, or what is in the way. */
export type SignedIn = { readonly key: TillKey; readonly token: Token } | { readonly failed: FailedReply };

const CUT_OFF: FailedReply = { kind: 'no_line', code: 'office_unreachable', serverDateMs: null };

export async function signIn(turn: Turn, signal: AbortSignal): Promise<SignedIn> {
  const { tillId, certificate } = turn.store.read((reader) => ({
    tillId: reader.meta.identity()?.tillId,
    certificate: reader.meta.epoch()?.certificate ?? '',
  }));
  const key = turn.memory.key ?? (await readTillKey(turn.keychain));
  if (signal.aborted) return { failed: CUT_OFF };
  if (tillId === undefined || key === null) {
    // A copied file on a machine without its key can't speak for the till; it sells, and has to be enrolled.
    turn.memory.state = 'unknown';
    return { failed: { kind: 'revoked', code: 'signature_invalid', serverDateMs: null } };
  }
  turn.memory.key = key;
  const token = await turn.tokens.get(key, { tillId, certificate }, signal);
  return 'header' in token ? { key, token } : { failed: token };
}

/** Does what the table says of a request that failed. */
export function follow(
  turn: Turn,
  move: Move,
  failed: { readonly code: ErrorCode; readonly kind: string; readonly size?: BatchSize; readonly tried?: number },
): LaneResult {
  const { memory } = turn;
  memory.lastError = failed.code;
  memory.isOnline = failed.kind !== 'no_line' && failed.kind !== 'unreachable' && failed.kind !== 'odd';
  switch (move.does) {
    case 'halve':
      failed.size?.failed(failed.tried);
      break;
    case 'drop_token':
      turn.tokens.drop();
      break;
    case 'resync':
      turn.log.info('sync_resync');
      memory.offers = null;
      turn.store.write((writer) => beginResync(writer));
      break;
    case 'offer':
      turn.log.warn('sync_office_went_back');
      memory.offers = null;
      turn.store.write((writer) => beginOffers(writer));
      break;
    case 'ask_new_epoch':
      memory.askNewEpoch = 'restored';
      break;
    case 'flag_upgrade':
      memory.mustUpgrade = true;
      break;
    case undefined:
      break;
  }
  if (move.to !== undefined) memory.state = move.to;
  if (move.to === 'greeting') memory.greetings += 1;
  turn.onPush('sync');
  return move.next;
}
