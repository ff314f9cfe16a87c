import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';
import type { Display } from '#till/ports/display.ts';
import type { Log } from '#till/ports/log.ts';
import type { Network } from '#till/ports/network.ts';
import type { RandomBytes } from '#till/ports/randomness.ts';
import type { Timers } from '#till/ports/timers.ts';
import { lazyDrawing } from './drawing/lazy-drawing.ts';
import { openPen } from './drawing/pen.ts';
import { printFonts } from './drawing/print-fonts.ts';
import { httpNetwork } from './http-network.ts';
import { type KeptDevices, keptDevices } from './kept-devices.ts';
import { systemTimers } from './system-timers.ts';
import { virtualDisplay } from './virtual-display.ts';

/** All of this machine that a till uses, save the keychain, which is each host's own. */
export type MachineDevices = KeptDevices & {
  readonly nowMs: () => number;
  readonly timers: Timers;
  readonly randomBytes: RandomBytes;
  readonly network: Network & { readonly close: () => void };
  readonly display: Display;
};

/** This machine's clock, randomness, network and devices; virtual ones write into `devices` of the till's folder. */
export function machineDevices(dataDir: string, settings: DeviceSettings, log: Log): MachineDevices {
  const folder = join(dataDir, 'devices');
  const drawing = lazyDrawing(
    () => openPen(printFonts()),
    (error) => log.error('print_drawing_failed', { message: error instanceof Error ? error.message : String(error) }),
  );
  return {
    nowMs: () => Date.now(),
    timers: systemTimers,
    randomBytes: (count) => randomBytes(count),
    network: httpNetwork(),
    ...keptDevices(dataDir, settings, { now: () => new Date(), drawing }),
    display: virtualDisplay(folder),
  };
}
