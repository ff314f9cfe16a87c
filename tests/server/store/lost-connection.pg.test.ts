import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createPokeHub } from '#server/sync/live/poke-hub.ts';
import { POKE_CHANNEL } from '#server/sync/live/poke.ts';
import { type Pool, openPool } from '#server/store/pool.ts';
import type { TestDatabase } from '#tests/support/postgres/create-database-in.ts';
import { createDatabase } from '#tests/support/postgres/create-database.ts';

/** A line to PostgreSQL that can be cut, all of it or each connection as it says something. */
class Line implements AsyncDisposable {
  readonly #server = createServer((near) => this.#join(near));
  readonly #open = new Set<Socket>();
  readonly #target: URL;
  /** Whether whoever calls is hung up on. */
  isDown = false;
  refused = 0;
  /** A connection that sends these bytes is cut before they arrive. */
  cutAt: string | null = null;

  constructor(target: string) {
    this.#target = new URL(target);
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const url = new URL(this.#target);
    const address = this.#server.address();
    url.port = typeof address === 'object' && address !== null ? String(address.port) : '';
    return url.href;
  }

  cut(): void {
    for (const socket of this.#open) socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket): void {
    if (this.isDown) {
      this.refused += 1;
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(this.#target.port), this.#target.hostname);
    for (const socket of [near, far]) {
      this.#open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      if (this.cutAt !== null && bytes.includes(this.cutAt)) {
        this.cutAt = null;
        near.resetAndDestroy();
      } else far.write(bytes);
    });
    far.on('data', (bytes) => near.write(bytes));
  }
}

let database: TestDatabase;
let line: Line;
let pool: Pool;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  line = new Line(database.url);
  pool = openPool({ url: await line.listen(), connectionsMax: 1, as: 'migrator' });
});
afterEach(async () => {
  await pool.end({ timeout: 1 });
  await line[Symbol.asyncDispose]();
});

const isUp = async (): Promise<unknown> => pool`select array['a', 'b'] as list`;
const UP = [{ list: ['a', 'b'] }];
const LOST = /CONNECTION_CLOSED|ECONNRESET/;

test('a transaction that goes on after its connection went is refused, and the next one works', async () => {
  await isUp();
  const lost = pool.begin(async (tx) => {
    await tx`select 1`;
    line.cut();
    await expect(tx`select 2`).rejects.toThrow(LOST);
    await setImmediate();
    await setImmediate();
    // The connection is gone for good here, and what is written to it has to fail where it was asked for.
    await expect(tx`select 3`).rejects.toThrow(LOST);
    throw new Error('what it was for went wrong too');
  });
  await expect(lost).rejects.toThrow(LOST);
  expect(await isUp()).toEqual(UP);
});

test('what a lost transaction still says reaches no other on the same connection: neither its rows nor its rollback', async () => {
  await pool`create table said (word text)`;
  const goOn = Promise.withResolvers<undefined>();
  const lost = pool.begin(async (tx) => {
    await tx`select 1`;
    line.cut();
    await expect(tx`select 2`).rejects.toThrow(LOST);
    await goOn.promise;
    await expect(tx`insert into said values ('of the lost one')`).rejects.toThrow(LOST);
    // The driver rolls back what ends like this.
    throw new Error('what it was for went wrong too');
  });
  await expect(lost).rejects.toThrow(LOST);
  await pool.begin(async (tx) => {
    await tx`insert into said values ('of the next one')`;
    goOn.resolve(undefined);
    for (let turn = 0; turn < 5; turn += 1) await tx`select 1`;
    expect(await tx`select word from said`).toEqual([{ word: 'of the next one' }]);
  });
  expect(await pool`select word from said`).toEqual([{ word: 'of the next one' }]);
});

test('what the database says as it ends a connection is no answer to what is asked on the next', async () => {
  for (let round = 0; round < 3; round += 1) {
    const [{ pid } = { pid: 0 }] = await pool<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const asleep = pool`select pg_sleep(30)`.catch((error: unknown) => error);
    const other = openPool({ url: database.url, connectionsMax: 1, as: 'migrator' });
    await other`select pg_terminate_backend(${pid})`;
    await other.end();
    expect(String(await asleep)).toMatch(/terminat|CONNECTION_CLOSED/);
    expect(await isUp()).toEqual(UP);
  }
});

test('what is asked while a connection breaks is answered, and the next one works', async () => {
  await isUp();
  for (let round = 0; round < 5; round += 1) {
    const asked = pool`select 1`.catch((error: unknown) => error);
    line.cut();
    await asked;
    await Promise.allSettled([pool`select 2`, pool`select 3`]);
    expect(await isUp()).toEqual(UP);
  }
});

test('a connection that breaks while it is being opened is opened again, and lists are still read as lists', async () => {
  line.cutAt = 'typarray';
  await expect(isUp()).rejects.toThrow(LOST);
  expect(await isUp()).toEqual(UP);
});

test('pokes are heard again after the database was away for longer than one try', { timeout: 30_000 }, async () => {
  let heard = 0;
  const warnings: string[] = [];
  const hub = createPokeHub(pool, { warn: (_what, message) => void warnings.push(message) });
  hub.listen({ businessId: 'shop', storeIds: [] }, () => (heard += 1));
  const poke = async (): Promise<void> => {
    await pool.notify(POKE_CHANNEL, 'shop').catch(() => undefined);
    expect(heard).toBeGreaterThan(0);
  };
  await vi.waitFor(poke, { timeout: 5000 });
  line.isDown = true;
  line.cut();
  await vi.waitFor(() => expect(line.refused).toBeGreaterThan(2), { timeout: 10_000 });
  line.isDown = false;
  heard = 0;
  await vi.waitFor(poke, { timeout: 20_000 });
});
