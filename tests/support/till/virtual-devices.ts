import { Fault } from '#shared/base/fault.ts';
import type { ReceiptDocument } from '#shared/receipt/receipt-document.ts';
import type { DeviceSetup } from '#till/ports/device-setup.ts';
import type { Keychain } from '#till/ports/keychain.ts';
import type { Network } from '#till/ports/network.ts';
import type { TillDeps } from '#till/till.ts';

/** Devices that remember what they were told. `isPrinterOn` pulls the printer's plug. */
export type VirtualDevices = Pick<TillDeps, 'printer' | 'drawer' | 'display'> & {
  readonly printed: ReceiptDocument[];
  readonly seen: { drawerOpenings: number; shown: string[]; isPrinterOn: boolean };
};

export function virtualDevices(): VirtualDevices {
  const printed: ReceiptDocument[] = [];
  const seen = { drawerOpenings: 0, shown: new Array<string>(), isPrinterOn: true };
  return {
    printed,
    seen,
    printer: {
      print: (receipt) => {
        if (!seen.isPrinterOn) return Promise.reject(new Fault('printer_offline', 'unplugged', { retry: 'later' }));
        printed.push(receipt);
        return Promise.resolve();
      },
    },
    drawer: {
      open: () => {
        seen.drawerOpenings += 1;
        return Promise.resolve();
      },
    },
    display: {
      show: ({ lower }) => {
        seen.shown.push(lower);
        return Promise.resolve();
      },
    },
  };
}

/** A till whose devices nobody chooses anew. */
export const FIXED_DEVICES: DeviceSetup = {
  current: () => ({ printer: { kind: 'none' }, paperMm: 80, drawer: 'by_printer', signs: 'drawn' }),
  use: () => Promise.resolve(),
  printerAnswer: () => Promise.resolve('ready'),
};

/** Secrets in memory; the same map again is the same machine. */
export function memoryKeychain(secrets: Map<string, string>): Keychain {
  return {
    read: (name) => Promise.resolve(secrets.get(name) ?? null),
    write: (name, secret) => Promise.resolve(void secrets.set(name, secret)),
    remove: (name) => Promise.resolve(void secrets.delete(name)),
  };
}

/** A machine whose cable is out. */
export const UNPLUGGED: Network = {
  request: () => Promise.reject(new Fault('unavailable', 'the cable is out', { retry: 'later' })),
  openStream: () => Promise.reject(new Fault('unavailable', 'the cable is out', { retry: 'later' })),
  isUp: () => false,
  onReturn: () => () => undefined,
  tearDown: () => undefined,
};
