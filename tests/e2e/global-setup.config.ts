import { fileURLToPath } from 'node:url';
import type { FullConfig } from '@playwright/test';
import { freshBuild } from './shop/fresh-build.ts';
import { type OpenShop, openShop } from './shop/open-shop.ts';
import { nameShops, openShopDoor, openShops } from './shop/shop-door.ts';

/** Opens a shop for each worker of the run, and closes them afterwards; shops that somebody holds open already are used as they are. */
export default async function globalSetup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  freshBuild({ root, name: 'screens', sources: ['desktop/screens', 'shared'] });
  freshBuild({ root, name: 'web', sources: ['sync-server/web', 'shared'] });
  if (openShops().length > 0) return () => Promise.resolve();
  const shops = await openAll(workers);
  const doors = await Promise.all(shops.map((shop) => openShopDoor(shop)));
  nameShops(doors.map(({ address }) => address));
  return async () => {
    await Promise.all(doors.map(({ shut }) => shut()));
    await Promise.all(shops.map(({ close }) => close()));
  };
}

/** All or none: where one does not open, those that did are closed. */
async function openAll(count: number): Promise<readonly OpenShop[]> {
  const tried = await Promise.allSettled(Array.from({ length: count }, () => openShop()));
  const shops = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = tried.find((one) => one.status === 'rejected');
  if (failed === undefined) return shops;
  await Promise.all(shops.map(({ close }) => close()));
  throw failed.reason;
}
