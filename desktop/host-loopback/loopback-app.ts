import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Log } from '#till/ports/log.ts';
import type { Till } from '#till/till.ts';
import { type ScreenFiles, screenFileAt } from '#devices/screen-files.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import type { Reply } from '#shared/till-calls/reply.ts';
import { hostIsOurs, refuseAtDoor } from './door-checks.ts';
import { pushStream } from './push-stream.ts';

/** No call of the till needs more; what is larger is refused before it is read. */
const MESSAGE_BYTES_MAX = 1024 * 1024;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export type LoopbackDeps = {
  readonly till: Pick<Till, 'dispatch' | 'onPush'>;
  readonly screens: ScreenFiles;
  readonly runToken: string;
  readonly port: number;
  readonly log: Log;
};

/** The till's door on 127.0.0.1. It carries messages and holds no rules. */
export function loopbackApp(deps: LoopbackDeps): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!hostIsOurs(context.req.header('host'), deps.port)) return context.json(doorFault('door_closed'), 421);
    await next();
    context.header('content-security-policy', CONTENT_SECURITY_POLICY);
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
    context.header('cross-origin-resource-policy', 'same-origin');
    return undefined;
  });
  const guard = createMiddleware(async (context, next) => {
    const { host, origin, authorization } = context.req.header();
    const refusal = refuseAtDoor({ host, origin, authorization }, deps);
    if (refusal === null) return next();
    deps.log.warn('door_refused', { refusal });
    return context.json(doorFault('door_closed'), 403);
  });
  const limit = bodyLimit({
    maxSize: MESSAGE_BYTES_MAX,
    onError: (context) => context.json(doorFault('too_large'), 413),
  });
  app.post('/call/:name', guard, limit, async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      return context.json(doorFault('malformed'), 400);
    return context.json(await deps.till.dispatch({ ...body, name: context.req.param('name') }));
  });
  app.get('/push', guard, () => {
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
    return new Response(pushStream(deps.till.onPush), { headers });
  });
  app.get('/health', (context) => context.text('ok'));
  app.get('*', (context) => screenAnswer(deps.screens, context.req.path));
  app.notFound((context) => context.json(doorFault('not_found'), 404));
  app.onError((error, context) => {
    deps.log.error('door_bug', { detail: error.stack ?? error.message });
    return context.json(doorFault('internal'), 500);
  });
  return app;
}

function screenAnswer(screens: ScreenFiles, path: string): Response {
  const file = screenFileAt(screens, path);
  if (file === null) return Response.json(doorFault('not_found'), { status: 404 });
  const caching = file.isNamedByContent ? 'max-age=31536000, immutable' : 'no-store';
  return new Response(file.bytes, { headers: { 'content-type': file.type, 'cache-control': caching } });
}

function doorFault(code: 'malformed' | 'too_large' | 'door_closed' | 'not_found' | 'internal'): Reply {
  return { ok: false, fault: code, message: `${ERRORS[code].happened} ${ERRORS[code].action}` };
}
