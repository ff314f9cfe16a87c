import type { ServerType } from '@hono/node-server';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

/** A port of this machine's own address, and the way to leave it. */
export type Listening = { readonly close: () => Promise<void> };

/** Listens on 127.0.0.1 alone: nobody on the network sees the till. Rejects where the port is taken. */
export function listen(app: Hono, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false }, () => {
      server.off('error', reject);
      resolve({ close: () => closed(server) });
    });
    server.once('error', reject);
  });
}

/** Push streams stay open for ever, so they are ended; a page opens them again when the till is back. */
function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
