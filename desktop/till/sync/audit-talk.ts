import { WORK } from './sync-state.ts';
import type { TillKey } from './till-key.ts';
import type { Token } from './token-client.ts';
import type { Turn } from './turn.ts';

/** What a round speaks to the office by: it ends with the session that it began in. */
export type AuditTalk = {
  readonly session: number;
  readonly key: TillKey;
  readonly token: Token;
  readonly signal: AbortSignal;
};

/** By the key and the token that the other lanes got: the audit never asks for one. */
export function talkOf({ memory, tokens }: Turn, signal: AbortSignal): AuditTalk | null {
  const { key, session } = memory;
  const token = tokens.held();
  return key === null || session === null || token === null ? null : { session, key, token, signal };
}

/** What came since may be about another till, another office or another history. */
export function isStillOn({ memory }: Turn, { session, signal }: AuditTalk): boolean {
  return !signal.aborted && WORK[memory.state].audit && memory.session === session;
}
