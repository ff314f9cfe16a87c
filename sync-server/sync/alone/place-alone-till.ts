import type { Id } from '#shared/base/ids.ts';
import type { EpochGrant } from '#shared/sync/hello.ts';
import type { Tx } from '#server/store/pool.ts';
import { signCertificate } from '../door/certificate.ts';
import type { ServerKey } from '../door/server-key.ts';

export type AlonePlacing = {
  readonly businessId: Id;
  readonly storeId: Id;
  readonly tillId: Id;
  readonly tillCode: string;
  readonly publicKey: string;
  readonly epoch: string;
  readonly series: string;
  readonly app: string;
  readonly protocol: number;
  readonly at: Date;
};

/** Takes a till over as it is, with its own id, key and epoch 0, which the certificate names from now on. Its store must be there. */
export async function placeAloneTill(tx: Tx, key: ServerKey, till: AlonePlacing): Promise<EpochGrant> {
  const { businessId, storeId, tillId, publicKey, epoch, series, at } = till;
  const certificate = await signCertificate(key, {
    business: businessId,
    store: storeId,
    till: tillId,
    code: till.tillCode,
    key: publicKey,
    epoch,
    series,
    previousHash: '',
  });
  await tx`
    insert into till_sync (business_id, till_id, store_id, kind, public_key, app_version, protocol, created_at, updated_at)
    values (${businessId}, ${tillId}, ${storeId}, 'till', ${publicKey}, ${till.app}, ${till.protocol}, ${at}, ${at})`;
  await tx`
    insert into till_epochs (business_id, till_id, counter, epoch, series, certificate, previous_hash, created_at, updated_at)
    values (${businessId}, ${tillId}, 0, ${epoch}, ${series}, ${certificate}, '', ${at}, ${at})`;
  return { epoch, series, certificate, previousHash: '' };
}
