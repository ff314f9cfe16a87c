import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { expect, test } from 'vitest';
import { repositoryFolder } from './source-tree.ts';

const quiet = new DebugLogger(false);

test("the till's packages are described as electron-builder's schema wants it", async () => {
  const config = await getConfig(repositoryFolder, null, null);
  await expect(validateConfiguration(config, quiet)).resolves.toBeUndefined();
});

test('a misspelt setting is refused', async () => {
  const misspelt = await getConfig(repositoryFolder, null, null);
  const wrong = Object.assign(misspelt, { asarUnpak: ['**/*.node'] });
  await expect(validateConfiguration(wrong, quiet)).rejects.toThrow('asarUnpak');
});

test('a till that is installed runs no Node by the back door', async () => {
  const { electronFuses } = await getConfig(repositoryFolder, null, null);
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    enableCookieEncryption: true,
  });
});
