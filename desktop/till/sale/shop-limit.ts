import { SETTING_SCHEMAS } from '#shared/people/setting-keys.ts';
import type { Reader } from '../store/till-store.ts';

/** A limit that the shop set, in the setting's own unit; null where it set none. */
export function shopLimit(
  reader: Pick<Reader, 'shop'>,
  key: 'refund_days' | 'pending_transfer_limit_minor',
): number | null {
  const set = SETTING_SCHEMAS[key].safeParse(reader.shop.setting(key));
  return set.success ? set.data : null;
}
