import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { deviceEnvironmentSchema, deviceSettingsOf } from '#devices/device-settings.ts';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';

const environmentSchema = deviceEnvironmentSchema.extend({
  TILL_PORT: z.coerce.number().int().min(1).max(65_535).default(8081),
  STOCKAVOO_TILL_DIR: z.string().min(1).optional(),
  STOCKAVOO_DATA_DIR: z.string().min(1).default('.data'),
  STOCKAVOO_SCREENS_DIR: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../../dist/screens', import.meta.url))),
  STOCKAVOO_RUN_TOKEN: z
    .string()
    .regex(/^[\w-]{16,200}$/, 'The run token is 16 to 200 letters, digits, _ and -.')
    .optional(),
});

/** What the program was told from outside, read once. */
export type LoopbackSettings = {
  readonly port: number;
  readonly tillDir: string;
  /** Where the built screens lie. */
  readonly screensDir: string;
  readonly runToken: string;
  /** Whether nobody knows the token yet, so that it has to be shown. */
  readonly isTokenNew: boolean;
  readonly devices: DeviceSettings;
};

/** @throws {z.ZodError} that names the variable which is wrong */
export function readLoopbackSettings(environment: Readonly<Record<string, string | undefined>>): LoopbackSettings {
  const read = environmentSchema.parse(environment);
  return {
    port: read.TILL_PORT,
    tillDir: resolve(read.STOCKAVOO_TILL_DIR ?? join(read.STOCKAVOO_DATA_DIR, 'till-1')),
    screensDir: read.STOCKAVOO_SCREENS_DIR,
    runToken: read.STOCKAVOO_RUN_TOKEN ?? randomBytes(24).toString('base64url'),
    isTokenNew: read.STOCKAVOO_RUN_TOKEN === undefined,
    devices: deviceSettingsOf(read),
  };
}
