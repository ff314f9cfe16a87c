import {
  addBundleEndpoint,
  editBundleEndpoint,
  getBundleEndpoint,
  listBundlesEndpoint,
  removeBundleEndpoint,
} from '#shared/api/bundle-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import { type Id, type MakeId, idsInOrder } from '#shared/base/ids.ts';
import type { Milli } from '#shared/base/quantity.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { Tx } from '#server/store/pool.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { type StoredBundle, listBundles, readBundle } from './read-bundles.ts';

type Part = { readonly variantId: Id; readonly quantityMilli: Milli };

/** /bundles: what is sold as a set. One record a part, so that two edits of different parts both count. */
export function mountBundles(api: Api): void {
  serve(api, listBundlesEndpoint, async ({ tx, session, query }) => {
    const { rows, total } = await listBundles(tx, session.businessId, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, getBundleEndpoint, async ({ tx, session, params }) => ({
    data: (await readBundle(tx, session.businessId, params.id)).bundle,
  }));
  mountBundleEdits(api);
}

function mountBundleEdits(api: Api): void {
  serve(api, addBundleEndpoint, async ({ tx, session, caller, body }, deps) => {
    const { businessId } = session;
    await lockNames(tx, businessId);
    const [there] = await tx`
      select 1 from bundles where business_id = ${businessId} and variant_id = ${body.variantId} and not is_deleted`;
    if (there !== undefined) throw new Fault('conflict', 'This is a set already. Change its parts instead.');
    await requireParts(tx, businessId, body.variantId, body.parts);
    const ids = idsInOrder(deps.makeId, body.parts.length);
    const records = body.parts.map((part, place) => putPart(idAt(ids, place), body.variantId, part));
    const audited = { action: 'bundle.added', entityType: 'bundle', entityId: body.variantId, newValues: body };
    await editRecords(tx, deps, { session, caller }, { records, audited });
    return { data: (await readBundle(tx, businessId, body.variantId)).bundle, message: 'The set was made.' };
  });
  serve(api, editBundleEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    const { businessId } = session;
    await lockNames(tx, businessId);
    const current = await readBundle(tx, businessId, params.id);
    checkVersion(current.bundle);
    await requireParts(tx, businessId, params.id, body.parts);
    const records = editedParts(current, body.parts, deps.makeId);
    if (records.length === 0) return { data: current.bundle, message: 'Nothing was changed.' };
    const audited = {
      action: 'bundle.edited',
      entityType: 'bundle',
      entityId: params.id,
      oldValues: { parts: current.bundle.parts },
      newValues: body,
    };
    await editRecords(tx, deps, { session, caller }, { records, audited });
    return { data: (await readBundle(tx, businessId, params.id)).bundle, message: 'Saved.' };
  });
  serve(api, removeBundleEndpoint, async ({ tx, session, caller, params }, deps) => {
    await lockNames(tx, session.businessId);
    const { bundle, recordOfPart } = await readBundle(tx, session.businessId, params.id);
    const records = [...recordOfPart.values()].map((id): RecordEdit => ({
      kind: 'bundle',
      id,
      op: 'delete',
      fields: {},
    }));
    const audited = { action: 'bundle.removed', entityType: 'bundle', entityId: params.id, oldValues: bundle };
    await editRecords(tx, deps, { session, caller }, { records, audited });
    return { data: { id: params.id, archived: false }, message: 'It is an ordinary product again.' };
  });
}

function idAt(ids: readonly Id[], place: number): Id {
  return must(ids[place], 'every part has an id');
}

function putPart(id: Id, variantId: Id, part: Part): RecordEdit {
  const fields = { variantId, partVariantId: part.variantId, quantityMilli: part.quantityMilli };
  return { kind: 'bundle', id, op: 'put', fields };
}

/** Only what differs: parts that are new, that go, and whose quantity is another. */
function editedParts({ bundle, recordOfPart }: StoredBundle, wanted: readonly Part[], makeId: MakeId): RecordEdit[] {
  const kept = new Set(wanted.map(({ variantId }) => variantId));
  const gone = bundle.parts.filter(({ variantId }) => !kept.has(variantId));
  const before = new Map(bundle.parts.map((part) => [part.variantId, part.quantityMilli]));
  const ids = idsInOrder(makeId, wanted.length);
  const recordOf = (variantId: Id): Id => must(recordOfPart.get(variantId), 'every part has its record');
  return [
    ...gone.map(({ variantId }): RecordEdit => ({ kind: 'bundle', id: recordOf(variantId), op: 'delete', fields: {} })),
    ...wanted.flatMap((part, place): RecordEdit[] => {
      const known = before.get(part.variantId);
      if (known === undefined) return [putPart(idAt(ids, place), bundle.id, part)];
      if (known === part.quantityMilli) return [];
      const fields = { quantityMilli: part.quantityMilli };
      return [{ kind: 'bundle', id: recordOf(part.variantId), op: 'put', fields }];
    }),
  ];
}

/** A set is made of things that are there, each once, and of no other set. @throws {BadInput} with a row per fault */
async function requireParts(tx: Tx, businessId: Id, variantId: Id, parts: readonly Part[]): Promise<void> {
  const ids = parts.map((part) => part.variantId);
  const rows = await tx<{ id: Id; is_set: boolean; is_part: boolean }[]>`
    select v.id,
      exists (select from bundles b where b.business_id = v.business_id and b.variant_id = v.id and not b.is_deleted) as is_set,
      exists (select from bundles b where b.business_id = v.business_id and b.part_variant_id = v.id and not b.is_deleted) as is_part
    from product_variants v
    where v.business_id = ${businessId} and v.id = any(${[variantId, ...ids]}::uuid[]) and not v.is_deleted`;
  const known = new Map(rows.map((row) => [row.id, row]));
  const faults = parts.flatMap((part, place) => {
    const field = `parts.${place}.variantId`;
    if (part.variantId === variantId) return [{ field, message: 'A set is not made of itself.' }];
    if (ids.indexOf(part.variantId) !== place)
      return [{ field, message: 'It is in the set already: raise its quantity.' }];
    const found = known.get(part.variantId);
    if (found === undefined) return [{ field, message: 'There is no such variant.' }];
    return found.is_set ? [{ field, message: 'It is a set itself. Name what that is made of.' }] : [];
  });
  const own = known.get(variantId);
  if (own === undefined) faults.push({ field: 'variantId', message: 'There is no such variant.' });
  if (own?.is_part === true) faults.push({ field: 'variantId', message: 'It is a part of another set already.' });
  if (faults.length > 0) throw new BadInput(faults);
}
