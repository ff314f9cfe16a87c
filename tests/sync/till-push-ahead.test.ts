import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { parseChange } from '#shared/changes/parse-change.ts';
import { PUSH_CHANGES_MAX } from '#shared/sync/limits.ts';
import { until } from './support/quick-timers.ts';
import { type LineFault, type ScriptedOffice, openScriptedOffice } from './support/scripted-office.ts';
import { openTillSide } from './support/till-side.ts';

// Real sockets and files on whatever machine: each wait inside has its own, shorter limit.
vi.setConfig({ testTimeout: 120_000 });

const PUSH = '/api/v1/sync/push';
/** One push alone, one behind which another goes out, and the rest. */
const SALES = PUSH_CHANGES_MAX * 2 + 100;
/** More than the first two pushes of a till that just started. */
const BACKLOG = 500;

let office: ScriptedOffice;
beforeEach(async () => {
  office = await openScriptedOffice();
});
afterEach(() => office[Symbol.asyncDispose]());

/** The sales; the quick timers of the test also make the clock look as if it had jumped, which is noted. */
const heldIds = (): string[] =>
  [...office.held.values()].flat().flatMap(({ body }) => {
    const read = parseChange(body);
    return read.ok && read.value.type === 'sale.completed' ? [read.value.id] : [];
  });

/** Drains a backlog of more than two pushes while the line does `fault` to the nth push; says how many were out at once. */
async function drain(fault: (nth: number) => LineFault | null): Promise<{ most: number; named: number }> {
  let hasLine = true;
  let out = 0;
  let most = 0;
  let nth = 0;
  let named = 0;
  const onRequest = (path: string, isOver: boolean): void => {
    if (path !== PUSH) return;
    out += isOver ? -1 : 1;
    most = Math.max(most, out);
  };
  await using side = await openTillSide({ nowMs: Date.now, hasLine: () => hasLine, onRequest });
  await side.enrol(office.url, '7F3K-22QD');
  await side.settled();
  hasLine = false;
  for (let sold = 0; sold < SALES; sold += 1) side.sell();
  await until('the line is missed', () => side.status().lastError === 'office_unreachable');
  office.fault = (path, body) => {
    if (path !== PUSH) return null;
    if (typeof body === 'object' && body !== null && 'previousHash' in body) named += 1;
    return fault((nth += 1));
  };
  hasLine = true;
  await side.settled();
  return { most, named };
}

test('where pushes are taken, one more goes out behind each, never two, and names what it builds on', async () => {
  const { most, named } = await drain(() => null);
  expect(most).toBe(2);
  expect(named).toBeGreaterThan(0);
  expect(heldIds()).toHaveLength(SALES);
  expect(new Set(heldIds()).size).toBe(SALES);
});

test.each(['cut', 'lose_answer', 'html', { code: 'unavailable', status: 503 }] satisfies LineFault[])(
  'what goes wrong with one push (%j) loses and doubles nothing of the one behind it',
  async (fault) => {
    await drain((nth) => (nth === 2 ? fault : null));
    expect(heldIds()).toHaveLength(SALES);
    expect(new Set(heldIds()).size).toBe(SALES);
  },
);

test.each([
  { line: 'that takes longer than five seconds for it', slowMs: 6000, grows: false },
  { line: 'that takes it at once', slowMs: 0, grows: true },
])('behind the first push over a line $line, the next is larger: $grows', async ({ slowMs, grows }) => {
  await using side = await openTillSide({ nowMs: Date.now, speed: 1 });
  await side.enrol(office.url, '7F3K-22QD');
  await side.settled();
  side.worker().stop();
  for (let sold = 0; sold < BACKLOG; sold += 1) side.sell();
  side.stop();
  const sizes: number[] = [];
  office.fault = (path, body) => {
    if (path !== PUSH) return null;
    const { changes } = z.object({ changes: z.array(z.unknown()) }).parse(body);
    sizes.push(changes.length);
    // Time passes for the till while the office reads the push.
    if (slowMs > 0) void side.pass(slowMs);
    return null;
  };
  await side.start();
  await side.settled();
  const [first = 0, second = 0] = sizes;
  expect(first).toBeGreaterThan(0);
  expect(second > first).toBe(grows);
});
