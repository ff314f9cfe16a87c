import { addDays } from '#shared/base/add-days.ts';
import type { BusinessDate } from '#shared/base/time.ts';

const DAY_MS = 86_400_000;

/** A range that is chosen with one press, ending today. */
export const PRESETS = { today: 1, week: 7, fortnight: 14, month: 30 } as const;
export type Preset = keyof typeof PRESETS;

export type Days = { readonly from: BusinessDate; readonly to: BusinessDate };

/** The days of a preset, today included. */
export function presetDays(preset: Preset, today: BusinessDate): Days {
  return { from: addDays(today, 1 - PRESETS[preset]), to: today };
}

/** Which preset a range is; null for days of one's own. */
export function presetOf(days: Days, today: BusinessDate): Preset | null {
  const names: readonly Preset[] = ['today', 'week', 'fortnight', 'month'];
  return names.find((name) => presetDays(name, today).from === days.from && days.to === today) ?? null;
}

/** The days that an address asks for: two weeks by default, never beyond today, never the wrong way round. */
export function askedDays(
  asked: { from?: BusinessDate | undefined; to?: BusinessDate | undefined },
  today: BusinessDate,
): Days {
  const to = asked.to !== undefined && asked.to < today ? asked.to : today;
  const from = asked.from ?? addDays(to, 1 - PRESETS.fortnight);
  return from > to ? { from: to, to } : { from, to };
}

/** How many days a range has. */
export function dayCount({ from, to }: Days): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}
