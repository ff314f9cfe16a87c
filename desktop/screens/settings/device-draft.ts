import { type DeviceSettings, type PrinterChoice, deviceSettingsSchema } from '#shared/till-calls/device-settings.ts';

export const PRINTER_KINDS = ['network', 'spooler', 'file', 'none'] as const;

/** What is typed on the page; fields of another kind stay while one looks around. */
export type DeviceDraft = {
  readonly kind: PrinterChoice['kind'];
  readonly host: string;
  readonly port: string;
  readonly name: string;
  readonly path: string;
  readonly paperMm: DeviceSettings['paperMm'];
  readonly drawer: DeviceSettings['drawer'];
  readonly signs: DeviceSettings['signs'];
};

const EMPTY = { host: '', port: '9100', name: '', path: '' };

export function deviceDraft({ printer, paperMm, drawer, signs }: DeviceSettings): DeviceDraft {
  const typed = printer.kind === 'network' ? { ...printer, port: String(printer.port) } : printer;
  return { ...EMPTY, ...typed, paperMm, drawer, signs };
}

export type DeviceField = 'host' | 'port' | 'name' | 'path';

/** The settings that were typed, or the fields that are not as the till takes them. */
export function typedSettings(
  draft: DeviceDraft,
): { readonly settings: DeviceSettings } | { readonly wrong: ReadonlySet<DeviceField> } {
  const { kind, host, port, name, path, paperMm, drawer, signs } = draft;
  const printer = { kind, host, port: /^\d{1,5}$/.test(port.trim()) ? Number(port) : null, name, path };
  const read = deviceSettingsSchema.safeParse({ printer, paperMm, drawer, signs });
  if (read.success) return { settings: read.data };
  const places = read.error.issues.map(({ path: place }) => place.at(-1));
  return { wrong: new Set(FIELDS.filter((field) => places.includes(field))) };
}

const FIELDS: readonly DeviceField[] = ['host', 'port', 'name', 'path'];

/** Whether what is typed is what the till uses already. */
export function isInUse(draft: DeviceDraft, inUse: DeviceSettings): boolean {
  const typed = typedSettings(draft);
  return 'settings' in typed && JSON.stringify(typed.settings) === JSON.stringify(deviceSettingsSchema.parse(inUse));
}
