import { fileURLToPath } from 'node:url';
import { freshBuild } from './shop/fresh-build.ts';
import { openShop } from './shop/open-shop.ts';
import { isShopGiven, openShopDoor } from './shop/shop-door.ts';

/** Opens one shop for the whole run, and closes it afterwards; a shop that somebody holds open already is used as it is. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  freshBuild({ root, name: 'screens', sources: ['desktop/screens', 'shared'] });
  freshBuild({ root, name: 'web', sources: ['sync-server/web', 'shared'] });
  if (isShopGiven()) return () => Promise.resolve();
  const shop = await openShop();
  const shutDoor = await openShopDoor(shop);
  return async () => {
    await shutDoor();
    await shop.close();
  };
}
