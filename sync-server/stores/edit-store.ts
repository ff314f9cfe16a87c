import type { z } from 'zod';
import type { StoreAnswer, addStoreEndpoint, editStoreEndpoint } from '#shared/api/store-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { requirePlanRoom } from '../billing/require-plan-room.ts';
import { requireFreeCode, requireManager, requireNoSale } from './check-store.ts';
import { readStore } from './read-store.ts';

type StoreEditor = Editor & { readonly session: Session };

/** Opens a store, in the business's time zone where none is named. @throws {Fault} `conflict` for a code that is taken, `plan_limit` */
export async function addStore(
  tx: Tx,
  deps: ServerDeps,
  by: StoreEditor,
  asked: z.output<typeof addStoreEndpoint.body>,
): Promise<StoreAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  if (asked.isActive) await requirePlanRoom(tx, deps, businessId, 'stores');
  await requireFreeCode(tx, businessId, asked.code, null);
  await requireManager(tx, businessId, asked.managerId);
  const [business] = await tx<
    { time_zone: string }[]
  >`select time_zone from businesses where business_id = ${businessId}`;
  const fields = { ...asked, timeZone: asked.timeZone ?? must(business, 'a session has a business').time_zone };
  const id = deps.makeId();
  await editRecords(tx, deps, by, {
    records: [{ kind: 'store', id, op: 'put', fields }],
    audited: { action: 'store.added', entityType: 'store', entityId: id, newValues: fields },
  });
  // Whoever opens a store sees it in the answer, even somebody limited to others.
  return readStore(tx, { ...by.session, storeIds: [] }, id);
}

/** Changes the named fields. @throws {Fault} `stale_version`, `conflict` for a code that is taken or frozen, `plan_limit` for one that opens again */
export async function editStore(
  tx: Tx,
  deps: ServerDeps,
  by: StoreEditor,
  asked: {
    readonly id: Id;
    readonly body: z.output<typeof editStoreEndpoint.body>;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<StoreAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const current = await readStore(tx, by.session, asked.id);
  asked.checkVersion(current);
  const { fields, before } = changedFields(current, asked.body);
  if (asked.body.code !== undefined && asked.body.code !== current.code) {
    await requireFreeCode(tx, businessId, asked.body.code, asked.id);
    await requireNoSale(tx, businessId, asked.id);
  }
  await requireManager(tx, businessId, asked.body.managerId);
  if (fields['isActive'] === true) await requirePlanRoom(tx, deps, businessId, 'stores');
  if (Object.keys(fields).length === 0) return current;
  await editRecords(tx, deps, by, {
    records: [{ kind: 'store', id: asked.id, op: 'put', fields }],
    audited: { action: 'store.edited', entityType: 'store', entityId: asked.id, oldValues: before, newValues: fields },
  });
  return readStore(tx, by.session, asked.id);
}
