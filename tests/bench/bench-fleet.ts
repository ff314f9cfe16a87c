import { addStoreEndpoint } from '#shared/api/store-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { enrolTill } from '#tests/replay/found-shop.ts';
import type { ReplayTill } from '#tests/replay/replay-till.ts';
import { waitUntil } from '#tests/replay/wait-until.ts';
import type { Bench, Measured } from './bench-report.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { BENCH_GOODS, sellSales } from './sell-sales.ts';
import { forgetPeak, peakMegabytes } from './server-memory.ts';
import { spreadOf } from './spread.ts';

const SALES = 3000;
const LINES = 5;
const WITHIN_MS = 300_000;
const BALLAST_BYTES = 1024 * 1024;

/**
 * How much of what one till alone gets through many may cost: tills of one store share levels, sums and the feed, those of
 * many stores the feed alone.
 */
const FLEETS = [
  { stores: 1, tills: 20, shareLimit: 0.5 },
  { stores: 200, tills: 200, shareLimit: 0.5 },
] as const;
type Fleet = (typeof FLEETS)[number];

type OpenFleet = { readonly shop: BenchShop; readonly tills: readonly ReplayTill[]; readonly pushesMs: number[] };

async function addStores(shop: BenchShop, count: number): Promise<string[]> {
  const ids: string[] = [shop.founded.storeId];
  while (ids.length < count) {
    const number = ids.length + 1;
    const { data } = await shop.owner.ask(addStoreEndpoint, { body: { name: `Shop ${number}`, code: `S${number}` } });
    ids.push(data.id);
  }
  return ids;
}

async function openFleet({ stores, tills: count }: Fleet): Promise<OpenFleet> {
  const shop = await openBenchShop(BENCH_GOODS);
  const storeIds = await addStores(shop, stores);
  const pushesMs: number[] = [];
  const tills: ReplayTill[] = [];
  for (let number = 0; number < count; number += 1) {
    const onAnswer = (url: string, _body: Uint8Array, tookMs: number): void => {
      if (url.endsWith('/sync/push')) pushesMs.push(tookMs);
    };
    const till = await shop.openTill(`till-${number + 1}`, onAnswer, { ballastBytes: BALLAST_BYTES });
    await enrolTill(till, shop.office, shop.owner, must(storeIds[number % stores], 'every till has a store'));
    tills.push(till);
  }
  return { shop, tills, pushesMs };
}

type Drained = {
  readonly tookMs: number;
  readonly pushesMs: readonly number[];
  readonly serverMegabytes: number | null;
};

/** Sells at so many tills without a line, then opens all lines at once. */
async function drain({ shop, pushesMs }: OpenFleet, tills: readonly ReplayTill[], sales: number): Promise<Drained> {
  for (const till of tills) till.line.shut();
  shop.clock.moveTo(shop.clock.nowMs() + 1000);
  await shop.office.setClock(shop.clock.nowMs());
  for (const till of tills) await sellSales(till, Math.round(sales / tills.length), LINES);
  pushesMs.length = 0;
  forgetPeak(shop.officePid);
  const from = performance.now();
  for (const till of tills) till.line.open();
  await waitUntil('everything is at the office', WITHIN_MS, async () => {
    for (const till of tills) if ((await till.status()).waiting > 0) return false;
    return true;
  });
  const tookMs = performance.now() - from;
  return { tookMs, pushesMs: [...pushesMs], serverMegabytes: peakMegabytes(shop.officePid) };
}

async function measureFleet(fleet: Fleet, say: (line: string) => void): Promise<Measured> {
  const opened = await openFleet(fleet);
  const { shop, tills } = opened;
  const ofStores = fleet.stores === 1 ? 'one store' : `${fleet.stores} stores`;
  try {
    await drain(opened, tills, tills.length * 2);
    const alone = await drain(opened, tills.slice(0, 1), SALES);
    const together = await drain(opened, tills, SALES);
    const share = alone.tookMs / together.tookMs;
    const told = ({ tookMs, serverMegabytes }: Drained): string =>
      `${Math.round((SALES * 1000) / tookMs)} sales/s, server at most ${serverMegabytes ?? 'unknown'} MB`;
    say(`  ${fleet.tills} tills of ${ofStores}: ${told(together)}; one till: ${told(alone)}`);
    return {
      what: `a push of one of ${fleet.tills} tills of ${ofStores}, all at once`,
      ours: spreadOf([...together.pushesMs]),
      floorName: 'a push of one till alone',
      floor: spreadOf([...alone.pushesMs]),
      bounds: [
        {
          name: 'sales per second ÷ one till’s',
          value: share,
          limit: fleet.shareLimit,
          isKept: share >= fleet.shareLimit,
        },
      ],
    };
  } finally {
    await shop.close();
  }
}

export const fleet: Bench = {
  name: 'fleet',
  doc: '20 tills of one store, then 200 of 200, that come back at once, each beside one till with as many sales',
  run: async (say): Promise<readonly Measured[]> => {
    const measured: Measured[] = [];
    for (const one of FLEETS) measured.push(await measureFleet(one, say));
    return measured;
  },
};
