import { readPushStream } from './push-stream.ts';
import type { TillDoor } from './till-door.ts';

/** A call that takes longer than this is given up; the same call id may be sent again. */
const CALL_TIMEOUT_MS = 30_000;

/** The till behind HTTP on this machine; the run token comes in the address's fragment, which is sent to nobody. */
export function loopbackDoor(runToken: string): TillDoor {
  const authorization = `Bearer ${runToken}`;
  return {
    send: async ({ name, input, callId }) => {
      const answer = await fetch(`/call/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(callId === undefined ? { input } : { callId, input }),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      const reply: unknown = await answer.json();
      return reply;
    },
    onPush: (listen) => {
      const stop = new AbortController();
      void readPushStream({ address: '/push', authorization, listen, signal: stop.signal });
      return () => stop.abort();
    },
  };
}
