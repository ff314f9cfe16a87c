import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { Fault } from '#shared/base/fault.ts';
import type { RequestEnv } from './request-env.ts';

const BODY_BYTES_MAX = 1024 * 1024;
const PREFLIGHT_AGE_S = 600;

/** What the owner's web app needs, and nothing else. */
export const strictHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
});

/** What a page of this server's own needs that loads nothing, not even from this server: its own style alone is let in. */
export function lonePageHeaders(style: string): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: [`'sha256-${createHash('sha256').update(style).digest('base64')}'`],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
  });
}

/** What a multipart form has around its file. */
const FORM_BYTES_MAX = 64 * 1024;

/** Bodies of /api/v1 but for sync, which has limits of its own; a route that takes a file has that file's. */
export function limitedBodies(endpoints: readonly Endpoint[]): MiddlewareHandler {
  const usual = bodyLimitOf(BODY_BYTES_MAX);
  const limitOf = uploadLimits(endpoints);
  return (context, next) => (limitOf(context) ?? usual)(context, next);
}

/** Files that tills send: the rest of sync looks after its own bodies. */
export function limitedUploads(endpoints: readonly Endpoint[]): MiddlewareHandler {
  const limitOf = uploadLimits(endpoints);
  return (context, next) => limitOf(context)?.(context, next) ?? next();
}

/** What holds a file of this request to its limit; null where the route takes none. */
function uploadLimits(endpoints: readonly Endpoint[]): (context: Context) => MiddlewareHandler | null {
  const uploads = endpoints.flatMap(({ method, path, upload }) =>
    upload === undefined
      ? []
      : [{ method: method.toUpperCase(), path: patternOf(path), limit: bodyLimitOf(upload.bytesMax + FORM_BYTES_MAX) }],
  );
  return ({ req }) => uploads.find(({ method, path }) => method === req.method && path.test(req.path))?.limit ?? null;
}

function bodyLimitOf(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Fault('too_large', 'The request is larger than allowed. Send less at once.');
    },
  });
}

function patternOf(path: string): RegExp {
  return new RegExp(`^/api/v1${path.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`);
}

/** Pictures of products are shown by pages of other origins too, such as a till's own. */
export const sharedPictures: MiddlewareHandler = async (context, next) => {
  await next();
  context.res.headers.set('cross-origin-resource-policy', 'cross-origin');
};

/** Lets named pages of other origins call the API; cookies never travel with them. */
export function corsFor(origins: readonly string[]): MiddlewareHandler<RequestEnv> {
  return cors({
    origin: [...origins],
    allowHeaders: ['authorization', 'content-type', 'if-match', 'idempotency-key'],
    exposeHeaders: ['etag', 'retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
    maxAge: PREFLIGHT_AGE_S,
  });
}
