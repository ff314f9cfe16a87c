import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { RequestContext } from '../platform/http/request-env.ts';
import { REFRESH_TTL_S } from './one-time-token.ts';

const NAME = 'stockavoo_refresh';
const PATH = '/api/v1/auth';

/** Puts the refresh token where no script of the page reaches it. */
export function setRefreshCookie(context: RequestContext, token: string, isHttps: boolean): void {
  setCookie(context, NAME, token, {
    path: PATH,
    httpOnly: true,
    sameSite: 'Strict',
    secure: isHttps,
    maxAge: REFRESH_TTL_S,
  });
}

export function refreshCookie(context: RequestContext): string | undefined {
  return getCookie(context, NAME);
}

export function clearRefreshCookie(context: RequestContext, isHttps: boolean): void {
  deleteCookie(context, NAME, { path: PATH, httpOnly: true, sameSite: 'Strict', secure: isHttps });
}
