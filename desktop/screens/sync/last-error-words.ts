import { ERRORS } from '#shared/base/error-codes.ts';
import type { Say } from '../words/words.ts';

/** Why the office put a change aside, as a cashier may read it. */
const REASONS = {
  body_not_json: 'sync.reasons.unreadable',
  change_malformed: 'sync.reasons.unreadable',
  change_type_unknown: 'sync.reasons.newer',
  hash_mismatch: 'sync.reasons.damaged',
  id_clash: 'sync.reasons.twice',
  wrong_tenant: 'sync.reasons.otherShop',
  till_revoked: 'sync.reasons.revoked',
  sent_raw: 'sync.reasons.unreadable',
  found_missing: 'sync.reasons.unreadable',
} as const;

function isReason(code: string): code is keyof typeof REASONS {
  return Object.hasOwn(REASONS, code);
}

/** What the last try came to, in words: why the office put it aside, or what failed on the way. */
export function lastErrorWords(code: string, t: Say): string {
  if (isReason(code)) return t(REASONS[code]);
  const known = Object.entries(ERRORS).find(([name]) => name === code)?.[1];
  return known === undefined ? t('sync.reasons.other', { code }) : known.happened;
}
