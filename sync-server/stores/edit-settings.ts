import type { z } from 'zod';
import type { SettingsAnswer, editSettingsEndpoint } from '#shared/api/settings-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { type StoredSetting, readSettings, storedSettings } from './read-settings.ts';
import { readStore } from './read-store.ts';

/** Refuses a store that is not there, and the whole business to somebody who works in some stores. @throws {Fault} */
export async function requirePlace(tx: Tx, session: Session, storeId: Id | null): Promise<void> {
  if (storeId !== null) await readStore(tx, session, storeId);
  else if (session.storeIds.length > 0)
    throw new Fault(
      'forbidden',
      'You work in some of the stores: name the store to change. What holds for all is changed by somebody who may see all.',
    );
}

/**
 * Changes the named settings of the business or of a store, and the named fields of the profile, in one change.
 *
 * @throws {Fault} `stale_version`, `not_found`, `forbidden`, `conflict` for another currency once something was sold; {BadInput}
 */
export async function editSettings(
  tx: Tx,
  deps: ServerDeps,
  by: Editor & { readonly session: Session },
  asked: {
    readonly storeId: Id | null;
    readonly body: z.output<typeof editSettingsEndpoint.body>;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<SettingsAnswer> {
  const { businessId } = by.session;
  const { storeId, body } = asked;
  await lockNames(tx, businessId);
  await requirePlace(tx, by.session, storeId);
  const current = await readSettings(tx, businessId, storeId);
  asked.checkVersion(current);
  if (storeId !== null && Object.keys(body.business).length > 0)
    throw new BadInput([
      { field: 'business', message: 'The profile is that of the whole business: leave the store out.' },
    ]);
  const profile = changedFields(current.business, body.business);
  if (profile.fields['currency'] !== undefined && current.business.isCurrencyFrozen)
    throw new Fault(
      'conflict',
      'The currency is frozen: something was sold in it. Make another business for another money.',
    );
  const stored = await storedSettings(tx, businessId, storeId);
  const edits = settingEdits(
    stored.filter((one) => one.storeId === storeId),
    { storeId, values: body.values, makeId: deps.makeId },
  );
  const records: RecordEdit[] = [
    ...(Object.keys(profile.fields).length === 0
      ? []
      : [{ kind: 'business' as const, id: businessId, op: 'put' as const, fields: profile.fields }]),
    ...edits.records,
  ];
  if (records.length === 0) return current;
  await editRecords(tx, deps, by, {
    records,
    audited: {
      action: 'settings.edited',
      entityType: storeId === null ? 'business' : 'store',
      entityId: storeId ?? businessId,
      oldValues: { ...profile.before, ...edits.before },
      newValues: { ...profile.fields, ...edits.after },
    },
  });
  return readSettings(tx, businessId, storeId);
}

type Wanted = {
  readonly storeId: Id | null;
  readonly values: z.output<typeof editSettingsEndpoint.body>['values'];
  readonly makeId: () => Id;
};
type SettingEdits = {
  readonly records: readonly RecordEdit[];
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
};

/** One record for each key and place: what stands there is edited, what stands there twice goes. */
function settingEdits(own: readonly StoredSetting[], { storeId, values, makeId }: Wanted): SettingEdits {
  const records: RecordEdit[] = [];
  const [before, after]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const [kept, ...others] = own.filter((one) => one.key === key);
    const isSame = kept !== undefined && JSON.stringify(kept.value) === JSON.stringify(value);
    const gone = value === null ? (kept === undefined ? [] : [kept, ...others]) : isSame ? [] : others;
    if (value !== null && !isSame)
      records.push({ kind: 'setting', id: kept?.id ?? makeId(), op: 'put', fields: { storeId, key, value } });
    records.push(...gone.map(({ id }): RecordEdit => ({ kind: 'setting', id, op: 'delete', fields: {} })));
    if (isSame || (value === null && kept === undefined)) continue;
    before[key] = kept?.value ?? null;
    after[key] = value;
  }
  return { records, before, after };
}
