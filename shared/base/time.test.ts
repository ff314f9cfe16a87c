import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDateAt, businessDateSchema, instantAt, instantSchema, localHour } from './time.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);

describe('an instant', () => {
  test('knows the offset that its zone had then', () => {
    expect(instantAt(utc('2026-07-01T12:00:00'), 'Africa/Lagos').offsetMinutes).toBe(60);
    expect(instantAt(utc('2026-07-01T12:00:00'), 'Europe/London').offsetMinutes).toBe(60);
    expect(instantAt(utc('2026-01-01T12:00:00'), 'Europe/London').offsetMinutes).toBe(0);
    expect(instantAt(utc('2026-07-01T12:00:00.999'), 'Asia/Kathmandu').offsetMinutes).toBe(345);
    expect(instantAt(utc('2026-07-01T12:00:00'), 'America/St_Johns').offsetMinutes).toBe(-150);
  });

  test('passes its own schema at any moment, in zones to both ends of the earth', () => {
    const zones = fc.constantFrom(
      'Africa/Lagos',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'America/New_York',
      'Asia/Kolkata',
      'UTC',
    );
    fc.assert(
      fc.property(
        fc.integer({ min: utc('1980-01-01T00:00:00'), max: utc('2100-01-01T00:00:00') }),
        zones,
        (ms, zone) => {
          const instant = instantAt(ms, zone);
          expect(instantSchema.parse(instant)).toEqual(instant);
          expect(businessDateSchema.safeParse(businessDateAt(instant, 240)).success).toBe(true);
          expect(localHour(instant)).toBe(
            Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(ms)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the shop’s day', () => {
  test('begins at midnight where nothing else is said', () => {
    expect(businessDateAt(instantAt(utc('2026-03-09T22:59:59.999'), 'Africa/Lagos'), 0)).toBe('2026-03-09');
    expect(businessDateAt(instantAt(utc('2026-03-09T23:00:00'), 'Africa/Lagos'), 0)).toBe('2026-03-10');
  });

  test('lasts until its start the next morning: a bar’s Friday ends at five', () => {
    expect(businessDateAt(instantAt(utc('2026-03-14T03:59:59'), 'Africa/Lagos'), 300)).toBe('2026-03-13');
    expect(businessDateAt(instantAt(utc('2026-03-14T04:00:00'), 'Africa/Lagos'), 300)).toBe('2026-03-14');
  });

  test('goes over month, year and leap day', () => {
    expect(businessDateAt(instantAt(utc('2027-01-01T01:00:00'), 'UTC'), 120)).toBe('2026-12-31');
    expect(businessDateAt(instantAt(utc('2028-03-01T01:00:00'), 'UTC'), 120)).toBe('2028-02-29');
  });

  test('stays one day while clocks are set, forward and back', () => {
    const nights = ['2026-03-29T00:30:00', '2026-03-29T01:30:00', '2026-03-29T02:59:59'];
    for (const night of nights) expect(businessDateAt(instantAt(utc(night), 'Europe/London'), 240)).toBe('2026-03-28');
    expect(businessDateAt(instantAt(utc('2026-03-29T03:00:00'), 'Europe/London'), 240)).toBe('2026-03-29');
    expect(businessDateAt(instantAt(utc('2026-10-25T03:59:59'), 'Europe/London'), 240)).toBe('2026-10-24');
    expect(businessDateAt(instantAt(utc('2026-10-25T04:00:00'), 'Europe/London'), 240)).toBe('2026-10-25');
  });

  test('is the zone’s, not the server’s', () => {
    const ms = utc('2026-06-30T11:00:00');
    expect(businessDateAt(instantAt(ms, 'Pacific/Kiritimati'), 0)).toBe('2026-07-01');
    expect(businessDateAt(instantAt(ms, 'Pacific/Pago_Pago'), 0)).toBe('2026-06-30');
  });

  test('never goes back while time goes on in one offset', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 40),
        fc.nat(10 ** 9),
        fc.integer({ min: -720, max: 840 }),
        fc.nat(1439),
        (ms, later, offsetMinutes, dayStart) => {
          const at = (when: number) => ({ ms: when + 10 ** 9, offsetMinutes, zone: 'UTC' });
          expect(businessDateAt(at(ms), dayStart) <= businessDateAt(at(ms + later), dayStart)).toBe(true);
        },
      ),
    );
  });
});
