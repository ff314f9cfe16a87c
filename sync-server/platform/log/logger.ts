import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { maskedFields, maskedLine } from './mask.ts';

/** From what must be looked at now to what only whoever searches a fault wants; each level shows those before it too. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'http', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Logger = PinoLogger<LogLevel, true>;

/** Structured lines, one JSON object each; secrets and personal data are masked. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    customLevels: { error: 50, warn: 40, info: 30, http: 25, debug: 20 },
    useOnlyCustomLevels: true as const,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (what: object) => maskedFields(what, 0),
    },
    // Errors were taken apart above.
    serializers: { err: (taken: unknown) => taken },
    hooks: { streamWrite: maskedLine },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
