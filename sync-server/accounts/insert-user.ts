import { postgres } from '#server/store/driver/driver.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';

/** What of a person is no record: it stays at the office. */
export type NewAccount = {
  readonly email: string | null;
  readonly phoneNumber: string;
  readonly passwordHash: string | null;
};

/** Makes the row of a person, whose record is written next. @throws {Fault} `email_taken`, here or in another business */
export async function insertUser(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId' | 'nowMs' | 'pool'>,
  businessId: Id,
  { email, phoneNumber, passwordHash }: NewAccount,
): Promise<Id> {
  if (email !== null) {
    const found = await deps.pool`select 1 from find_sign_in(${email})`;
    if (found.length > 0) throw emailTaken();
  }
  const id = deps.makeId();
  const now = new Date(deps.nowMs());
  try {
    await tx`
      insert into users (business_id, id, phone_number, email, password_hash, created_at, updated_at)
      values (${businessId}, ${id}, ${phoneNumber}, ${email}, ${passwordHash}, ${now}, ${now})`;
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.constraint_name === 'users_by_email') throw emailTaken();
    throw error;
  }
  return id;
}

function emailTaken(): Fault {
  return new Fault('email_taken', 'This e-mail already belongs to an account. One e-mail belongs to one business.');
}
