import { expect, test } from 'vitest';
import { IS_POSIX, testWhere } from '#tests/support/test-where.ts';
import { fillDisk, startOnFullDisk } from './disk/fill-disk.ts';
import { canMount } from './disk/small-disk.ts';
import { FAULT_KINDS, failEverywhere } from './faults/io-faults.ts';
import { killLoop } from './kill/kill-loop.ts';
import { cutPower, traceDay } from './power/power-cuts.ts';
import { canTrace } from './where-strace.ts';

const quiet = { random: Math.random, say: () => undefined };
const isTraceable = canTrace();
const isMountable = canMount();

testWhere(IS_POSIX)(
  'a till killed wherever it is, in a sale or a checkpoint, a migration or a page, has every answered sale once',
  async () => {
    const report = await killLoop({ ...quiet, kills: 4, perPhase: 0 });
    expect(report.wrong).toEqual([]);
    expect(report.answered).toBeGreaterThan(4);
  },
  60_000,
);

// Only Linux has strace: what a machine can't have is declared here and counted as skipped there.
test.skipIf(!isTraceable)(
  'what is on the disk at each flush holds every sale answered before, and without the flushes it does not',
  async () => {
    using day = await traceDay(8);
    const options = { ...quiet, pointsMax: 40, reopenEvery: 25, ignoresSyncOf: () => false };
    const honest = await cutPower(day, options);
    expect(honest.wrong).toEqual([]);
    expect(honest.points).toBe(40);
    const lying = await cutPower(day, { ...options, pointsMax: 30, ignoresSyncOf: (name) => name === 'till.db-wal' });
    expect(lying.wrong.join('\n')).toContain('answered sales are lost');
  },
  60_000,
);

test.skipIf(!isTraceable)(
  'with synchronous=NORMAL the same power cuts lose answered sales',
  async () => {
    using day = await traceDay(6, 'synchronous');
    const weak = await cutPower(day, { ...quiet, pointsMax: 25, reopenEvery: 100, ignoresSyncOf: () => false });
    expect(weak.wrong.join('\n')).toContain('answered sales are lost');
  },
  60_000,
);

test.skipIf(!isTraceable)(
  'a disk that fails at one call of a sale gives a sale that is there, or a sentence',
  async () => {
    const report = await failEverywhere({ during: 'sell', stride: 20, kinds: FAULT_KINDS, say: quiet.say });
    expect(report.wrong).toEqual([]);
    expect(report.kinds.filter(({ places }) => places > 0).length).toBeGreaterThan(4);
  },
  60_000,
);

test.skipIf(!isTraceable)(
  'a backup whose flush failed is not called one',
  async () => {
    const kinds = FAULT_KINDS.filter(({ call }) => call === 'fsync');
    const report = await failEverywhere({ during: 'backup', stride: 1, kinds, say: quiet.say });
    expect(report.wrong).toEqual([]);
    expect(report.kinds[0]?.places).toBeGreaterThan(2);
  },
  60_000,
);

testWhere(isMountable)(
  'a disk of 8 MiB is sold full: each answered sale is there, and with room it sells on',
  async () => {
    const report = await fillDisk();
    expect(report.wrong).toEqual([]);
    expect(report.soldUntilFull).toBeGreaterThan(10);
    expect(report.soldWithRoom).toBe(30);
  },
  60_000,
);

testWhere(isMountable)(
  'a till that is started on a full disk gives up what it kept free, and sells',
  async () => {
    expect(await startOnFullDisk()).toEqual({ sold: 2, wrong: [] });
  },
  60_000,
);
