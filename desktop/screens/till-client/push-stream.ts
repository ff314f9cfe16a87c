import { type PushEvent, pushEventSchema } from '#shared/till-calls/reply.ts';

type PushStream = {
  readonly address: string;
  readonly authorization: string;
  readonly listen: (event: PushEvent | undefined) => void;
  readonly signal: AbortSignal;
};

const AGAIN_AFTER_MS = 1000;
/** A message longer than this is not one of ours; the stream is opened anew. */
const MESSAGE_LENGTH_MAX = 65_536;

/** Reads server-sent events by fetch (EventSource can't carry the token) and opens the stream again when it breaks. */
export async function readPushStream(stream: PushStream): Promise<void> {
  while (!stream.signal.aborted) {
    try {
      await readOnce(stream);
    } catch {
      // The host is gone or the stream broke: calls say so in words, and the stream is tried again below.
    }
    if (stream.signal.aborted) return;
    await pause(AGAIN_AFTER_MS, stream.signal);
    stream.listen(undefined);
  }
}

async function readOnce({ address, authorization, listen, signal }: PushStream): Promise<void> {
  const answer = await fetch(address, { headers: { accept: 'text/event-stream', authorization }, signal });
  if (!answer.ok || answer.body === null) return;
  let waiting = '';
  for await (const piece of chunksOf(answer.body.pipeThrough(new TextDecoderStream()))) {
    const messages = (waiting + piece).replaceAll('\r\n', '\n').split('\n\n');
    waiting = messages.pop() ?? '';
    if (waiting.length > MESSAGE_LENGTH_MAX) return;
    for (const message of messages) {
      const event = readMessage(message);
      if (event !== null) listen(event);
    }
  }
}

/** One message's event; null for a comment that only keeps the line open. */
export function readMessage(message: string): PushEvent | undefined | null {
  const body = message
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).trim())
    .join('\n');
  if (body === '') return null;
  try {
    const read = pushEventSchema.safeParse(JSON.parse(body));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

async function* chunksOf(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
