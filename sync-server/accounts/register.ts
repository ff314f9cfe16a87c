import { postgres } from '#server/store/driver/driver.ts';
import type { z } from 'zod';
import type { registerEndpoint } from '#shared/api/auth-endpoints.ts';
import { TIME_ZONE_WANTED, isTimeZone } from '#shared/base/time-zone.ts';
import { BadInput } from '../platform/http/bad-input.ts';
import type { Caller } from '../platform/http/request-env.ts';
import type { ServerDeps } from '../platform/server-deps.ts';
import { withTenant } from '../store/tenant-transaction.ts';
import { editRecords } from '../sync/web-edits/edit-records.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { alreadyRegisteredMessage, verificationMessage } from './messages.ts';
import { newBusinessRecords } from './new-business.ts';
import { issueToken } from './one-time-token.ts';
import { hashPassword, passwordFault } from './password.ts';

type Registration = z.output<typeof registerEndpoint.body>;

const EMAIL_TAKEN = 'users_by_email';

/**
 * Makes a business with its owner in one transaction, then sends the message that confirms the address.
 *
 * Where the address is known already nothing is made, and its holder is told by e-mail; the answer is the same.
 *
 * @throws {BadInput} where the password is weak or the time zone unknown
 */
export async function register(deps: ServerDeps, asked: Registration, caller: Caller): Promise<void> {
  const fault = passwordFault(asked.password, [asked.email, asked.fullName, asked.businessName]);
  if (fault !== undefined) throw new BadInput([{ field: 'password', message: fault }]);
  if (!isTimeZone(asked.timeZone)) throw new BadInput([{ field: 'timeZone', message: TIME_ZONE_WANTED }]);
  const passwordHash = await hashPassword(asked.password);
  const token = await makeBusiness(deps, asked, passwordHash, caller);
  const { publicUrl } = deps.config;
  sendSoon(
    deps,
    token === null
      ? alreadyRegisteredMessage(asked.email, publicUrl)
      : verificationMessage(asked.email, publicUrl, token),
  );
}

/** @returns the token of the confirmation, or null where the address is taken */
async function makeBusiness(
  deps: ServerDeps,
  asked: Registration,
  passwordHash: string,
  caller: Caller,
): Promise<string | null> {
  const [businessId, ownerId] = [deps.makeId(), deps.makeId()];
  const by = { session: { businessId, userId: ownerId }, caller };
  const now = new Date(deps.nowMs());
  try {
    return await withTenant(deps.pool, businessId, async (tx) => {
      await tx`
        insert into businesses (business_id, id, owner_id, time_zone, created_at, updated_at)
        values (${businessId}, ${businessId}, ${ownerId}, ${asked.timeZone}, ${now}, ${now})`;
      await tx`
        insert into users (business_id, id, email, phone_number, password_hash, locale, created_at, updated_at)
        values (${businessId}, ${ownerId}, ${asked.email}, ${asked.phone}, ${passwordHash}, ${asked.locale}, ${now}, ${now})`;
      const token = await issueToken(tx, deps, { businessId, userId: ownerId, kind: 'verify' }, caller);
      await editRecords(tx, deps, by, {
        records: newBusinessRecords(asked, { businessId, ownerId }, deps.makeId),
        audited: { action: 'business.registered', entityType: 'business', entityId: businessId },
      });
      return token;
    });
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.constraint_name === EMAIL_TAKEN) return null;
    throw error;
  }
}
