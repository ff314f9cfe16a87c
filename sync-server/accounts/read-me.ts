import type { Me } from '#shared/api/auth-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Session } from '../platform/sign-in/session.ts';
import type { Tx } from '../store/pool.ts';

/** Who is signed in, with role and business. */
export async function readMe(tx: Tx, { businessId, userId, permissions, storeIds }: Session): Promise<Me> {
  const [row] = await tx<Omit<Me, 'id' | 'permissions' | 'storeIds'>[]>`
    select u.full_name as "fullName", u.email, u.phone_number as "phoneNumber", u.locale, u.pin_hash is not null as "hasPin",
      u.totp_secret is not null as "hasTotp",
      json_build_object('key', r.key, 'name', r.name) as role,
      json_build_object('id', b.id, 'name', b.name, 'currency', b.currency, 'locale', b.locale, 'timeZone', b.time_zone,
        'dayStartMinutes', b.day_start_minutes) as business
    from users u
    join roles r on r.business_id = u.business_id and r.id = u.role_id
    join businesses b on b.business_id = u.business_id
    where u.business_id = ${businessId} and u.id = ${userId}`;
  return { id: userId, permissions, storeIds, ...must(row, 'somebody signed in has an account') };
}
