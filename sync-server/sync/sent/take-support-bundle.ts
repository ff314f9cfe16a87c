import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { SUPPORT_BUNDLES_KEPT } from '#shared/sync/limits.ts';
import type { SupportBundleAnswer } from '#shared/sync/sent-files.ts';
import { bundleName } from '#server/platform/files/file-names.ts';
import { dropFiles, keepDuring } from '#server/platform/files/keep-during.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { ServerKey } from '../door/server-key.ts';
import type { TillToken } from '../door/till-token.ts';
import { lockTill } from '../till/locked-till.ts';
import { requireActiveTill } from '../till/require-active-till.ts';
import { keepBundle } from './bundle-files.ts';

const inflate = promisify(gunzip);
const INFLATED_BYTES_MAX = 32 * 1024 * 1024;

type Sent = { readonly sha256: string; readonly bytes: Uint8Array };

/**
 * Keeps what a till sends so that somebody can help it, sealed, the newest few of each till. Nobody reads it here but the
 * operator of the server.
 *
 * @throws {Fault} `till_revoked`; BadInput for what is no gzipped JSON
 */
export async function takeSupportBundle(
  deps: ServerDeps,
  key: ServerKey,
  token: TillToken,
  sent: Sent,
): Promise<SupportBundleAnswer> {
  await withTenant(deps.pool, token.businessId, (tx) => requireActiveTill(tx, token));
  await requireBundle(sent.bytes);
  const { businessId } = token;
  const kept = await keepBundle({ ...deps, key }, businessId, sent.bytes);
  const { bundleId, dropped } = await keepDuring(deps, kept, (take) =>
    withTenant(deps.pool, businessId, async (tx) => {
      // Two bundles of one till at once would each leave the other out of the count.
      await lockTill(tx, businessId, token.tillId);
      const [same] = await tx<{ id: Id }[]>`select id from support_bundles
        where business_id = ${businessId} and till_id = ${token.tillId} and content_hash = ${sent.sha256}`;
      if (same !== undefined) return { bundleId: same.id, dropped: [] };
      const id = deps.makeId();
      await note(tx, token, { ...sent, id, reference: take(), at: new Date(deps.nowMs()) });
      return { bundleId: id, dropped: await dropOlder(tx, token) };
    }),
  );
  const names = dropped.map((reference) => bundleName(businessId, reference));
  if (names.length > 0) deps.later(() => dropFiles(deps, names));
  return { bundleId, serverTime: deps.nowMs() };
}

async function note(
  tx: Tx,
  { businessId, tillId, storeId }: TillToken,
  { id, sha256, bytes, reference, at }: Sent & { readonly id: Id; readonly reference: string; readonly at: Date },
): Promise<void> {
  await tx`insert into support_bundles (business_id, id, till_id, store_id, content_hash, byte_count, reference, created_at, updated_at)
    values (${businessId}, ${id}, ${tillId}, ${storeId}, ${sha256}, ${bytes.length}, ${reference}, ${at}, ${at})`;
}

/** Lets go of all but the newest; gives the references of their files. */
async function dropOlder(tx: Tx, { businessId, tillId }: TillToken): Promise<string[]> {
  const rows = await tx<{ reference: string }[]>`
    delete from support_bundles where business_id = ${businessId} and id in (
      select id from support_bundles where business_id = ${businessId} and till_id = ${tillId}
      order by created_at desc, id desc offset ${SUPPORT_BUNDLES_KEPT}
    ) returning reference`;
  return rows.map(({ reference }) => reference);
}

const bundleSchema = z.record(z.string(), z.json());

/** What can't be read would help nobody. @throws {BadInput} */
async function requireBundle(bytes: Uint8Array): Promise<void> {
  try {
    const plain = await inflate(bytes, { maxOutputLength: INFLATED_BYTES_MAX });
    bundleSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)));
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new BadInput([
      { field: 'file', message: 'This is no support bundle: gzipped JSON of at most 32 MB. Make it anew.' },
    ]);
  }
}
