import { Fault } from '#shared/base/fault.ts';
import { type Id, type MakeId, NO_ID } from '#shared/base/ids.ts';
import type { EnrolAnswer, EnrolRequest } from '#shared/sync/enrol.ts';
import type { EpochGrant } from '#shared/sync/hello.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { applyWebChange } from '../apply/apply-web-change.ts';
import type { ServerKey } from '../door/server-key.ts';
import { grantEpoch } from '../till/grant-epoch.ts';
import { randomEpochHex } from '../till/random-epoch-hex.ts';
import { hashCode } from './enrolment-code.ts';
import { rememberKey } from './old-keys.ts';

export type EnrolDeps = {
  readonly pool: Pool;
  readonly key: ServerKey;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
};

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
 * Makes the machine with this key a till: the one-time code says of which store, and whose place it takes.
 *
 * The same code with the same key gets the same answer, as long as the code lives: the first may have got lost.
 *
 * @throws {Fault} `enrolment_code_invalid`
 */
export async function enrolTill(deps: EnrolDeps, request: EnrolRequest): Promise<EnrolAnswer> {
  const codeHash = hashCode(request.code);
  const [found] = await deps.pool<CodeRow[]>`select * from find_enrolment_code(${codeHash})`;
  if (found === undefined) throw wrongCode();
  return withTenant(deps.pool, found.business_id, async (tx) => {
    const [code] = await tx<
      CodeRow[]
    >`select * from enrolment_codes where business_id = ${found.business_id} and code_hash = ${codeHash} for update`;
    if (code === undefined || code.expires_at.getTime() <= deps.nowMs()) throw wrongCode();
    if (code.public_key !== null && code.public_key !== request.publicKey) throw wrongCode();
    if (code.till_id !== null) return answerOf(tx, deps, code, await currentGrant(tx, code.business_id, code.till_id));
    const at = new Date(deps.nowMs());
    const tillId = code.replaces_till_id ?? deps.makeId();
    await tx`update enrolment_codes set till_id = ${tillId}, public_key = ${request.publicKey}, updated_at = ${at}
      where business_id = ${code.business_id} and code_hash = ${codeHash}`;
    const grant = await placeTill(tx, deps, { code, tillId, request, at });
    return answerOf(tx, deps, { ...code, till_id: tillId }, grant);
  });
}

type Placing = { readonly code: CodeRow; readonly tillId: Id; readonly request: EnrolRequest; readonly at: Date };

/** Writes the till down with its key and first epoch; the record that people see is a change, and ends the transaction. */
async function placeTill(tx: Tx, deps: EnrolDeps, { code, tillId, request, at }: Placing): Promise<EpochGrant> {
  if (code.replaces_till_id !== null) await rememberKey(tx, { businessId: code.business_id, tillId, at });
  await tx`
    insert into till_sync (business_id, till_id, store_id, kind, public_key, app_version, protocol, created_at, updated_at)
    values (${code.business_id}, ${tillId}, ${code.store_id}, 'till', ${request.publicKey}, ${request.app}, ${request.protocol}, ${at}, ${at})
    on conflict (business_id, till_id) do update set public_key = excluded.public_key, status = 'active', clone_found_at = null, staying_boot_id = null,
      app_version = excluded.app_version, protocol = excluded.protocol, updated_at = ${at}`;
  const record = await tillRecord(tx, code, tillId);
  const [newest] = await tx<{ last_hash: string }[]>`
    select last_hash from till_epochs where business_id = ${code.business_id} and till_id = ${tillId} order by counter desc limit 1`;
  const grant = await grantEpoch(tx, deps.key, {
    businessId: code.business_id,
    storeId: code.store_id,
    tillId,
    tillCode: record.code,
    publicKey: request.publicKey,
    bootId: null,
    previousHash: newest?.last_hash ?? '',
    namedEpochs: [],
    namedSeries: [],
    at,
    randomHex: randomEpochHex,
  });
  await applyWebChange(
    tx,
    {
      businessId: code.business_id,
      storeId: null,
      actorId: NO_ID,
      nowMs: at.getTime(),
      timeZone: 'UTC',
      dayStartMinutes: 0,
      makeId: deps.makeId,
    },
    {
      type: 'record.changed',
      entityId: tillId,
      payload: {
        records: [
          { kind: 'till', id: tillId, op: 'put', fields: { ...record, storeId: code.store_id, status: 'active' } },
        ],
      },
    },
  );
  return grant;
}

/** The till's name and code: those it has, or the next number of the store. Codes are never given twice. */
async function tillRecord(tx: Tx, code: CodeRow, tillId: Id): Promise<{ name: string; code: string }> {
  await tx`select id from stores where business_id = ${code.business_id} and id = ${code.store_id} for no key update`;
  const tills = await tx<{ id: Id; name: string; code: string }[]>`
    select id, name, code from tills where business_id = ${code.business_id} and store_id = ${code.store_id}`;
  const known = tills.find(({ id }) => id === tillId);
  if (known !== undefined) return { name: known.name, code: known.code };
  const numbers = tills.map((till) => (/^\d+$/.test(till.code) ? Number(till.code) : 0));
  const next = Math.max(tills.length, ...numbers) + 1;
  return { name: `Till ${next}`, code: String(next) };
}

async function currentGrant(tx: Tx, businessId: Id, tillId: Id): Promise<EpochGrant> {
  const [row] = await tx<{ epoch: string; series: string; certificate: string; previous_hash: string }[]>`
    select epoch, series, certificate, previous_hash from till_epochs
    where business_id = ${businessId} and till_id = ${tillId} order by counter desc limit 1`;
  if (row === undefined) throw wrongCode();
  return { epoch: row.epoch, series: row.series, certificate: row.certificate, previousHash: row.previous_hash };
}

type Named = {
  business_name: string;
  currency: string;
  store_code: string;
  store_name: string;
  time_zone: string;
  till_code: string;
  till_name: string;
};

async function answerOf(tx: Tx, deps: EnrolDeps, code: CodeRow, grant: EpochGrant): Promise<EnrolAnswer> {
  const tillId = code.till_id ?? NO_ID;
  const [named] = await tx<Named[]>`
    select b.name as business_name, b.currency, s.code as store_code, s.name as store_name, s.time_zone, t.code as till_code, t.name as till_name
    from tills t join stores s on s.business_id = t.business_id and s.id = t.store_id join businesses b on b.business_id = t.business_id
    where t.business_id = ${code.business_id} and t.id = ${tillId}`;
  if (named === undefined) throw wrongCode();
  return {
    businessId: code.business_id,
    businessName: named.business_name,
    storeId: code.store_id,
    storeCode: named.store_code,
    storeName: named.store_name,
    tillId,
    tillCode: named.till_code,
    tillName: named.till_name,
    timeZone: named.time_zone,
    currency: named.currency,
    grant,
    serverTime: deps.nowMs(),
  };
}
