import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_ID } from '#shared/base/ids.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { writeFeed } from '#server/sync/apply/feed/write-feed.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';

const WRITERS = 16;
const WRITES_EACH = 60;

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Asks for what came after the highest number seen, again and again, until all writers are done. */
async function poll(
  read: (after: number) => Promise<readonly { id: string; seq: number }[]>,
  writing: Promise<unknown>,
): Promise<Set<string>> {
  let isDone = false;
  const done = writing.then(() => {
    isDone = true;
  });
  const seen = new Set<string>();
  let after = 0;
  for (let last = false; ; last = isDone) {
    const rows = await read(after);
    for (const row of rows) {
      seen.add(row.id);
      after = Math.max(after, row.seq);
    }
    if (last && rows.length === 0) break;
  }
  await done;
  return seen;
}

/** Work of uneven length inside each transaction, before its commit: that is when numbers overtake each other. */
const jitterS = (writer: number, write: number): number => ((writer * 7 + write * 13) % 11) / 4000;

test('sixteen writers at once, and no poller ever misses a row of the feed', async () => {
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let write = 0; write < WRITES_EACH; write += 1) {
      await withTenant(world.pool, world.businessId, async (tx) => {
        await tx`select pg_sleep(${jitterS(writer, write)})`;
        const keys = [0, 1].map((part) => ({
          entity: 'product',
          id: `${writer}-${write}-${part}`,
          class: 'race',
          scopeId: NO_ID,
          isGone: false,
        }));
        await writeFeed(
          tx,
          { businessId: world.businessId, at: new Date(world.clock.nowMs()), makeId: world.makeId },
          keys,
        );
      });
    }
  });
  const writing = Promise.all(writers);
  const read = (after: number) =>
    withTenant(
      world.pool,
      world.businessId,
      (tx) =>
        tx<
          { id: string; seq: number }[]
        >`select id, feed_seq as seq from feed where business_id = ${world.businessId} and class = 'race' and feed_seq > ${after}`,
    );
  const pollers = await Promise.all([poll(read, writing), poll(read, writing), poll(read, writing)]);
  for (const seen of pollers) expect(seen.size).toBe(WRITERS * WRITES_EACH * 2);
});

test('a sequence in the counter’s place does miss rows: the race is there', async () => {
  await world.root`create table raced (id text primary key, seq bigserial)`;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    const sql = world.root;
    for (let write = 0; write < WRITES_EACH; write += 1) {
      await sql.begin(async (tx) => {
        await tx`insert into raced (id) values (${`${writer}-${write}`})`;
        await tx`select pg_sleep(${jitterS(writer, write)})`;
      });
    }
  });
  const read = (after: number) =>
    world.root<{ id: string; seq: number }[]>`select id, seq from raced where seq > ${after}`;
  const seen = await poll(read, Promise.all(writers));
  expect(seen.size).toBeLessThan(WRITERS * WRITES_EACH);
});
