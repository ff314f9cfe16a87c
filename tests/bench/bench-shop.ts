import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { SERVER_NODE_OPTIONS } from '#server/shop/server-node-options.ts';
import { startEmbeddedPostgres } from '#server/store/embedded/embedded-postgres.ts';
import type { ListedCode } from '#tests/replay/catalogue-of-lines.ts';
import { type FoundShop, foundShop } from '#tests/replay/found-shop.ts';
import { OFFICE_START_MS, fromOfficeSchema } from '#tests/replay/office-messages.ts';
import type { Office } from '#tests/replay/office.ts';
import { type Owner, registerOwner } from '#tests/replay/owner.ts';
import { type ReplayTill, openReplayTill } from '#tests/replay/replay-till.ts';
import { type ShopClock, shopClock } from '#tests/replay/shop-clock.ts';

const OFFICE = fileURLToPath(new URL('../replay/office-process.ts', import.meta.url));

/** A shop to measure: PostgreSQL and the server each in a process of their own, on a clock that the bench moves. */
export type BenchShop = {
  readonly folder: string;
  readonly office: Office;
  readonly officePid: number;
  /** PostgreSQL past row-level security. */
  readonly ownerUrl: string;
  readonly owner: Owner;
  readonly founded: FoundShop;
  readonly clock: ShopClock;
  /** A till that belongs to nobody yet; closed with the shop. */
  readonly openTill: (
    name: string,
    onAnswer?: (url: string, body: Uint8Array, tookMs: number) => void,
    given?: { readonly clock?: ShopClock; readonly ballastBytes?: number },
  ) => Promise<ReplayTill>;
  readonly close: () => Promise<void>;
};

async function startOfficeOn(
  folder: string,
  databaseUrl: string,
  startMs: number,
): Promise<{ readonly office: Office; readonly pid: number }> {
  const dataDir = join(folder, 'office');
  const log = openSync(join(folder, 'office.log'), 'a');
  const child = fork(OFFICE, {
    execArgv: [...process.execArgv, ...SERVER_NODE_OPTIONS],
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      PATH: process.env['PATH'],
      STOCKAVOO_DATA_DIR: dataDir,
      STOCKAVOO_WEB_DIR: join(folder, 'web'),
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOG_LEVEL: 'warn',
      DATABASE_URL: databaseUrl,
      [OFFICE_START_MS]: String(startMs),
    },
  });
  const [up] = z
    .tuple([fromOfficeSchema])
    .rest(z.unknown())
    .parse(await once(child, 'message'));
  if (up.kind !== 'up') throw new Error('the server says first that it is up');
  const setClock = async (nowMs: number): Promise<void> => {
    child.send({ kind: 'clock', nowMs });
    await once(child, 'message');
  };
  const stop = async (): Promise<void> => {
    child.send({ kind: 'stop' });
    await once(child, 'exit');
  };
  return { office: { url: up.url, dataDir, setClock, stop }, pid: child.pid ?? 0 };
}

export async function openBenchShop(goods: readonly ListedCode[]): Promise<BenchShop> {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-bench-'));
  chmodSync(folder, 0o711);
  const database = await startEmbeddedPostgres(join(folder, 'db'), () => undefined);
  const clock = shopClock(Date.now());
  const { office, pid: officePid } = await startOfficeOn(folder, database.url, clock.nowMs());
  const owner = await registerOwner(office, {
    name: 'Bench Stores',
    currency: 'NGN',
    country: 'NG',
    timeZone: 'Africa/Lagos',
    locale: 'en-NG',
  });
  const founded = await foundShop(owner, goods, () => undefined);
  const open = new Set<ReplayTill>();
  const openTill: BenchShop['openTill'] = async (name, onAnswer, given = {}) => {
    const till = await openReplayTill(folder, name, {
      clock,
      paper: 'none',
      ...given,
      ...(onAnswer ? { onAnswer } : {}),
    });
    const closing = {
      ...till,
      close: async () => {
        if (open.delete(closing)) await till.close();
      },
    };
    open.add(closing);
    return closing;
  };
  const close = async (): Promise<void> => {
    for (const till of open) await till.close();
    await office.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, office, officePid, ownerUrl: database.url, owner, founded, clock, openTill, close };
}
