import type { z } from 'zod';
import { denominationsOf } from '#shared/drawer/denominations.ts';
import type { tillStateSchema } from '#shared/till-calls/till-calls.ts';
import type { Reader } from '../store/till-store.ts';
import type { SyncMemory } from './sync-memory.ts';

export type TillState = z.input<typeof tillStateSchema>;

const CLOCK_OFF_MS = 5 * 60_000;
const SHIFT_OLD_MS = 24 * 60 * 60_000;
const LOCK_AFTER_S = 300;

export type TillStateDeps = {
  readonly memory: SyncMemory;
  readonly appVersion: string;
  readonly nowMs: number;
  readonly notices: readonly TillState['warnings'][number][];
};

/** Whose till this is, whether it can sell, and what the cashier should know. */
export function tillState(reader: Reader, deps: TillStateDeps): TillState {
  const identity = reader.meta.identity();
  const business = reader.shop.business();
  const store = reader.shop.store();
  const own = identity === null ? null : reader.records.get('till', identity.tillId);
  const currency = business?.currency ?? identity?.currency ?? '';
  const lockAfter = reader.shop.setting('lock_after_s');
  return {
    state: identity === null ? 'new' : reader.sync.isReady() ? 'ready' : 'filling',
    isAlone: reader.meta.isAlone(),
    mayEnrol: identity === null || mayEnrolAgain(deps.memory),
    officeUrl: identity?.officeUrl ?? '',
    businessName: business?.name ?? identity?.businessName ?? '',
    storeName: store?.name ?? identity?.storeName ?? '',
    storeCode: identity?.storeCode ?? '',
    tillName: textOr(own?.fields['name'], identity?.tillName ?? ''),
    tillCode: identity?.tillCode ?? '',
    currency,
    locale: business?.locale ?? 'en',
    timeZone: store?.timeZone ?? identity?.timeZone ?? 'UTC',
    pricesIncludeTax: business?.pricesIncludeTax ?? true,
    denominationsMinor: denominationsHere(reader, currency),
    lockAfterS: typeof lockAfter === 'number' && Number.isInteger(lockAfter) ? lockAfter : LOCK_AFTER_S,
    appVersion: deps.appVersion,
    filledRows: reader.sync.marks().reduce((sum, mark) => sum + mark.rowCount, 0),
    nowMs: deps.nowMs,
    warnings: eachOnce([...deps.notices, ...warningsNow(reader, deps)]),
  };
}

/** The same is said once: a backup that was put in place, and the office that gives back what it lacks. */
function eachOnce(warnings: TillState['warnings']): TillState['warnings'] {
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.value}`, warning])).values()];
}

/** Whether a machine that was a till may become one again: its key is lost, or the office knows it no more, or switched it off. */
export function mayEnrolAgain<Memory extends Pick<SyncMemory, 'state'>>(
  memory: Memory,
): memory is Memory & { readonly state: 'unknown' | 'revoked' } {
  return memory.state === 'unknown' || memory.state === 'revoked';
}

function warningsNow(reader: Reader, { memory, nowMs }: TillStateDeps): TillState['warnings'] {
  const warnings: TillState['warnings'] = [];
  const aheadMs = memory.contact?.aheadMs ?? 0;
  if (Math.abs(aheadMs) > CLOCK_OFF_MS) warnings.push({ code: 'clock_off', value: String(aheadMs) });
  if (memory.state === 'healing') warnings.push({ code: 'restored', value: '' });
  if (memory.state === 'cloned') warnings.push({ code: 'cloned', value: '' });
  if (mayEnrolAgain(memory)) warnings.push({ code: memory.state, value: '' });
  const shift = reader.shifts.open();
  if (shift !== null && nowMs - shift.openedAtMs > SHIFT_OLD_MS)
    warnings.push({ code: 'shift_old', value: String(shift.openedAtMs) });
  return warnings;
}

function denominationsHere(reader: Reader, currency: string): number[] {
  const own = reader.shop.setting('denominations');
  if (Array.isArray(own) && own.length > 0)
    return own
      .filter((value): value is number => typeof value === 'number' && Number.isInteger(value))
      .toSorted((a, b) => b - a);
  return currency === '' ? [] : [...denominationsOf(currency)];
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
