import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { EnrolAnswer } from '#shared/sync/enrol.ts';
import type { EpochGrant } from '#shared/sync/hello.ts';
import type { Tx } from '#server/store/pool.ts';
import { type TillOf, readAliases } from '../alone/read-aliases.ts';

/** The epoch that a till writes under, as it was granted; null for one that has none yet. */
export async function currentGrant(tx: Tx, { businessId, tillId }: TillOf): Promise<EpochGrant | null> {
  const [row] = await tx<{ epoch: string; series: string; certificate: string; previous_hash: string }[]>`
    select epoch, series, certificate, previous_hash from till_epochs
    where business_id = ${businessId} and till_id = ${tillId} order by counter desc limit 1`;
  if (row === undefined) return null;
  return { epoch: row.epoch, series: row.series, certificate: row.certificate, previousHash: row.previous_hash };
}

type Named = {
  business_name: string;
  currency: string;
  store_id: Id;
  store_code: string;
  store_name: string;
  time_zone: string;
  till_code: string;
  till_name: string;
};

/** What a machine learns when it is made a till: whose it is, its names, its epoch, and how its oldest changes are read. */
export async function enrolAnswerOf(
  tx: Tx,
  of: TillOf & { readonly grant: EpochGrant; readonly nowMs: number },
): Promise<EnrolAnswer> {
  const [found] = await tx<Named[]>`
    select b.name as business_name, b.currency, s.id as store_id, s.code as store_code, s.name as store_name, s.time_zone, t.code as till_code, t.name as till_name
    from tills t join stores s on s.business_id = t.business_id and s.id = t.store_id join businesses b on b.business_id = t.business_id
    where t.business_id = ${of.businessId} and t.id = ${of.tillId}`;
  const named = must(found, 'a till that was just placed has its record');
  const aliases = await readAliases(tx, of);
  return {
    businessId: of.businessId,
    businessName: named.business_name,
    storeId: named.store_id,
    storeCode: named.store_code,
    storeName: named.store_name,
    tillId: of.tillId,
    tillCode: named.till_code,
    tillName: named.till_name,
    timeZone: named.time_zone,
    currency: named.currency,
    grant: of.grant,
    aliases: [...aliases].map(([oldId, newId]) => ({ oldId, newId })),
    serverTime: of.nowMs,
  };
}
