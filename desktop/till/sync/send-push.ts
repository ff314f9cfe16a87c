import { type PushAnswer, pushAnswerSchema } from '#shared/sync/push.ts';
import type { OfficeReply } from './office-client.ts';
import { PUSH_PATH, type PushBatch, sealPush } from './push-batch.ts';
import type { SignedIn, Turn } from './turn.ts';

/** Sends one push, signed over exactly its bytes. */
export function sendPush(
  turn: Turn,
  signed: Extract<SignedIn, { key: unknown }>,
  push: {
    readonly session: number;
    readonly batch: PushBatch;
    readonly previousHash?: string;
    readonly signal: AbortSignal;
  },
): Promise<OfficeReply<PushAnswer>> {
  const { body, headers } = sealPush(signed.key, { ...push, protocol: turn.protocol });
  return turn.office.ask({
    method: 'POST',
    path: PUSH_PATH,
    headers: { ...headers, authorization: signed.token.header },
    body,
    schema: pushAnswerSchema,
    signal: push.signal,
  });
}
