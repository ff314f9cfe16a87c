import { httpNetwork } from '#devices/http-network.ts';
import { type Network, NotConnected } from '#till/ports/network.ts';

/** The line of one till to the office: real HTTP while it is open, a pulled cable while it is not. */
export type GatedNetwork = {
  readonly network: Network;
  readonly open: () => void;
  readonly shut: () => void;
  /** Whether something that was asked while it was open has no answer yet. */
  readonly isBusy: () => boolean;
  readonly close: () => void;
};

/**
 * Tokens are dated to the second, and hours of invoices pass in a second of the replay: so nothing is said over the line
 * while the clock moves. The till meets it as a network that goes and comes back.
 */
export function gatedNetwork(
  onAnswer: (url: string, body: Uint8Array, tookMs: number) => void = () => undefined,
): GatedNetwork {
  const line = httpNetwork();
  const listeners = new Set<() => void>();
  let isOpen = true;
  let asked = 0;
  const whileOpen = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
    isOpen ? ask() : Promise.reject(new NotConnected('the line is shut'));
  return {
    network: {
      request: (request) =>
        whileOpen(async () => {
          asked += 1;
          try {
            const fromMs = performance.now();
            const answer = await line.request(request);
            onAnswer(request.url, answer.body, performance.now() - fromMs);
            return answer;
          } finally {
            asked -= 1;
          }
        }),
      openStream: (request) => whileOpen(() => line.openStream(request)),
      isUp: () => isOpen,
      onReturn: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      tearDown: line.tearDown,
    },
    open: () => {
      if (isOpen) return;
      isOpen = true;
      for (const listener of listeners) listener();
    },
    shut: () => {
      isOpen = false;
    },
    isBusy: () => asked > 0,
    close: line.close,
  };
}
