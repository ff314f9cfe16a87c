import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import { type DeviceSettings, deviceSettingsSchema } from '#shared/till-calls/device-settings.ts';
import type { CashDrawer } from '#till/ports/cash-drawer.ts';
import type { DeviceSetup } from '#till/ports/device-setup.ts';
import type { Printer } from '#till/ports/printer.ts';
import { type PrintingPlace, printingDevices } from './printing-devices.ts';

export type KeptDevices = {
  readonly printer: Printer;
  readonly drawer: CashDrawer;
  readonly deviceSetup: DeviceSetup;
};

/**
 * Printer and drawer as they were chosen at this till, else as `otherwise` says; another choice counts from the next receipt on.
 *
 * They are kept in `devices.json` beside the till's books, not in them: a backup that is restored changes no cable.
 */
export function keptDevices(
  dataDir: string,
  otherwise: DeviceSettings,
  at: Omit<PrintingPlace, 'folder'>,
): KeptDevices {
  const file = join(dataDir, 'devices.json');
  const place = { folder: join(dataDir, 'devices'), ...at };
  let settings = readKept(file) ?? otherwise;
  let devices = printingDevices(settings, place);
  return {
    printer: { print: (receipt, logo) => devices.printer.print(receipt, logo) },
    drawer: { open: () => devices.drawer.open() },
    deviceSetup: {
      current: () => settings,
      printerAnswer: () => devices.answer(),
      use: async (next) => {
        await keep(file, next);
        settings = next;
        devices = printingDevices(next, place);
      },
    },
  };
}

/** Null where nothing was chosen, or where the file can't be read: a till sells without a printer. */
function readKept(file: string): DeviceSettings | null {
  try {
    return deviceSettingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** The old choice stays until the new one is whole. */
async function keep(file: string, settings: DeviceSettings): Promise<void> {
  try {
    await writeFile(`${file}.part`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600, flush: true });
    await rename(`${file}.part`, file);
  } catch (cause) {
    throw new Fault('store_io', 'The choice of devices could not be written.', { cause });
  }
}
