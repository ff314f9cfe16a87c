/** What lies outside the database, by name. A name is made once and its bytes never change. */
export interface FileStore {
  /** Resolves when the bytes are safe. @throws {Fault} `unavailable` where the store can't take them */
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  /** Null where nothing lies under this name. @throws {Fault} `unavailable` where the store can't be read */
  readonly get: (name: string) => Promise<Uint8Array | null>;
  /** Removes what lies there; nothing is fine too. */
  readonly remove: (name: string) => Promise<void>;
}
