import { Fault } from '#shared/base/fault.ts';
import { POKE_HEARTBEAT_MS } from '#shared/sync/limits.ts';
import type { Heard, PokeHub } from './poke-hub.ts';

/** Connections that one process holds open for pokes; beyond them tills ask by their timers. */
const STREAMS_MAX = 5000;

/**
 * A stream of server-sent events without data: "something moved, ask". A heartbeat every 15 seconds shows that it lives.
 *
 * @param stopping fires when the server stops; the stream then ends, and the till comes back to another process
 * @throws {Fault} `unavailable` while as many listen as one process holds
 */
export function pokeStream(hub: PokeHub, heard: Heard, stopping: AbortSignal): ReadableStream<Uint8Array> {
  if (hub.count() >= STREAMS_MAX) throw new Fault('unavailable', 'As many listen as this server holds.');
  const encoder = new TextEncoder();
  let end = (): void => undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string): void => {
        // A till that does not read is not waited for: what is poked twice is asked once.
        if ((controller.desiredSize ?? 0) > -16) controller.enqueue(encoder.encode(text));
      };
      const stopListening = hub.listen(heard, () => say('event: poke\ndata:\n\n'));
      const heartbeat = setInterval(() => say(': still here\n\n'), POKE_HEARTBEAT_MS);
      const stop = (): void => {
        end();
        controller.close();
      };
      end = () => {
        stopListening();
        clearInterval(heartbeat);
        stopping.removeEventListener('abort', stop);
        end = () => undefined;
      };
      stopping.addEventListener('abort', stop, { once: true });
      say(': listening\n\n');
    },
    cancel() {
      end();
    },
  });
}
