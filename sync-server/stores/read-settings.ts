import type { SettingsAnswer } from '#shared/api/settings-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { businessSchema } from '#shared/people/business-records.ts';
import { SETTING_DEFAULTS, SETTING_KEYS, SETTING_SCHEMAS, settingValuesSchema } from '#shared/people/setting-keys.ts';
import type { Tx } from '#server/store/pool.ts';
import { readRecord } from '#server/sync/web-edits/read-records.ts';

const NOTHING_SET: SettingsAnswer['sources'] = {
  denominations: 'default',
  quick_notes: 'default',
  barcode_layouts: 'default',
  refund_days: 'default',
  pending_transfer_limit_minor: 'default',
  shift_variance_reason_minor: 'default',
  credit_offline_limit_minor: 'default',
  margin_guard_ppm: 'default',
  lock_after_s: 'default',
  share_levels: 'default',
};

/** A setting as it was written down. */
export interface StoredSetting {
  readonly id: Id;
  readonly storeId: Id | null;
  readonly key: string;
  readonly value: unknown;
}

/** The settings of the business, and of one store; of two with one key, which tills may have made, the newest comes first. */
export async function storedSettings(tx: Tx, businessId: Id, storeId: Id | null): Promise<StoredSetting[]> {
  return tx<StoredSetting[]>`
    select id, store_id as "storeId", key, value from settings
    where business_id = ${businessId} and not is_deleted and key = any(${[...SETTING_KEYS]}::text[])
      and (store_id is null or store_id = ${storeId})
    order by updated_at desc, id desc`;
}

/** The profile and what holds in the business or in one of its stores. A value that is not as it must be counts as not set. */
export async function readSettings(tx: Tx, businessId: Id, storeId: Id | null): Promise<SettingsAnswer> {
  const business = must(
    await readRecord(tx, { businessId, kind: 'business', id: businessId }, businessSchema),
    'a session has a business',
  );
  const [sold] = await tx<{ sold: boolean }[]>`
    select exists (select from sales_orders where business_id = ${businessId}) as sold`;
  const stored = await storedSettings(tx, businessId, storeId);
  const values: Record<string, unknown> = { ...SETTING_DEFAULTS };
  const sources: SettingsAnswer['sources'] = { ...NOTHING_SET };
  for (const key of SETTING_KEYS) {
    const good = stored.filter((one) => one.key === key && SETTING_SCHEMAS[key].safeParse(one.value).success);
    const own = storeId === null ? undefined : good.find((one) => one.storeId === storeId);
    const found = own ?? good.find((one) => one.storeId === null);
    sources[key] = own !== undefined ? 'store' : found !== undefined ? 'business' : 'default';
    if (found !== undefined) values[key] = found.value;
  }
  return {
    storeId,
    business: { ...business, isCurrencyFrozen: sold?.sold === true },
    values: settingValuesSchema.parse(values),
    sources,
  };
}
