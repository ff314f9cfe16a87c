import { expect } from 'vitest';
import { IS_POSIX, testWhere } from '#tests/support/test-where.ts';
import { killOffice } from './server/kill-office.ts';

testWhere(IS_POSIX)(
  'an office killed with its database while a till pushes has every sale once',
  async () => {
    const report = await killOffice({ kills: 2, random: Math.random, say: () => undefined });
    expect(report.wrong).toEqual([]);
    expect(report.duringPush).toBeGreaterThan(0);
  },
  120_000,
);
