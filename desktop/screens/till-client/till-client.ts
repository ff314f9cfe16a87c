import type { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import type { PushEvent } from '#shared/till-calls/reply.ts';
import type { Answer } from './answer.ts';
import { readReply } from './read-reply.ts';
import type { TillDoor } from './till-door.ts';

export type SendCall = <Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  call: Call<Name, Input, Output>,
  input: z.input<Input>,
) => Promise<Answer<z.output<Output>>>;

export type TillClient = {
  /** Sends one call. A write that got no answer is sent once more under the same id, which gives the first answer again. */
  readonly send: SendCall;
  /** Runs one after the other what must not overtake: each write sees what the one before it left. */
  readonly inTurn: <Value>(work: () => Promise<Value>) => Promise<Value>;
  readonly onPush: (listen: (event: PushEvent | undefined) => void) => () => void;
};

/** The screens' way to the till. */
export function createTillClient(door: TillDoor, makeCallId: () => string): TillClient {
  let last: Promise<unknown> = Promise.resolve();
  const send: SendCall = async (call, input) => {
    const request = call.writes ? { name: call.name, input, callId: makeCallId() } : { name: call.name, input };
    for (let tries = call.writes ? 2 : 1; tries > 0; tries -= 1) {
      try {
        return readReply(await door.send(request), call.output);
      } catch {
        // Nothing came back. A write has its id, so asking again can't do it twice.
      }
    }
    return { ok: false, kind: 'fault', fault: 'till_unreachable', message: '', traceId: null };
  };
  return {
    send,
    inTurn: (work) => {
      const next = last.then(work, work);
      last = next.catch(() => undefined);
      return next;
    },
    onPush: (listen) => door.onPush(listen),
  };
}
