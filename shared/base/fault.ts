import type { ErrorCode } from './error-codes.ts';

/** The world failed (disk, printer, network, bad input): a code of the catalogue, and whether trying later can help. */
export class Fault extends Error {
  override name = 'Fault';
  readonly code: ErrorCode;
  readonly retry: 'never' | 'later';

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retry?: 'never' | 'later' } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.retry = options.retry ?? 'never';
  }
}
