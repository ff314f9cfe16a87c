import { type Connection } from '../connection.ts';

/** The logo that this till has, and where it came from. */
export type KeptLogo = { readonly url: string; readonly picture: Uint8Array };

/** The business's logo; there is one or none. */
export function readLogo(db: Connection) {
  const kept = db.prepare<[], KeptLogo>('SELECT url, picture FROM kept_logo WHERE id = 1');
  const url = db.prepare<[], { url: string }>('SELECT url FROM kept_logo WHERE id = 1');
  return {
    kept: (): KeptLogo | null => kept.get() ?? null,
    url: (): string | null => url.get()?.url ?? null,
  };
}

export function writeLogo(db: Connection) {
  const put = db.prepare<[string, Uint8Array]>(
    `INSERT INTO kept_logo (id, url, picture) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET url = excluded.url, picture = excluded.picture`,
  );
  const remove = db.prepare('DELETE FROM kept_logo');
  return {
    put: ({ url, picture }: KeptLogo): void => void put.run(url, picture),
    remove: (): void => void remove.run(),
  };
}
