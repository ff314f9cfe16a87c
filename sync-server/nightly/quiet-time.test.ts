import { expect, test } from 'vitest';
import { isAuditDue } from './quiet-time.ts';

const at = (text: string): number => Date.parse(text);
const YESTERDAY = at('2026-05-31T03:30:00+01:00');

test.each([
  ['in the small hours of Lagos', '2026-06-01T02:00:00+01:00', 'Africa/Lagos', true],
  ['which are the evening of New York', '2026-06-01T02:00:00+01:00', 'America/New_York', false],
  ['and not the morning', '2026-06-01T05:00:00+01:00', 'Africa/Lagos', false],
  ['nor a second time in one night', '2026-05-31T04:30:00+01:00', 'Africa/Lagos', false],
  ['by day, where the server slept all night', '2026-06-01T15:31:00+01:00', 'Africa/Lagos', true],
])('a business is audited %s', (_, now, zone, isDue) => {
  expect(isAuditDue({ nowMs: at(now), auditedMs: YESTERDAY, zone })).toBe(isDue);
});
