import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { ERRORS } from '#shared/base/error-codes.ts';
import type { Till } from '#till/till.ts';
import { hostIsOurs, refuseAtDoor } from './door-checks.ts';
import { pushStream } from './push-stream.ts';

/** No call of the till needs more; what is larger is refused before it is read. */
const MESSAGE_BYTES_MAX = 1024 * 1024;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self' data:",
  "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json',
};

const fault = (code: 'malformed' | 'too_large' | 'forbidden'): { ok: false; fault: string; message: string } => ({
  ok: false, fault: code, message: `${ERRORS[code].happened} ${ERRORS[code].action}`,
});

async function screenFile(screensDir: string, path: string): Promise<Response> {
  const name = path === '/' ? 'index.html' : normalize(decodeURIComponent(path)).replace(/^(\.\.[/\\])+/, '');
  const bytes = await readFile(join(screensDir, name)).catch(() => null);
  if (bytes === null) return new Response('Not here.', { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'cache-control': name.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-store' },
  });
}

/** The till's door on 127.0.0.1. It carries messages and holds no rules. */
export function loopbackApp(deps: { till: Pick<Till, 'dispatch' | 'onPush'>; runToken: string; port: number; screensDir: string }): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!hostIsOurs(context.req.header('host'), deps.port)) return context.text('Not here.', 421);
    await next();
    context.header('content-security-policy', CONTENT_SECURITY_POLICY);
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
    return undefined;
  });
  const guard = createMiddleware(async (context, next) => {
    const { host, origin, authorization } = context.req.header();
    if (refuseAtDoor({ host, origin, authorization }, deps) !== null) return context.json(fault('forbidden'), 403);
    return next();
  });
  const limit = bodyLimit({ maxSize: MESSAGE_BYTES_MAX, onError: (context) => context.json(fault('too_large'), 413) });
  app.post('/call/:name', guard, limit, async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null) return context.json(fault('malformed'), 400);
    return context.json(await deps.till.dispatch({ ...body, name: context.req.param('name') }));
  });
  app.get('/push', guard, () => new Response(pushStream(deps.till.onPush), { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } }));
  app.get('/health', (context) => context.text('ok'));
  app.get('*', (context) => screenFile(deps.screensDir, context.req.path));
  return app;
}
