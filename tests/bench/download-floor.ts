import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { z } from 'zod';

const pageSchema = z.object({
  data: z.object({ changes: z.array(z.looseObject({ entity: z.string(), id: z.string(), data: z.unknown() })) }),
});

/** The pages as they came, from a bare server: downloaded one after the other, read, and put into one table, durable. */
export async function downloadFloor(folder: string, pages: readonly Uint8Array[]): Promise<number> {
  const zipped = pages.map((page) => gzipSync(page, { level: 1 }));
  const server = createServer((request, response) => response.end(zipped[Number(request.url?.slice(1))]));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const db = new Database(join(folder, `floor-${pages.length}-${performance.now()}.db`));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE rows (entity TEXT, id TEXT, data TEXT, PRIMARY KEY (entity, id)) WITHOUT ROWID');
  const insert = db.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?, ?)');
  const from = performance.now();
  for (const number of pages.keys()) {
    const answer = await fetch(`http://127.0.0.1:${port}/${number}`);
    const page = pageSchema.parse(JSON.parse(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('utf8')));
    db.transaction(() => {
      for (const row of page.data.changes) insert.run(row.entity, row.id, JSON.stringify(row.data));
    })();
  }
  const tookMs = performance.now() - from;
  db.close();
  server.close();
  return tookMs;
}
