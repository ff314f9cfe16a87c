import { machineDevices } from '#devices/machine-devices.ts';
import type { Keychain } from '#till/ports/keychain.ts';
import type { Log } from '#till/ports/log.ts';
import { type Till, createTill } from '#till/till.ts';
import type { TillSettings } from './process-messages.ts';

/** Opens the till with this machine's devices. */
export function openTill(settings: TillSettings, keychain: Keychain, log: Log): Promise<Till> {
  const { dataDir, migrationsDir, appVersion, devices } = settings;
  return createTill({
    ...machineDevices(dataDir, devices, log),
    dataDir,
    migrationsDir,
    appVersion,
    keychain,
    log,
    checksAnswers: false,
  });
}
