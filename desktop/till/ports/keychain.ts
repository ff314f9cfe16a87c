/** Secrets that must never lie in the database file: the operating system keeps them (a 0600 file where it can't). */
export type Keychain = {
  /** The secret, or null where this machine never kept one of that name. */
  readonly read: (name: string) => Promise<string | null>;
  readonly write: (name: string, secret: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
};
