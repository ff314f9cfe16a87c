import { instantAt } from '#shared/base/time.ts';
import { must } from '#shared/base/assert.ts';
import { ENGLISH_RECEIPT_WORDS } from '#shared/receipt/receipt-words.ts';
import type { SlipContext } from '#shared/receipt/slip-head.ts';
import type { Reader } from '../store/till-tables.ts';

/** What a slip says beside its matter: the shop, this till, who gave it out and when. */
export function slipContext(reader: Reader, given: { readonly atMs: number; readonly staffName: string }): SlipContext {
  const identity = must(reader.meta.identity(), 'a till that sells belongs to a shop');
  const business = must(reader.shop.business(), 'a till that sells knows its business');
  return {
    business,
    store: must(reader.shop.store(), 'a till that sells knows its store'),
    tillName: reader.records.nameOfTill(identity.tillId),
    occurredAt: instantAt(given.atMs, identity.timeZone),
    words: ENGLISH_RECEIPT_WORDS,
    staffName: given.staffName,
    currency: business.currency,
  };
}
