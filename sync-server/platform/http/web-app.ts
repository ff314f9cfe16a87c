import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { Fault } from '#shared/base/fault.ts';
import type { RequestEnv } from './request-env.ts';

/** Addresses that are never a page of the owner's web app. */
const NOT_PAGES = /^\/(api|health|assets|r|downloads|metrics)(\/|$)/;

/** The owner's built web app; every address that is not a file of it gets its first page, which knows the way. */
export function webApp(folder: string): Hono<RequestEnv> {
  const app = new Hono<RequestEnv>();
  const page = join(folder, 'index.html');
  app.use(compress());
  if (existsSync(folder)) app.use('*', files(folder));
  app.get('*', (context) => {
    if (NOT_PAGES.test(context.req.path) || !existsSync(page))
      throw new Fault('not_found', 'It is not here. Check the address.');
    context.header('cache-control', 'no-cache');
    return context.html(readFileSync(page, 'utf8'));
  });
  return app;
}

function files(folder: string): MiddlewareHandler<RequestEnv> {
  return serveStatic<RequestEnv>({
    root: relative(process.cwd(), folder) || '.',
    onFound: (path, context) => {
      const isNamedByContent = path.includes(join('assets', ''));
      context.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
