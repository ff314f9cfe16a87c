import { instantAt, localHour } from '#shared/base/time.ts';

const HOUR_MS = 60 * 60 * 1000;
/** From two to five no shop sells, and no back-up of a machine runs yet. */
const QUIET_HOURS: ReadonlySet<number> = new Set([2, 3, 4]);
/** Once in a night, also where it ran early in one and late in the other. */
export const AUDIT_AGE_MIN_MS = 20 * HOUR_MS;
/** A server that is switched off at night does it by day. */
const AUDIT_AGE_MAX_MS = 36 * HOUR_MS;

/** Whether a business that was audited (or made) then is audited now. */
export function isAuditDue(now: {
  readonly nowMs: number;
  readonly auditedMs: number;
  readonly zone: string;
}): boolean {
  const ageMs = now.nowMs - now.auditedMs;
  if (ageMs < AUDIT_AGE_MIN_MS) return false;
  return ageMs >= AUDIT_AGE_MAX_MS || QUIET_HOURS.has(localHour(instantAt(now.nowMs, now.zone)));
}
