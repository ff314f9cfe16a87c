import { relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { Fault } from '#shared/base/fault.ts';
import { lonePageHeaders } from '../http/defences.ts';
import type { RequestEnv } from '../http/request-env.ts';
import { isHandedOut, listBuilds, newestOf } from './builds.ts';
import { DOWNLOADS_STYLE, downloadsPage } from './downloads-page.ts';

export const downloadsHeaders = lonePageHeaders(DOWNLOADS_STYLE);

/**
 * GET /downloads: the page of packages; GET /downloads/:file: one of them, in parts where asked, and the update feeds that
 * tills read. Public: what is signed is no secret, and a new machine has no account yet.
 */
export function downloadsRoutes(folder: string): Hono<RequestEnv> {
  const app = new Hono<RequestEnv>();
  app.get('/', async (context) => {
    context.set('route', '/downloads');
    context.header('cache-control', 'no-cache');
    return context.html(downloadsPage(newestOf(await listBuilds(folder))));
  });
  app.get('/:file', async (context) => {
    context.set('route', '/downloads/:file');
    const fileName = context.req.param('file');
    const notHere = new Fault('not_found', 'There is no such download. What there is stands at /downloads.');
    if (!isHandedOut(fileName)) throw notHere;
    const sent = await serveStatic<RequestEnv>({
      root: relative(process.cwd(), folder) || '.',
      rewriteRequestPath: () => fileName,
      onFound: () => {
        context.header('accept-ranges', 'bytes');
        // A feed says at once what is new; a package of a version never changes.
        const isFeed = fileName.endsWith('.yml');
        context.header('cache-control', isFeed ? 'no-cache' : 'public, max-age=86400, immutable');
        if (!isFeed) context.header('content-disposition', `attachment; filename="${fileName}"`);
      },
    })(context, async () => undefined);
    if (sent instanceof Response) return sent;
    throw notHere;
  });
  return app;
}
