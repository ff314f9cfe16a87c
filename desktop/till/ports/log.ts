/** Structured log lines; never a PIN, a key, or a customer's name. */
export type Log = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields) => void;
};

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Says nothing, where nobody listens. */
export const SILENT_LOG: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
