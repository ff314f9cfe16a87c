import { type RequestListener, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** A server of this machine alone, on a port of its own; closing it cuts every line. */
export interface LocalServer extends AsyncDisposable {
  readonly url: string;
}

export async function startLocalServer(listener: RequestListener): Promise<LocalServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z
    .custom<AddressInfo>((value) => typeof value === 'object' && value !== null)
    .parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
