import { expect, test } from 'vitest';
import type { DeviceSettings } from '#shared/till-calls/device-settings.ts';
import { deviceDraft, isInUse, typedSettings } from './device-draft.ts';

const none: DeviceSettings = { printer: { kind: 'none' }, paperMm: 80, drawer: 'by_printer', signs: 'drawn' };

test.each<DeviceSettings>([
  none,
  { printer: { kind: 'network', host: '192.168.1.20', port: 9101 }, paperMm: 58, drawer: 'none', signs: 'drawn' },
  { printer: { kind: 'spooler', name: 'Receipts' }, paperMm: 80, drawer: 'by_printer', signs: 'drawn' },
  { printer: { kind: 'file', path: '/dev/usb/lp0' }, paperMm: 80, drawer: 'by_printer', signs: 'drawn' },
])('what the till uses stands on the page and is read from it as it is: $printer.kind', (settings) => {
  expect(typedSettings(deviceDraft(settings))).toEqual({ settings });
  expect(isInUse(deviceDraft(settings), settings)).toBe(true);
  expect(isInUse({ ...deviceDraft(settings), paperMm: settings.paperMm === 58 ? 80 : 58 }, settings)).toBe(false);
});

test('what is wrong is named by its field, and fields of another kind don’t matter', () => {
  const draft = deviceDraft(none);
  expect(typedSettings({ ...draft, kind: 'network', host: ' ', port: '0' })).toEqual({
    wrong: new Set(['host', 'port']),
  });
  expect(typedSettings({ ...draft, kind: 'network', host: '192.168.1.20', port: 'many' })).toEqual({
    wrong: new Set(['port']),
  });
  expect(typedSettings({ ...draft, kind: 'spooler', name: '-o fit' })).toEqual({ wrong: new Set(['name']) });
  expect(typedSettings({ ...draft, kind: 'file' })).toEqual({ wrong: new Set(['path']) });
  expect(typedSettings({ ...draft, kind: 'none', host: '!!' })).toEqual({ settings: none });
});
