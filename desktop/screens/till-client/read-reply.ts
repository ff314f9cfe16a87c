import type { z } from 'zod';
import { REFUSALS, type RefusalCode } from '#shared/base/refusal-codes.ts';
import { replySchema } from '#shared/till-calls/reply.ts';
import type { Answer, NotDone } from './answer.ts';

function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code);
}

function fault(code: string, message: string, traceId: string | null = null): NotDone {
  return { ok: false, kind: 'fault', fault: code, message, traceId };
}

/** Reads what the till sent against the call's own schema: nothing crosses this door unread. */
export function readReply<Output extends z.ZodType>(raw: unknown, output: Output): Answer<z.output<Output>> {
  const reply = replySchema.safeParse(raw);
  if (!reply.success) return fault('malformed', '');
  if (reply.data.ok) {
    const value = output.safeParse(reply.data.value);
    return value.success ? { ok: true, value: value.data } : fault('unknown_call', '');
  }
  if ('refusal' in reply.data) {
    const { refusal, details } = reply.data;
    return isRefusalCode(refusal)
      ? { ok: false, kind: 'refusal', refusal, details: details ?? {} }
      : fault('unknown_call', '');
  }
  return fault(reply.data.fault, reply.data.message, reply.data.traceId ?? null);
}
