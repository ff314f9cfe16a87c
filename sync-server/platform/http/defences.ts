import { type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
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

/** Bodies of /api/v1 but for sync, which has limits of its own. */
export const limitedBodies: MiddlewareHandler = bodyLimit({
  maxSize: BODY_BYTES_MAX,
  onError: () => {
    throw new Fault('too_large', 'The request is larger than allowed. Send less at once.');
  },
});

/** Lets named pages of other origins call the API; cookies never travel with them. */
export function corsFor(origins: readonly string[]): MiddlewareHandler<RequestEnv> {
  return cors({
    origin: [...origins],
    allowHeaders: ['authorization', 'content-type', 'if-match', 'idempotency-key'],
    exposeHeaders: ['etag', 'retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
    maxAge: PREFLIGHT_AGE_S,
  });
}
