import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { JoinAnswer, JoinRequest } from '#shared/sync/join.ts';
import type { Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { currentGrant, enrolAnswerOf } from '../enrol/enrol-answer.ts';
import type { EnrolDeps } from '../enrol/enrol-till.ts';
import { hashCode } from '../enrol/enrolment-code.ts';
import { planJoin, readJoin } from './plan-join.ts';

type CodeRow = {
  business_id: Id;
  store_id: Id;
  replaces_till_id: Id | null;
  till_id: Id | null;
  public_key: string | null;
  expires_at: Date;
};

const wrongCode = (): Fault =>
  new Fault(
    'enrolment_code_invalid',
    'The code is wrong, used, or older than ten minutes. Make a new code in the owner’s app.',
  );

/**
 * Takes note that a till which began alone asks to join, and answers what that would do; once the owner confirmed it, what
 * enrolment answers. A code that was used for it counts for this till as long as it takes.
 *
 * @throws {Fault} `enrolment_code_invalid`; `join_unfit` for a till of another business, or one that counts in another money
 */
export async function askToJoin(deps: Omit<EnrolDeps, 'makeId' | 'key'>, asked: JoinRequest): Promise<JoinAnswer> {
  const codeHash = hashCode(asked.code);
  const [found] = await deps.pool<CodeRow[]>`select * from find_enrolment_code(${codeHash})`;
  if (found === undefined) throw wrongCode();
  const [till] = await deps.pool<
    { business_id: Id; public_key: string; status: string }[]
  >`select * from find_till(${asked.till.tillId})`;
  if (till !== undefined && (till.business_id !== found.business_id || till.public_key !== asked.publicKey))
    throw new Fault('join_unfit', 'This till belongs to another business already. Reset it before it joins this one.');
  return withTenant(deps.pool, found.business_id, async (tx) => {
    const at = new Date(deps.nowMs());
    const code = await takeCode(tx, asked, { businessId: found.business_id, codeHash, at });
    const of = { businessId: code.business_id, tillId: asked.till.tillId };
    if (till !== undefined) {
      const grant = await currentGrant(tx, of);
      if (grant === null || till.status !== 'active') throw wrongCode();
      return { plan: null, enrolled: await enrolAnswerOf(tx, { ...of, grant, nowMs: deps.nowMs() }) };
    }
    await requireSameMoney(tx, code.business_id, asked.currency);
    if (asked.records !== undefined) await keepAsked(tx, code, asked, at);
    const { plan } = await planJoin(tx, await readJoin(tx, of));
    return { plan, enrolled: null };
  });
}

async function takeCode(
  tx: Tx,
  { till, publicKey }: JoinRequest,
  of: { readonly businessId: Id; readonly codeHash: string; readonly at: Date },
): Promise<CodeRow> {
  const [code] = await tx<CodeRow[]>`
    select * from enrolment_codes where business_id = ${of.businessId} and code_hash = ${of.codeHash} for update`;
  if (code === undefined || code.replaces_till_id !== null) throw wrongCode();
  if (code.till_id === till.tillId && code.public_key === publicKey) return code;
  if (code.till_id !== null || code.public_key !== null || code.expires_at <= of.at) throw wrongCode();
  await tx`update enrolment_codes set till_id = ${till.tillId}, public_key = ${publicKey}, updated_at = ${of.at}
    where business_id = ${of.businessId} and code_hash = ${of.codeHash}`;
  return { ...code, till_id: till.tillId, public_key: publicKey };
}

async function requireSameMoney(tx: Tx, businessId: Id, currency: string): Promise<void> {
  const [business] = await tx<
    { currency: string }[]
  >`select currency from businesses where business_id = ${businessId}`;
  if (business?.currency !== currency)
    throw new Fault(
      'join_unfit',
      `This till counts in ${currency}, the business in ${business?.currency ?? 'another money'}: their sums can’t be one.`,
    );
}

async function keepAsked(tx: Tx, code: CodeRow, asked: JoinRequest, at: Date): Promise<void> {
  const { till, publicKey, app, protocol, records = [] } = asked;
  await tx`
    insert into till_joins (business_id, till_id, store_id, old_business_id, old_store_id, public_key, app_version, protocol, epoch, series,
      records, created_at, updated_at)
    values (${code.business_id}, ${till.tillId}, ${code.store_id}, ${till.businessId}, ${till.storeId}, ${publicKey}, ${app}, ${protocol},
      ${till.epoch}, ${till.series}, ${JSON.stringify(records)}::text::jsonb, ${at}, ${at})
    on conflict (business_id, till_id) do update set store_id = excluded.store_id, old_business_id = excluded.old_business_id,
      old_store_id = excluded.old_store_id, public_key = excluded.public_key, app_version = excluded.app_version, protocol = excluded.protocol,
      epoch = excluded.epoch, series = excluded.series, records = excluded.records, updated_at = excluded.updated_at`;
}
