import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { httpNetwork } from '#devices/http-network.ts';
import { Fault } from '#shared/base/fault.ts';
import { NotConnected } from '#till/ports/network.ts';

const network = httpNetwork();
afterAll(() => network.close());

const ask = (port: number): Promise<unknown> =>
  network.request({
    method: 'GET',
    url: `http://127.0.0.1:${port}/`,
    headers: {},
    body: null,
    signal: AbortSignal.timeout(10_000),
    onBytes: () => undefined,
    answerBytesMax: 1000,
  });

test('where nobody listens it says that no connection came about; where somebody hangs up it does not', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(ask(port)).rejects.toBeInstanceOf(Fault);
  server.close();
  await once(server, 'close');
  await expect(ask(port)).rejects.toBeInstanceOf(NotConnected);
});

test('a request on a kept connection that the office had given up goes out once more on a new one', async () => {
  const asked: number[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    const connection = (connections += 1);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      asked.push(connection);
      // Only the second request finds the connection gone, as one that idled for too long.
      if (asked.length === 2) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(ask(port)).resolves.toMatchObject({ status: 200 });
  await expect(ask(port)).resolves.toMatchObject({ status: 200 });
  expect(asked).toEqual([1, 1, 2]);
  network.tearDown();
  server.close();
});
