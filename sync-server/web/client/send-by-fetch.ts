import type { SendRequest } from '#shared/api/api-client.ts';

/** A page waits this long at most; reports over years are the slowest. */
const CALL_TIMEOUT_MS = 30_000;

/** Sends a request of the client by the browser's fetch, with the cookie of the sign-in. */
export const sendByFetch: SendRequest = (url, request) =>
  fetch(url, { ...request, credentials: 'same-origin', signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
