import {
  type FavouriteAnswer,
  addFavouriteEndpoint,
  editFavouriteEndpoint,
  favouriteAnswerSchema,
  getFavouriteEndpoint,
  listFavouritesEndpoint,
  removeFavouriteEndpoint,
} from '#shared/api/favourite-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { listRecords, readRecord } from '#server/sync/web-edits/read-records.ts';

/** A till shows a few screens of tiles; a store has so many at most. */
const TILES_MAX = 500;

/** Positions are those of a store: its tiles stand together. */
const ORDERS = {
  position: 't.store_id, t.position',
  '-position': 't.store_id, t.position desc',
  createdAt: 't.created_at',
  '-createdAt': 't.created_at desc',
} as const;

/** /favourites: the tiles of a store’s tills. */
export function mountFavourites(api: Api): void {
  serve(api, listFavouritesEndpoint, async ({ tx, session, query }) => {
    const { page, limit, storeId, variantId } = query;
    const where = tx`
      ${session.storeIds.length === 0 ? tx`` : tx`and t.store_id = any(${session.storeIds}::uuid[])`}
      ${storeId === undefined ? tx`` : tx`and t.store_id = ${storeId}`}
      ${variantId === undefined ? tx`` : tx`and t.variant_id = ${variantId}`}`;
    const of = { businessId: session.businessId, kind: 'favourite', where, page, limit } as const;
    const orderBy = tx.unsafe(ORDERS[query.sort]);
    const { rows, total } = await listRecords(tx, { ...of, orderBy }, favouriteAnswerSchema);
    return { data: rows, meta: { page, limit, total } };
  });
  serve(api, getFavouriteEndpoint, async ({ tx, session, params }) => ({
    data: await readTile(tx, session, params.id),
  }));
  serve(api, addFavouriteEndpoint, async ({ tx, session, caller, body }, deps) => {
    await lockNames(tx, session.businessId);
    const fields = { ...body, position: await placeFor(tx, session, body) };
    const id = deps.makeId();
    const audited = { action: 'favourite.added', entityType: 'favourite', entityId: id, newValues: fields };
    await editRecords(
      tx,
      deps,
      { session, caller },
      { records: [{ kind: 'favourite', id, op: 'put', fields }], audited },
    );
    return { data: await readTile(tx, session, id), message: 'The tile was added.' };
  });
  serve(api, editFavouriteEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    await lockNames(tx, session.businessId);
    const { id, position } = await readTile(tx, session, params.id, checkVersion);
    if (position === body.position) return { data: await readTile(tx, session, id), message: 'Nothing was changed.' };
    const fields = { position: body.position };
    const audited = {
      action: 'favourite.moved',
      entityType: 'favourite',
      entityId: id,
      oldValues: { position },
      newValues: fields,
    };
    await editRecords(
      tx,
      deps,
      { session, caller },
      { records: [{ kind: 'favourite', id, op: 'put', fields }], audited },
    );
    return { data: await readTile(tx, session, id), message: 'Saved.' };
  });
  serve(api, removeFavouriteEndpoint, async ({ tx, session, caller, params }, deps) => {
    await lockNames(tx, session.businessId);
    const tile = await readTile(tx, session, params.id);
    const audited = { action: 'favourite.removed', entityType: 'favourite', entityId: tile.id, oldValues: tile };
    const records = [{ kind: 'favourite' as const, id: tile.id, op: 'delete' as const, fields: {} }];
    await editRecords(tx, deps, { session, caller }, { records, audited });
    return { data: { id: tile.id, archived: false }, message: 'The tile is gone; the product stays.' };
  });
}

/** @throws {Fault} `not_found`, also for a store beyond the caller’s limits */
async function readTile(
  tx: Tx,
  session: Session,
  id: Id,
  checkVersion: (current: unknown) => void = () => undefined,
): Promise<FavouriteAnswer> {
  const found = await readRecord(tx, { businessId: session.businessId, kind: 'favourite', id }, favouriteAnswerSchema);
  if (found === undefined) throw new Fault('not_found', 'There is no such tile.');
  requireStore(session, found.storeId);
  checkVersion(found);
  return found;
}

type Wanted = { readonly storeId: Id; readonly variantId: Id; readonly position?: number | undefined };

/** @throws {Fault} `not_found` for a store that is not there; {BadInput}, `conflict` for a variant that has its tile already */
async function placeFor(tx: Tx, session: Session, { storeId, variantId, position }: Wanted): Promise<number> {
  const { businessId } = session;
  requireStore(session, storeId);
  const [found] = await tx<
    { has_store: boolean; has_variant: boolean; has_tile: boolean; tiles: number; last: number }[]
  >`
    select
      exists (select from stores s where s.business_id = ${businessId} and s.id = ${storeId} and not s.is_deleted) as has_store,
      exists (select from product_variants v where v.business_id = ${businessId} and v.id = ${variantId} and not v.is_deleted) as has_variant,
      coalesce(bool_or(f.variant_id = ${variantId}), false) as has_tile, count(*) as tiles, coalesce(max(f.position), -1) as last
    from favourites f where f.business_id = ${businessId} and f.store_id = ${storeId} and not f.is_deleted`;
  if (found === undefined || !found.has_store) throw new Fault('not_found', 'There is no such store.');
  if (!found.has_variant) throw new BadInput([{ field: 'variantId', message: 'There is no such variant.' }]);
  if (found.has_tile) throw new Fault('conflict', 'This variant has a tile in the store already. Move that one.');
  if (found.tiles >= TILES_MAX)
    throw new Fault('conflict', `A store has ${TILES_MAX} tiles at most. Take one off before you add another.`);
  return position ?? Math.min(found.last + 1, 10_000);
}
