import { join } from 'node:path';
import type { ServerConfig } from '../../config.ts';
import { createDiskFiles } from './disk-files.ts';
import type { FileStore } from './file-store.ts';
import { readOperatorKeys } from './operator-keys.ts';
import { sealedFiles } from './sealed-files.ts';

/** Opens the store that the settings name. @throws {Fault} `server_config` for a key file that can't be used */
export async function openFiles(
  config: Pick<ServerConfig, 'dataDir' | 'bucket' | 'operatorKeyFile'>,
  world: { readonly makeId: () => string; readonly randomBytes: (count: number) => Uint8Array },
): Promise<FileStore> {
  const store =
    config.bucket === null
      ? createDiskFiles(join(config.dataDir, 'files'), world.makeId)
      : (await import('./s3-files.ts')).createS3Files(config.bucket);
  if (config.operatorKeyFile === null) return store;
  return sealedFiles(store, await readOperatorKeys(config.operatorKeyFile), world.randomBytes);
}
