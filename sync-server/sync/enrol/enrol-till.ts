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
import { currentGrant, enrolAnswerOf } from './enrol-answer.ts';
import { hashCode } from './enrolment-code.ts';
import { placesHeld } from './places-held.ts';
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
    const { before } = request;
    const held = before === undefined ? {} : { held: await placesHeld(tx, { businessId: code.business_id, before }) };
    if (code.till_id !== null) {
      const known = { businessId: code.business_id, tillId: code.till_id };
      const grant = await currentGrant(tx, known);
      if (grant === null) throw wrongCode();
      return { ...(await enrolAnswerOf(tx, { ...known, grant, nowMs: deps.nowMs() })), ...held };
    }
    const at = new Date(deps.nowMs());
    const tillId = code.replaces_till_id ?? deps.makeId();
    await tx`update enrolment_codes set till_id = ${tillId}, public_key = ${request.publicKey}, updated_at = ${at}
      where business_id = ${code.business_id} and code_hash = ${codeHash}`;
    const grant = await placeTill(tx, deps, { code, tillId, request, at });
    return {
      ...(await enrolAnswerOf(tx, { businessId: code.business_id, tillId, grant, nowMs: deps.nowMs() })),
      ...held,
    };
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
  const record = await nextTillCode(tx, { businessId: code.business_id, storeId: code.store_id, tillId });
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
export async function nextTillCode(
  tx: Tx,
  { businessId, storeId, tillId }: { readonly businessId: Id; readonly storeId: Id; readonly tillId: Id },
): Promise<{ name: string; code: string }> {
  await tx`select id from stores where business_id = ${businessId} and id = ${storeId} for no key update`;
  const tills = await tx<{ id: Id; name: string; code: string }[]>`
    select id, name, code from tills where business_id = ${businessId} and store_id = ${storeId}`;
  const known = tills.find(({ id }) => id === tillId);
  if (known !== undefined) return { name: known.name, code: known.code };
  const numbers = tills.map((till) => (/^\d+$/.test(till.code) ? Number(till.code) : 0));
  const next = Math.max(tills.length, ...numbers) + 1;
  return { name: `Till ${next}`, code: String(next) };
}
