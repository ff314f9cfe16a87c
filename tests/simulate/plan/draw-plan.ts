import { MESSAGES, MESSAGE_FAULTS } from '../world/faults.ts';
import { type SeededRandom, seededRandom } from '../world/random.ts';
import { CLONE_NUMBER, type Plan, type Step } from './plan.ts';

/** How long people work before the network heals, where nothing else is said. */
export const DAY_MINUTES = 6;
const TILL_COUNT = 8;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const YEAR_MS = 365 * DAY_MS;
/** From the template's morning, eight o'clock in Lagos, to the next day there. */
const MIDNIGHT_AFTER_MS = 16 * 60 * MINUTE_MS;

type Draw = (random: SeededRandom, at: { readonly atMs: number; readonly till: number }) => Step;

/** What people do, and how often beside each other. */
const WORK: readonly (readonly [weight: number, draw: Draw])[] = [
  [
    40,
    (random, at) => ({
      kind: 'sell',
      ...at,
      lines: Array.from({ length: random.whole(1, 4) }, () => ({
        goods: random.whole(0, 4),
        quantity: random.whole(1, 5),
      })),
      tender: random.pick(['cash', 'cash', 'card', 'transfer', 'split']),
      discountPpm: random.chance(0.2) ? random.whole(1, 100_000) : 0,
      customer: random.chance(0.2) ? random.whole(0, 5) : null,
    }),
  ],
  [5, (random, at) => ({ kind: 'scan', ...at, goods: random.whole(0, 4) })],
  [2, (_random, at) => ({ kind: 'clear', ...at })],
  [12, (random, at) => ({ kind: 'refund', ...at, sale: random.whole(0, 1000), isWhole: random.chance(0.5) })],
  [6, (random, at) => ({ kind: 'count', ...at, goods: random.whole(0, 4), quantity: random.whole(0, 200) })],
  [5, (random, at) => ({ kind: 'adjust', ...at, goods: random.whole(0, 4), quantity: random.whole(-20, 20) || 1 })],
  [
    5,
    (random, at) => ({
      kind: 'receive',
      ...at,
      goods: random.whole(0, 4),
      quantity: random.whole(1, 100),
      costE4: random.whole(1, 9_999_999),
    }),
  ],
  [
    8,
    (random, at) => ({
      kind: 'customer',
      ...at,
      customer: random.chance(0.4) ? null : random.whole(0, 5),
      name: `Customer ${random.whole(1, 999)}`,
      phone: random.chance(0.5) ? `080${random.whole(1, 5)}` : '',
    }),
  ],
  [5, (random, at) => ({ kind: 'shift_open', ...at, floatMinor: random.whole(0, 50) * 1000 })],
  [4, (random, at) => ({ kind: 'shift_close', ...at, countedMinor: random.whole(0, 900) * 100 })],
  [
    4,
    (random, at) => ({
      kind: 'cash',
      ...at,
      way: random.pick(['in', 'out', 'drop']),
      amountMinor: random.whole(1, 90) * 100,
    }),
  ],
  [
    5,
    (random, { atMs }) => ({
      kind: 'web_price',
      atMs,
      business: random.whole(0, 1),
      goods: random.whole(0, 4),
      priceMinor: random.whole(1, 900) * 100,
    }),
  ],
  [
    3,
    (random, { atMs }) => ({
      kind: 'web_name',
      atMs,
      business: random.whole(0, 1),
      goods: random.whole(0, 4),
      name: `Goods ${random.whole(1, 999)}`,
    }),
  ],
];

const WEB_CUSTOMERS: readonly (readonly [weight: number, draw: Draw])[] = [
  [
    1,
    (random, { atMs }) => ({
      kind: 'web_customer',
      atMs,
      business: random.whole(0, 1),
      customer: random.whole(0, 5),
      name: `Customer ${random.whole(1000, 9999)}`,
    }),
  ],
];

/** What goes wrong. */
const HARM: readonly (readonly [weight: number, draw: Draw])[] = [
  [
    60,
    (random, at) => ({
      kind: 'message_fault',
      ...at,
      message: random.pick([...MESSAGES, 'push', 'pull', 'hello']),
      fault: random.pick(MESSAGE_FAULTS),
      number: random.whole(0, 99),
    }),
  ],
  [
    12,
    (random, at) => ({
      kind: 'partition',
      ...at,
      way: random.pick(['up', 'down', 'both', 'cable']),
      forMs: random.whole(2_000, 4 * MINUTE_MS),
    }),
  ],
  [8, (random, at) => ({ kind: 'till_kill', ...at, downMs: random.whole(100, MINUTE_MS) })],
  [5, (random, { atMs }) => ({ kind: 'office_kill', atMs, downMs: random.whole(100, MINUTE_MS) })],
  [
    4,
    (random, at) => ({
      kind: 'clock',
      ...at,
      jumpMs: random.pick([
        random.whole(-10, 10) * MINUTE_MS,
        random.whole(-3, 3) * 60 * MINUTE_MS,
        random.pick([-10, 10]) * YEAR_MS,
        random.whole(-2, 2) * DAY_MS,
      ]),
    }),
  ],
];

/** Days on which machines are lost, copied, put back and switched off; drawn for some seeds only. */
const DISASTERS: readonly (readonly [weight: number, draw: Draw])[] = [
  [6, (_random, at) => ({ kind: 'till_backup', ...at })],
  [
    6,
    (random, at) => ({
      kind: 'till_restore',
      ...at,
      withHeadFile: random.chance(0.7),
      downMs: random.whole(100, MINUTE_MS),
    }),
  ],
  [4, (_random, { atMs }) => ({ kind: 'office_backup', atMs })],
  [4, (random, { atMs }) => ({ kind: 'office_restore', atMs, downMs: random.whole(100, MINUTE_MS) })],
  [3, (random, at) => ({ kind: 'disk_full', ...at, forMs: random.whole(1_000, 2 * MINUTE_MS) })],
  [1, (_random, at) => ({ kind: 'revoke', ...at })],
  [2, (_random, at) => ({ kind: 'clone', ...at })],
  [2, (random, { atMs }) => ({ kind: 'approve', atMs, business: random.whole(0, 1) })],
  [2, (random, { atMs }) => ({ kind: 'deploy', atMs, downMs: random.whole(100, MINUTE_MS) })],
  [2, (random, at) => ({ kind: 'till_update', ...at, downMs: random.whole(100, MINUTE_MS) })],
];

function drawOf(random: SeededRandom, table: readonly (readonly [number, Draw])[]): Draw {
  const all = table.reduce((sum, [weight]) => sum + weight, 0);
  let left = random.fraction() * all;
  for (const [weight, draw] of table) {
    left -= weight;
    if (left <= 0) return draw;
  }
  throw new Error('an empty table');
}

/** Draws a whole run from a seed: a day in some shops, and all that goes wrong in it. */
export function drawPlan(seed: string, minutes: number): Plan {
  const random = seededRandom(`plan ${seed}`);
  const count = random.whole(2, TILL_COUNT);
  const first = random.whole(0, TILL_COUNT - count);
  const tills = Array.from({ length: count }, (_, number) => first + number);
  const safetyMs = Math.round(minutes * MINUTE_MS);
  const at = () => ({ atMs: random.whole(0, safetyMs), till: random.pick(tills) });
  const steps: Step[] = [];
  const busy = random.whole(20, 90);
  for (let made = 0; made < busy; made += 1) steps.push(drawOf(random, WORK)(random, at()));
  const edits = random.whole(0, 8);
  for (let made = 0; made < edits; made += 1) steps.push(drawOf(random, WEB_CUSTOMERS)(random, at()));
  const harm = random.whole(5, 45);
  for (let made = 0; made < harm; made += 1) steps.push(drawOf(random, HARM)(random, at()));
  const disasters = random.chance(0.6) ? random.whole(1, 10) : 0;
  for (let made = 0; made < disasters; made += 1) steps.push(drawOf(random, DISASTERS)(random, at()));
  const afterMs = random.chance(0.3) ? Math.max(0, MIDNIGHT_AFTER_MS - random.whole(0, safetyMs)) : 0;
  steps.push(...drawVoids(seed, safetyMs));
  const inOrder = steps.toSorted((one, other) => one.atMs - other.atMs);
  return { seed, tills, afterMs, safetyMs, steps: workAtClones(random, inOrder) };
}

/** Sales that the owner takes back. By a chance of their own: what a seed drew before stays as it was. */
function drawVoids(seed: string, safetyMs: number): Step[] {
  const random = seededRandom(`voids ${seed}`);
  return Array.from({ length: random.whole(0, 8) }, () => ({
    kind: 'web_void' as const,
    atMs: random.whole(0, safetyMs),
    sale: random.whole(0, 1000),
  }));
}

/** People work at a copied machine too: from then on half of what happens at the first one happens at its copy. */
function workAtClones(random: SeededRandom, steps: readonly Step[]): Step[] {
  const copied = new Set<number>();
  return steps.map((step) => {
    if (!('till' in step)) return step;
    const isCopied = copied.has(step.till);
    if (step.kind === 'clone') copied.add(step.till);
    return isCopied && step.kind !== 'clone' && random.chance(0.5) ? { ...step, till: step.till + CLONE_NUMBER } : step;
  });
}
