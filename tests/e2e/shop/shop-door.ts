import { createServer } from 'node:http';
import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import type { OpenShop } from './open-shop.ts';

const ADDRESSES = 'STOCKAVOO_BROWSER_SHOPS';

const shopSchema = z.object({
  doorUrl: z.url(),
  officeUrl: z.url(),
  outboxDir: z.string(),
  till: z.object({ port: z.number(), runToken: z.string() }),
});

const ACTS = ['stop-office', 'start-office', 'kill-till'] as const;
type Act = (typeof ACTS)[number];

/** Where a shop is, for the processes of the tests. */
export type ShopAddress = z.infer<typeof shopSchema>;

/** What a test knows of the shop, and what it can do to the machines. */
export type Shop = ShopAddress & { readonly act: (act: Act) => Promise<void> };

/** Opens a door by which the tests, which run in another process, reach the shop's machines; `shut` closes it. */
export async function openShopDoor(
  shop: OpenShop,
): Promise<{ readonly address: ShopAddress; readonly shut: () => Promise<void> }> {
  const acts: Readonly<Record<Act, () => Promise<void> | void>> = {
    'stop-office': shop.stopOffice,
    'start-office': shop.startOffice,
    'kill-till': shop.killTill,
  };
  const server = createServer((request, response) => {
    const act = ACTS.find((known) => request.url === `/${known}`);
    const run = async () => {
      if (act === undefined) throw new Error(`there is no act ${request.url ?? ''}`);
      await acts[act]();
    };
    run().then(
      () => response.writeHead(204).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has an address');
  const { officeUrl, outboxDir, till } = shop;
  return {
    address: { doorUrl: `http://127.0.0.1:${address.port}`, officeUrl, outboxDir, till },
    shut: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The shops that the environment names: none before the run opened its own. */
export function openShops(): readonly ShopAddress[] {
  const known: unknown = JSON.parse(process.env[ADDRESSES] ?? '[]');
  return z.array(shopSchema).parse(known);
}

/** Tells the processes of the tests where the shops of this run are. */
export function nameShops(shops: readonly ShopAddress[]): void {
  process.env[ADDRESSES] = JSON.stringify(shops);
}

/** The shop of this process of the run, that no other uses: tests that run side by side share nothing. */
export function theShop(): Shop {
  const shop = must(openShops()[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)], 'a shop stands open for each worker');
  return {
    ...shop,
    act: async (act) => {
      const response = await fetch(`${shop.doorUrl}/${act}`, { method: 'POST', signal: AbortSignal.timeout(60_000) });
      if (!response.ok) throw new Error(`${act}: ${await response.text()}`);
    },
  };
}
