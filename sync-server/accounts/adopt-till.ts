import { postgres } from '#server/store/driver/driver.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { EnrolAnswer } from '#shared/sync/enrol.ts';
import type { AdoptRequest } from '#shared/sync/join.ts';
import type { Caller } from '../platform/http/request-env.ts';
import { withTenant } from '../store/tenant-transaction.ts';
import { currentGrant, enrolAnswerOf } from '../sync/enrol/enrol-answer.ts';
import { sendSoon } from '../platform/mail/send-soon.ts';
import { type AdoptDeps, adoptBusiness, renameOwner } from './adopt-business.ts';
import { checkAdopted } from './check-adopted.ts';
import { alreadyRegisteredMessage, verificationMessage } from './messages.ts';
import { hashPassword, isPassword, passwordFault } from './password.ts';
import { requirePause } from './require-pause.ts';
import { type SignInTries, triesAt } from './sign-in-tries.ts';

type Account = { user_id: Id; password_hash: string | null };
type Owner = { email: string | null; password_hash: string | null; is_verified: boolean };

/** What the owner said, read once: whether the password is the account's, and its hash for a new one. */
type Said = { readonly asked: AdoptRequest; readonly passwordHash: string; readonly caller: Caller };

/**
 * Makes a new business of a till that began alone. It is the till's once the owner opened the link in the message; until then
 * the answer is the same whether or not the address is known, and costs the same.
 *
 * @throws {Fault} `email_unverified` until then; `wrong_credentials`, `business_exists`, `password_weak`, `too_many_requests`, or
 * BadInput for records that make no business
 */
export async function adoptTill(deps: AdoptDeps, asked: AdoptRequest, caller: Caller): Promise<EnrolAnswer> {
  const tries = triesAt(deps.signInBrake, { email: asked.email, address: caller.address });
  await requirePause(deps.signInBrake, [`account ${asked.email}`, `address ${caller.address}`]);
  checkAdopted(asked);
  const fault = passwordFault(asked.password, [asked.email]);
  if (fault !== undefined) throw new Fault('password_weak', fault);
  const passwordHash = await hashPassword(asked.password);
  const said: Said = { asked, passwordHash, caller };
  const [till] = await deps.pool<
    { business_id: Id; public_key: string; status: string }[]
  >`select * from find_till(${asked.till.tillId})`;
  if (till === undefined) return makeAnew(deps, said, tries);
  if (till.business_id !== asked.till.businessId || till.public_key !== asked.publicKey || till.status !== 'active') {
    await tries.begin();
    await tries.wrong();
    throw wrongCredentials();
  }
  return answerAgain(deps, said, tries);
}

/** The till is known: the call came before, and its answer got lost, or the owner had to confirm the address first. */
async function answerAgain(deps: AdoptDeps, said: Said, tries: SignInTries): Promise<EnrolAnswer> {
  const { asked } = said;
  const { businessId, tillId } = asked.till;
  const [owner] = await withTenant(
    deps.pool,
    businessId,
    (tx) => tx<Owner[]>`
      select u.email, u.password_hash, u.is_verified from businesses b join users u on u.business_id = b.business_id and u.id = b.owner_id
      where b.business_id = ${businessId}`,
  );
  if (owner?.is_verified === false) {
    send(deps, asked.email, await renameOwner(deps, said));
    throw unverified();
  }
  await tries.begin();
  const isRight = await isPassword(asked.password, owner?.password_hash ?? null);
  if (!isRight || owner?.email !== asked.email) {
    await tries.wrong();
    throw wrongCredentials();
  }
  await tries.right();
  return withTenant(deps.pool, businessId, async (tx) => {
    const grant = await currentGrant(tx, { businessId, tillId });
    if (grant === null) throw wrongCredentials();
    return enrolAnswerOf(tx, { businessId, tillId, grant, nowMs: deps.nowMs() });
  });
}

async function makeAnew(deps: AdoptDeps, said: Said, tries: SignInTries): Promise<never> {
  const { asked } = said;
  const [account] = await deps.pool<Account[]>`select user_id, password_hash from find_sign_in(${asked.email})`;
  if (account !== undefined) await tries.begin();
  // Compared in any case, so that the answer takes as long for an address that nobody has.
  const isRight = await isPassword(asked.password, account?.password_hash ?? null);
  if (isRight) {
    await tries.right();
    throw new Fault(
      'business_exists',
      'This e-mail has a business here already. Make a code in the owner’s app, and join with it.',
    );
  }
  if (account !== undefined) await tries.wrong();
  const token = account === undefined ? await madeOnce(deps, said) : null;
  send(deps, asked.email, token);
  throw unverified();
}

/** @returns the token of the confirmation, or null where the address, or the till, was taken in the same moment */
async function madeOnce(deps: AdoptDeps, said: Said): Promise<string | null> {
  try {
    return await adoptBusiness(deps, said);
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === UNIQUE_VIOLATION) return null;
    throw error;
  }
}

const UNIQUE_VIOLATION = '23505';

function send(deps: AdoptDeps, email: string, token: string | null): void {
  const { publicUrl } = deps.config;
  sendSoon(
    deps,
    token === null ? alreadyRegisteredMessage(email, publicUrl) : verificationMessage(email, publicUrl, token),
  );
}

function unverified(): Fault {
  return new Fault(
    'email_unverified',
    'A message was sent to this e-mail address. Open the link in it, then try again; the till sells on.',
  );
}

function wrongCredentials(): Fault {
  return new Fault('wrong_credentials', 'E-mail or password is not right. Check both, then try again.');
}
