import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { PushEvent, Reply } from '#shared/till-calls/reply.ts';
import { type ServedTill, servePort } from './serve-port.ts';
import { type WindowClient, isWindowPort, windowClient } from './window-client.ts';

type Answer = (request: unknown) => Promise<Reply>;

/** A window and a till that answers as told, joined by a real port as the host joins them. */
function join(client: WindowClient, answer: Answer): { push: (event: PushEvent) => void; end: () => void } {
  const { port1, port2 } = new MessageChannel();
  const listeners = new Set<(event: PushEvent) => void>();
  const till: ServedTill = {
    dispatch: answer,
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const on = (
    event: 'message' | 'close',
    listener: ((event: { readonly data: unknown }) => void) | (() => void),
  ): unknown =>
    event === 'close' ? port1.on('close', listener) : port1.on('message', (data: unknown) => listener({ data }));
  servePort(till, { on, postMessage: (message) => port1.postMessage(message), start: () => undefined });
  if (!isWindowPort(port2)) throw new Error('a port of a real channel is a port');
  client.usePort(port2);
  return {
    push: (event) => {
      for (const listener of listeners) listener(event);
    },
    end: () => port1.close(),
  };
}

const done = (value: unknown): Promise<Reply> => Promise.resolve({ ok: true, value });

test('answers find their calls, in whatever order they come', async () => {
  const client = windowClient();
  const open: ((reply: Reply) => void)[] = [];
  const till = join(client, () => new Promise((resolve) => open.push(resolve)));
  const first = client.send({ name: 'a' });
  const second = client.send({ name: 'b' });
  await expect.poll(() => open.length).toBe(2);
  open[1]?.({ ok: true, value: 'second' });
  open[0]?.({ ok: true, value: 'first' });
  expect(await first).toEqual({ ok: true, value: 'first' });
  expect(await second).toEqual({ ok: true, value: 'second' });
  till.end();
});

test('a call that is sent before the till is there waits for it', async () => {
  const client = windowClient();
  const early = client.send({ name: 'till.state' });
  const till = join(client, done);
  expect(await early).toEqual({ ok: true, value: { name: 'till.state' } });
  till.end();
});

test('what waited at a till that died is told so, and goes on at the next one', async () => {
  const client = windowClient();
  const heard: unknown[] = [];
  client.onPush((event) => heard.push(event));
  const dead = join(client, () => new Promise(() => undefined));
  const lost = client.send({ name: 'sale.complete' });
  const till = join(client, done);
  await expect(lost).rejects.toThrow('started again');
  expect(await client.send({ name: 'again' })).toEqual({ ok: true, value: { name: 'again' } });
  expect(heard).toEqual([undefined, undefined]);
  dead.end();
  till.end();
});

test('pushes reach those that listen, and nobody else', async () => {
  const client = windowClient();
  const till = join(client, done);
  const heard: unknown[] = [];
  const stop = client.onPush((event) => heard.push(event));
  till.push({ topic: 'sale' });
  await expect.poll(() => heard).toEqual([{ topic: 'sale' }]);
  stop();
  till.push({ topic: 'stock' });
  await client.send({ name: 'till.state' });
  expect(heard).toHaveLength(1);
  till.end();
});

test('more calls at once than any screen makes are refused in words', async () => {
  const client = windowClient();
  const till = join(client, () => new Promise(() => undefined));
  const replies: unknown[] = [];
  for (let call = 0; call < 300; call += 1)
    void client.send({ name: 'till.state' }).then(
      (reply) => replies.push(reply),
      () => undefined,
    );
  await expect.poll(() => replies.length).toBe(44);
  expect(replies[0]).toMatchObject({ ok: false, fault: 'too_many_requests' });
  const next = join(client, done);
  expect(await client.send({ name: 'till.state' })).toMatchObject({ ok: true });
  till.end();
  next.end();
});
