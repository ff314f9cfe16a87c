import type { ServerDeps } from '../platform/server-deps.ts';
import { openServerKey } from '../sync/door/server-key.ts';
import type { FactorDeps } from './second-factor.ts';

/** Gives the rooms of accounts the key that seals secrets, read from its file the first time that one is needed. */
export function withSealing(): (deps: ServerDeps) => FactorDeps {
  let key: Uint8Array | null = null;
  return (deps) => ({
    ...deps,
    sealingKey: () => (key ??= openServerKey(deps.config.serverKeyFile).sealingSecret),
  });
}
