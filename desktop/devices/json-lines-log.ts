import type { Log, LogFields } from '#till/ports/log.ts';

/** Writes each event as one line of JSON, with the time, for people and for programs that read logs. */
export function jsonLinesLog(writeLine: (line: string) => void, now: () => Date): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      writeLine(`${JSON.stringify({ time: now().toISOString(), level, event, ...fields })}\n`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
