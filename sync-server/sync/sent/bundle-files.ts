import { createHash } from 'node:crypto';
import type { Id } from '#shared/base/ids.ts';
import { bundleName, randomName } from '#server/platform/files/file-names.ts';
import type { FileStore } from '#server/platform/files/file-store.ts';
import type { Kept } from '#server/platform/files/keep-during.ts';
import { sealedFiles } from '#server/platform/files/sealed-files.ts';
import type { ServerKey } from '../door/server-key.ts';

const MARK_BYTES = 8;

/** What a bundle needs to be kept or read: the store, and the key that is in no backup of it. */
export type BundleDeps = {
  readonly files: FileStore;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly key: Pick<ServerKey, 'sealingSecret'>;
};

/** Keeps a bundle sealed with the server's own key, whether the operator has a key for files or not. */
export async function keepBundle(deps: BundleDeps, businessId: Id, bytes: Uint8Array): Promise<Kept> {
  const reference = randomName(deps.randomBytes);
  const name = bundleName(businessId, reference);
  await sealed(deps).put(name, bytes);
  return { reference, names: [name] };
}

/** A bundle as the till sent it; null where the store has it no more. @throws {Fault} `server_config` without its key */
export function readBundle(deps: BundleDeps, businessId: Id, reference: string): Promise<Uint8Array | null> {
  return sealed(deps).get(bundleName(businessId, reference));
}

function sealed({ files, randomBytes, key: { sealingSecret } }: BundleDeps): FileStore {
  const mark = createHash('sha256').update('stockavoo support bundles').update(sealingSecret).digest();
  return sealedFiles(files, [{ bytes: sealingSecret, mark: mark.subarray(0, MARK_BYTES) }], randomBytes);
}
