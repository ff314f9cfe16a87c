import { createServer } from 'node:http';
import { z } from 'zod';
import type { OpenShop } from './open-shop.ts';

const ADDRESS = 'STOCKAVOO_BROWSER_SHOP';

const shopSchema = z.object({
  doorUrl: z.url(),
  officeUrl: z.url(),
  outboxDir: z.string(),
  till: z.object({ port: z.number(), runToken: z.string() }),
});

const ACTS = ['stop-office', 'start-office', 'kill-till'] as const;
type Act = (typeof ACTS)[number];

/** What a test knows of the shop, and what it can do to the machines. */
export type Shop = z.infer<typeof shopSchema> & { readonly act: (act: Act) => Promise<void> };

/** Opens a door by which the tests, which run in another process, reach the shop's machines; returns how it is shut. */
export async function openShopDoor(shop: OpenShop): Promise<() => Promise<void>> {
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
  process.env[ADDRESS] = JSON.stringify({ doorUrl: `http://127.0.0.1:${address.port}`, officeUrl, outboxDir, till });
  return async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}

/** Whether the environment names a shop that was opened before this run. */
export function isShopGiven(): boolean {
  return process.env[ADDRESS] !== undefined;
}

/** The shop that was opened for this run. */
export function theShop(): Shop {
  const known: unknown = JSON.parse(process.env[ADDRESS] ?? 'null');
  const shop = shopSchema.parse(known);
  return {
    ...shop,
    act: async (act) => {
      const response = await fetch(`${shop.doorUrl}/${act}`, { method: 'POST', signal: AbortSignal.timeout(60_000) });
      if (!response.ok) throw new Error(`${act}: ${await response.text()}`);
    },
  };
}
