import type { DeviceSettings, PrinterAnswer } from '#shared/till-calls/device-settings.ts';

/** Which printer and drawer stand behind their ports; the machine remembers it, and it may change while the till sells. */
export type DeviceSetup = {
  readonly current: () => DeviceSettings;
  /**
   * Remembers these and uses them from the next receipt on.
   *
   * @throws {Fault} `store_io` where the machine can’t remember them; the devices of before stay
   */
  readonly use: (settings: DeviceSettings) => Promise<void>;
  /** Asks the printer how it is, within a few seconds. Never throws. */
  readonly printerAnswer: () => Promise<PrinterAnswer>;
};
