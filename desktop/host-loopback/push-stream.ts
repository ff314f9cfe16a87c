import type { PushEvent } from '#shared/till-calls/reply.ts';

const HEARTBEAT_MS = 15_000;

/** The till's topics as server-sent events, with a heartbeat so that a dead line is noticed. */
export function pushStream(onPush: (listener: (event: PushEvent) => void) => () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = (): void => undefined;
  return new ReadableStream({
    start(controller) {
      const write = (text: string): void => controller.enqueue(encoder.encode(text));
      write(': open\n\n');
      const unsubscribe = onPush((event) => write(`data: ${JSON.stringify(event)}\n\n`));
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
      stop = () => {
        clearInterval(heartbeat);
        unsubscribe();
      };
    },
    cancel() {
      stop();
    },
  });
}
