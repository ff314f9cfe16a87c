import { type CallMessage, doorFault } from './door-messages.ts';
import { whyNotCarried } from './why-not-carried.ts';

/** The window's end of the port, as far as it is used here. Setting `onmessage` starts it. */
export type WindowPort = {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  readonly postMessage: (message: CallMessage) => void;
  readonly close: () => void;
};

type Push = (event: unknown) => void;
type Waiting = {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

/** A call that takes longer is given up; the same call id may be sent again. */
const CALL_TIMEOUT_MS = 30_000;
/** A till that starts again is waited for this long. */
const PORT_TIMEOUT_MS = 10_000;
const WAITING_MAX = 256;

/** The two functions of the window, and what the preload script tells them about the port. */
export type WindowClient = {
  readonly send: (request: unknown) => Promise<unknown>;
  readonly onPush: (listener: Push) => () => void;
  /** Takes a new port into use; what still waits at the old one is told that nothing came back. */
  readonly usePort: (port: WindowPort) => void;
};

/** Carries the window's calls over the port that the host gave, and over the next one when the till started again. */
export function windowClient(): WindowClient {
  const listeners = new Set<Push>();
  const waiting = new Map<number, Waiting>();
  const forPort: ((port: WindowPort) => void)[] = [];
  let port: WindowPort | null = null;
  let lastId = 0;

  const take = ({ data }: { readonly data: unknown }): void => {
    if (typeof data !== 'object' || data === null) return;
    if ('push' in data) for (const listener of listeners) listener(data.push);
    if (!('id' in data) || !('reply' in data) || typeof data.id !== 'number') return;
    const call = waiting.get(data.id);
    if (call === undefined) return;
    waiting.delete(data.id);
    clearTimeout(call.timer);
    call.resolve(data.reply);
  };

  const post = (to: WindowPort, request: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error('The till did not answer.'));
      }, CALL_TIMEOUT_MS);
      waiting.set(id, { resolve, reject, timer });
      to.postMessage({ id, request });
    });

  return {
    send: async (request) => {
      const why = whyNotCarried(request);
      if (why !== null) return doorFault(why);
      if (waiting.size + forPort.length >= WAITING_MAX) return doorFault('too_many_requests');
      return post(port ?? (await nextPort(forPort)), request);
    },
    onPush: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    usePort: (next) => {
      port?.close();
      port = next;
      next.onmessage = take;
      for (const call of waiting.values()) {
        clearTimeout(call.timer);
        call.reject(new Error('The till started again.'));
      }
      waiting.clear();
      for (const give of forPort.splice(0)) give(next);
      // Some pushes may have been missed: each view is asked for again.
      for (const listener of listeners) listener(undefined);
    },
  };
}

/** Whether what the host sent is a port indeed. */
export function isWindowPort(value: unknown): value is WindowPort {
  return (
    typeof value === 'object' && value !== null && 'postMessage' in value && 'onmessage' in value && 'close' in value
  );
}

function nextPort(forPort: ((port: WindowPort) => void)[]): Promise<WindowPort> {
  return new Promise((resolve, reject) => {
    const give = (port: WindowPort): void => {
      clearTimeout(timer);
      resolve(port);
    };
    const timer = setTimeout(() => {
      forPort.splice(forPort.indexOf(give), 1);
      reject(new Error('The till is not there.'));
    }, PORT_TIMEOUT_MS);
    forPort.push(give);
  });
}
