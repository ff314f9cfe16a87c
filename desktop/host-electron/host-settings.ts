import { join } from 'node:path';
import { z } from 'zod';
import { deviceEnvironmentSchema, deviceSettingsOf } from '#devices/device-settings.ts';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';

const environmentSchema = deviceEnvironmentSchema.extend({
  STOCKAVOO_TILL_DIR: z.string().min(1).optional(),
  STOCKAVOO_KIOSK: z.enum(['0', '1']).default('0'),
});

/** What the program was told from outside, read once. */
export type HostSettings = {
  /** The folder of the till's files and logs; null for the place that the operating system gives the program. */
  readonly dataDir: string | null;
  readonly isKiosk: boolean;
  readonly devices: DeviceSettings;
};

/** @throws {z.ZodError} that names the variable which is wrong */
export function readHostSettings(environment: Readonly<Record<string, string | undefined>>): HostSettings {
  const read = environmentSchema.parse(environment);
  return {
    dataDir: read.STOCKAVOO_TILL_DIR ?? null,
    isKiosk: read.STOCKAVOO_KIOSK === '1',
    devices: deviceSettingsOf(read),
  };
}

/** Where the program finds what was built with it, packed or not. */
export function builtFiles(appPath: string): {
  screens: string;
  preload: string;
  tillProcess: string;
  migrations: string;
} {
  const built = join(appPath, 'dist', 'electron');
  return {
    screens: join(appPath, 'dist', 'screens'),
    preload: join(built, 'preload.cjs'),
    tillProcess: join(built, 'till-process.js'),
    migrations: join(appPath, 'migrations', 'till'),
  };
}
