import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { must } from '#shared/base/assert.ts';
import { openPool } from '#server/store/pool.ts';
import { addManyGoods } from '#tests/support/many-goods.ts';
import { askMany } from './ask-many.ts';
import { type Bench, type Measured, atMost } from './bench-report.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { growthExponent } from './growth.ts';
import { processCpuMs } from './process-cpu.ts';
import { BENCH_GOODS } from './sell-sales.ts';
import { type Spread, spreadOf } from './spread.ts';

const BARE_SERVER = fileURLToPath(new URL('bare-server-process.ts', import.meta.url));
const SIZES = [200, 2000, 20_000];
const TIMES = 4000;
const WARM_TIMES = 1000;
const CONNECTIONS = 16;
/** What the door (token, session, permission, budget, schema), a transaction and the queries may cost beside an answer alone. */
const CPU_TIMES_MAX = 40;

const READS = ['/products?limit=20', '/products?limit=20&q=good+7', '/customers?limit=20', '/auth/me'];

type Asked = { readonly spread: Spread; readonly perSecond: number; readonly cpuMs: number | null };

/** Warms a server up, then asks it and looks what that took of its processor time. */
async function ask(url: string, headers: Readonly<Record<string, string>>, pid: number): Promise<Asked> {
  await askMany(url, headers, { times: WARM_TIMES, connections: CONNECTIONS });
  const [cpuFrom, from] = [processCpuMs(pid), performance.now()];
  const tookMs = await askMany(url, headers, { times: TIMES, connections: CONNECTIONS });
  const [cpuTo, seconds] = [processCpuMs(pid), (performance.now() - from) / 1000];
  const cpuMs = cpuFrom === null || cpuTo === null ? null : (cpuTo - cpuFrom) / TIMES;
  return { spread: spreadOf(tookMs), perSecond: Math.round(TIMES / seconds), cpuMs };
}

/** The same bytes from a server that does nothing else. */
async function askBare(folder: string, body: string): Promise<Asked> {
  const file = join(folder, 'answer.json');
  writeFileSync(file, body);
  const child = fork(BARE_SERVER, [file]);
  const heard: unknown[] = await once(child, 'message');
  const { port } = z.object({ port: z.number().int() }).parse(heard[0]);
  try {
    return await ask(`http://127.0.0.1:${port}/`, {}, child.pid ?? 0);
  } finally {
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }
}

async function measureRead(shop: BenchShop, path: string, say: (line: string) => void): Promise<Measured> {
  const url = `${shop.office.url}/api/v1${path}`;
  const headers = { authorization: `Bearer ${shop.owner.accessToken()}` };
  const body = await (await fetch(url, { headers })).text();
  const ours = await ask(url, headers, shop.officePid);
  const bare = await askBare(shop.folder, body);
  const told = ({ perSecond, cpuMs }: Asked): string =>
    `${perSecond} a second, ${cpuMs === null ? 'unknown' : `${cpuMs.toFixed(2)} ms`} of processor each`;
  say(`  ${path}, ${body.length} characters: ${told(ours)}; bare: ${told(bare)}`);
  const times = ours.cpuMs === null || bare.cpuMs === null ? null : ours.cpuMs / bare.cpuMs;
  return {
    what: `GET ${path}, ${CONNECTIONS} connections`,
    ours: ours.spread,
    floorName: 'the same bytes from a bare node:http',
    floor: bare.spread,
    bounds: times === null ? [] : [atMost('processor time ÷ bare', times, CPU_TIMES_MAX)],
  };
}

async function fillUpTo(shop: BenchShop, businessId: Id, from: number, to: number): Promise<void> {
  const root = openPool({ url: shop.ownerUrl, connectionsMax: 1, as: 'migrator' });
  const names = Array.from({ length: to - from }, (_, index) => `Good ${from + index}`);
  await addManyGoods(root, { businessId, levelsOf: null, nowMs: shop.clock.nowMs() }, names, from);
  await root.unsafe('vacuum analyze');
  await root.end();
}

/** Questions that were never asked before: what the cache keeps says nothing of the queries. */
const FRESH: readonly { readonly what: string; readonly paths: readonly string[]; readonly growthMax: number }[] = [
  {
    what: 'a page of products',
    paths: Array.from({ length: 90 }, (_, index) => `/products?limit=${index + 10}`),
    growthMax: 0.2,
  },
  {
    // Of few products as large a part has three given digits as of many. Names are read through within the business: an
    // index of trigrams is no use behind row-level security, which lets no such comparison go before its own.
    what: 'a search for products',
    paths: Array.from({ length: 90 }, (_, index) => `/products?limit=20&q=good+${index + 100}`),
    growthMax: 1,
  },
];
type Point = { readonly size: number; readonly cost: number; readonly spread: Spread };

async function askFresh(shop: BenchShop, paths: readonly string[]): Promise<Spread> {
  const headers = { authorization: `Bearer ${shop.owner.accessToken()}` };
  const tookMs: number[] = [];
  for (const path of paths)
    tookMs.push(...(await askMany(`${shop.office.url}/api/v1${path}`, headers, { times: 1, connections: 1 })));
  return spreadOf(tookMs);
}

/** How what was never asked before grows with the shop. */
async function measureGrowth(shop: BenchShop, say: (line: string) => void): Promise<Measured[]> {
  const businessId = (await shop.owner.ask(meEndpoint)).data.business.id;
  const points = new Map<string, Point[]>();
  let have = BENCH_GOODS.length;
  for (const size of SIZES) {
    if (size > have) await fillUpTo(shop, businessId, have, size);
    have = size;
    for (const { what, paths } of FRESH) {
      const spread = await askFresh(shop, paths);
      points.set(what, [...(points.get(what) ?? []), { size, cost: spread.p50Ms, spread }]);
      say(`  ${what} of ${size} that was not asked for before: ${spread.p50Ms.toFixed(1)} ms`);
    }
  }
  return FRESH.map(({ what, growthMax }) => {
    const of = points.get(what) ?? [];
    const [first, last] = [must(of[0], 'a first size'), must(of.at(-1), 'a last size')];
    return {
      what: `${what} of ${last.size} that was not asked for before`,
      ours: last.spread,
      floorName: `of ${first.size}`,
      floor: first.spread,
      bounds: [atMost('exponent of growth', growthExponent(of), growthMax)],
    };
  });
}

export const api: Bench = {
  name: 'api',
  doc: 'reads through the door of /api/v1: a second, and processor time each, beside the same bytes from a bare node:http',
  run: async (say): Promise<readonly Measured[]> => {
    const shop = await openBenchShop(BENCH_GOODS);
    try {
      const measured = await measureGrowth(shop, say);
      for (const path of READS) measured.push(await measureRead(shop, path, say));
      return measured;
    } finally {
      await shop.close();
    }
  },
};
