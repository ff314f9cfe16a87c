import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** What never reaches a log, wherever it stands in what is logged. */
const MASKED = [
  'password',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'pin',
  'pinHash',
  'code',
  'authorization',
  'cookie',
  'email',
  'phone',
];

/** Structured lines, one JSON object each; secrets and personal data are masked. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: MASKED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[masked]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
