import { createHash } from 'node:crypto';
import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import type { Tx } from '../store/pool.ts';

type Holder = { readonly businessId: Id; readonly userId: Id };

const CODES = 10;
/** Without signs that are taken for each other on paper. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 10;
/** The largest multiple of the signs in a byte: each sign is as likely as the others. */
const FAIR_BELOW = 256 - (256 % SIGNS.length);

/** Gives somebody ten new codes for paper, and ends the earlier ones. Kept as hashes: 49 bits each, behind the brake. */
export async function issueRecoveryCodes(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs' | 'randomBytes'>,
  { businessId, userId }: Holder,
): Promise<string[]> {
  await dropRecoveryCodes(tx, { businessId, userId });
  const codes = Array.from({ length: CODES }, () => newCode(deps.randomBytes));
  const now = new Date(deps.nowMs());
  for (const code of codes)
    await tx`
      insert into recovery_codes (business_id, id, user_id, code_hash, created_at, updated_at)
      values (${businessId}, ${deps.makeId()}, ${userId}, ${hashOf(userId, code)}, ${now}, ${now})`;
  return codes;
}

/** Takes a code for good. Says whether it was good. */
export async function spendRecoveryCode(
  tx: Tx,
  { businessId, userId }: Holder,
  code: string,
  nowMs: number,
): Promise<boolean> {
  const now = new Date(nowMs);
  const spent = await tx`
    update recovery_codes set used_at = ${now}, updated_at = ${now}
    where business_id = ${businessId} and user_id = ${userId} and code_hash = ${hashOf(userId, code)} and used_at is null
    returning id`;
  return spent.length > 0;
}

export async function dropRecoveryCodes(tx: Tx, { businessId, userId }: Holder): Promise<void> {
  await tx`delete from recovery_codes where business_id = ${businessId} and user_id = ${userId}`;
}

function newCode(randomBytes: (count: number) => Uint8Array): string {
  let code = '';
  while (code.length < LENGTH)
    for (const byte of randomBytes(LENGTH * 2))
      if (byte < FAIR_BELOW && code.length < LENGTH) code += SIGNS[byte % SIGNS.length] ?? '';
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** Typed with or without the dash, in whatever case. */
function hashOf(userId: Id, code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`${userId} ${plain}`).digest('hex');
}
