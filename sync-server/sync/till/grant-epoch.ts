import type { Id } from '#shared/base/ids.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import type { EpochGrant } from '#shared/sync/hello.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ServerKey } from '../door/server-key.ts';
import { signCertificate } from '../door/certificate.ts';
import { nextSeries } from './next-series.ts';

export type GrantOrder = {
  readonly businessId: Id;
  readonly storeId: Id;
  readonly tillId: Id;
  readonly tillCode: string;
  readonly publicKey: string;
  readonly bootId: Id | null;
  /** The last agreed hash of the epoch before; '' for none. */
  readonly previousHash: string;
  /** Epochs and series that the till itself holds. */
  readonly namedEpochs: readonly string[];
  readonly namedSeries: readonly string[];
  readonly at: Date;
  readonly randomHex: () => string;
};

/**
 * Gives a till a new epoch, numbered after every one that anybody has seen, with a receipt series after all others.
 *
 * From now on nothing is taken under the older ones.
 */
export async function grantEpoch(tx: Tx, key: ServerKey, order: GrantOrder): Promise<EpochGrant> {
  const seen = await tx<{ counter: number; series: string }[]>`
    select counter, series from till_epochs where business_id = ${order.businessId} and till_id = ${order.tillId}`;
  const printed = await tx<{ series: string }[]>`
    select series from receipt_series where business_id = ${order.businessId} and till_id = ${order.tillId}`;
  const counter = Math.max(0, ...seen.map((row) => row.counter), ...order.namedEpochs.map(epochCounter)) + 1;
  const series = nextSeries([...seen, ...printed].map((row) => row.series).concat(order.namedSeries));
  const epoch = `${counter}-${order.randomHex()}`;
  const { previousHash } = order;
  const certificate = await signCertificate(key, {
    business: order.businessId,
    store: order.storeId,
    till: order.tillId,
    code: order.tillCode,
    key: order.publicKey,
    epoch,
    series,
    previousHash,
  });
  await tx`
    insert into till_epochs (business_id, till_id, counter, epoch, series, certificate, previous_hash, granted_to_boot, created_at, updated_at)
    values (${order.businessId}, ${order.tillId}, ${counter}, ${epoch}, ${series}, ${certificate}, ${previousHash}, ${order.bootId}, ${order.at}, ${order.at})`;
  await tx`update till_sync set epoch_counter = ${counter}, updated_at = ${order.at} where business_id = ${order.businessId} and till_id = ${order.tillId}`;
  return { epoch, series, certificate, previousHash };
}
