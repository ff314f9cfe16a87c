import { HTTPException } from 'hono/http-exception';
import { postgres } from '#server/store/driver/driver.ts';
import type { ErrorAnswer } from '#shared/api/envelope.ts';
import { ERRORS, type ErrorCode } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';
import { BadInput } from './bad-input.ts';
import type { RequestContext } from './request-env.ts';

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media',
};
/** PostgreSQL is away, restarting, or took too long: trying again can help. */
const PASSING = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '40001',
  '40P01',
  '55P03',
]);
const RETRY_AFTER_S = '2';

/**
 * The one place that turns whatever went wrong into an answer: a code of the catalogue, a sentence, and nothing of the
 * program's inside. Only what nobody foresaw is logged with its stack.
 */
export function errorAnswer(
  context: RequestContext,
  error: unknown,
  log: { error: (what: object, message: string) => void },
): Response {
  const code = codeOf(error);
  const { status, happened, action } = ERRORS[code];
  if (code === 'internal')
    log.error({ err: error, requestId: context.get('requestId') }, 'a request failed for a reason nobody foresaw');
  if (status === 503) context.header('retry-after', RETRY_AFTER_S);
  // What was not read of the request would be taken for the next one on this connection.
  if (status === 413) context.header('connection', 'close');
  const body: ErrorAnswer = {
    status: 'error',
    message: error instanceof Fault && code !== 'internal' ? error.message : `${happened} ${action}`,
    code,
    errors: error instanceof BadInput ? [...error.fields] : [],
    requestId: context.get('requestId'),
  };
  context.header('cache-control', 'no-store');
  return context.newResponse(JSON.stringify(body), toStatus(status), {
    'content-type': 'application/json; charset=UTF-8',
  });
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof Fault) return error.code;
  if (error instanceof HTTPException) return CODE_OF_STATUS[error.status] ?? 'internal';
  if (error instanceof postgres.PostgresError) return PASSING.has(error.code) ? 'unavailable' : 'internal';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && PASSING.has(error.code))
    return 'unavailable';
  return 'internal';
}

/** The statuses of the catalogue, as Hono's types want them. */
function toStatus(
  status: number,
): 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 426 | 428 | 429 | 500 | 503 | 507 {
  switch (status) {
    case 400:
    case 401:
    case 403:
    case 404:
    case 409:
    case 410:
    case 412:
    case 413:
    case 415:
    case 422:
    case 426:
    case 428:
    case 429:
    case 503:
    case 507:
      return status;
    default:
      return 500;
  }
}
