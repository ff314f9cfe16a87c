import { z } from 'zod';
import type { PushEvent, Reply } from '#shared/till-calls/reply.ts';
import { type TillMessage, doorFault } from './door-messages.ts';
import { whyNotCarried } from './why-not-carried.ts';

/** The till's end of a window's port, as far as it is used here. */
export type TillPort = {
  readonly on: {
    (event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
    (event: 'close', listener: () => void): unknown;
  };
  readonly postMessage: (message: TillMessage) => void;
  readonly start: () => void;
};

/** What the door needs of the till. */
export type ServedTill = {
  readonly dispatch: (request: unknown) => Promise<Reply>;
  readonly onPush: (listener: (event: PushEvent) => void) => () => void;
};

const IN_FLIGHT_MAX = 256;

const callMessageSchema = z.object({ id: z.number().int().nonnegative(), request: z.unknown() });

/** Answers a window's calls over its port and tells it what is old now, until the window is gone. */
export function servePort(till: ServedTill, port: TillPort): void {
  let inFlight = 0;
  const answer = async (data: unknown): Promise<Reply> => {
    if (inFlight >= IN_FLIGHT_MAX) return doorFault('too_many_requests');
    inFlight += 1;
    try {
      return await till.dispatch(data);
    } finally {
      inFlight -= 1;
    }
  };
  port.on('message', ({ data }) => {
    const call = callMessageSchema.safeParse(data);
    // Without an id there is nobody to answer.
    if (!call.success) return;
    const { id, request } = call.data;
    const why = whyNotCarried(request);
    if (why !== null) port.postMessage({ id, reply: doorFault(why) });
    else void answer(request).then((reply) => port.postMessage({ id, reply }));
  });
  port.on(
    'close',
    till.onPush((event) => port.postMessage({ push: event })),
  );
  port.start();
}
