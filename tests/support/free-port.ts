import { createServer } from 'node:net';

/** A port of this machine that nobody had a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has an address');
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return address.port;
}
