import type { Plan, Step } from './plan/plan.ts';
import { MESSAGES, MESSAGE_FAULTS } from './world/faults.ts';

const TILLS = [0, 1, 5] as const;
const EVERY_MS = 40_000;
/** Faults of one message in one plan, so that each meets work under way. */
const FAULTS_IN_PLAN = 11;

/** Each fault on each message, one after the other, while three tills of a store sell and count. */
function plansOfFaults(): Plan[] {
  const plans: Plan[] = [];
  for (const message of MESSAGES) {
    for (let from = 0; from < MESSAGE_FAULTS.length; from += FAULTS_IN_PLAN) {
      const faults = MESSAGE_FAULTS.slice(from, from + FAULTS_IN_PLAN);
      const steps = faults.flatMap((fault, at) => stepsAround(message, fault, at));
      plans.push({
        seed: `${message} ${from}`,
        tills: [...TILLS],
        afterMs: 0,
        safetyMs: (faults.length + 1) * EVERY_MS,
        steps,
      });
    }
  }
  return plans;
}

/** A sale before and after, and what makes the till say this message. */
function stepsAround(message: (typeof MESSAGES)[number], fault: (typeof MESSAGE_FAULTS)[number], at: number): Step[] {
  const beginMs = at * EVERY_MS + 1000;
  const till = TILLS[at % TILLS.length] ?? 0;
  const sell = (atMs: number): Step => ({
    kind: 'sell',
    atMs,
    till,
    lines: [{ goods: at % 5, quantity: 1 + (at % 3) }],
    tender: at % 2 === 0 ? 'cash' : 'split',
    discountPpm: 0,
    customer: null,
  });
  const armed: Step = { kind: 'message_fault', atMs: beginMs + 500, till, message, fault, number: at * 7 };
  // Tokens, hellos and streams are asked for by a process that begins.
  const restart: Step[] =
    message === 'push' || message === 'pull' ? [] : [{ kind: 'till_kill', atMs: beginMs + 600, till, downMs: 300 }];
  return [
    sell(beginMs),
    armed,
    ...restart,
    sell(beginMs + 3000),
    { kind: 'count', atMs: beginMs + 9000, till, goods: at % 5, quantity: 40 },
  ];
}

const sale = (atMs: number, till: number): Step => ({
  kind: 'sell',
  atMs,
  till,
  lines: [{ goods: 1, quantity: 2 }],
  tender: 'cash',
  discountPpm: 0,
  customer: null,
});

const newCustomer = (atMs: number, till: number): Step => ({
  kind: 'customer',
  atMs,
  till,
  customer: null,
  name: `Customer of ${till}`,
  phone: '',
});

/** What fresh seeds found once, as short as it got. */
const FOUND: readonly Plan[] = [
  {
    seed: 'a clock ten years fast made a till forget what it may have to send again',
    tills: [2],
    afterMs: 0,
    safetyMs: 100_000,
    steps: [
      sale(1_000, 2),
      sale(2_000, 2),
      { kind: 'clock', atMs: 50_000, till: 2, jumpMs: 315_360_000_000 },
      { kind: 'till_kill', atMs: 51_000, till: 2, downMs: 500 },
      sale(60_000, 2),
    ],
  },
  {
    seed: 'a till that was switched off while it healed said hello for ever',
    tills: [5],
    afterMs: 0,
    safetyMs: 100_000,
    steps: [
      sale(1_000, 5),
      { kind: 'revoke', atMs: 20_000, till: 5 },
      { kind: 'clone', atMs: 30_000, till: 5 },
      sale(60_000, 5),
    ],
  },
  {
    seed: 'a till that was switched off never heard that the office came back from a backup',
    tills: [2],
    afterMs: 0,
    safetyMs: 100_000,
    steps: [
      sale(1_000, 2),
      { kind: 'revoke', atMs: 20_000, till: 2 },
      sale(30_000, 2),
      { kind: 'office_restore', atMs: 60_000, downMs: 1_000 },
    ],
  },
  {
    seed: 'a machine that enrolled anew forgot the customers whom it had made before',
    tills: [2],
    afterMs: 0,
    safetyMs: 200_000,
    steps: [
      { kind: 'office_kill', atMs: 9_000, downMs: 20_000 },
      { kind: 'clone', atMs: 10_000, till: 2 },
      newCustomer(150_000, 2),
      newCustomer(151_000, 102),
      sale(152_000, 2),
      sale(153_000, 102),
    ],
  },
];

/** Sales that are taken back in the web while tills are away, and an office that comes back from before that. */
const VOIDED: readonly Plan[] = [
  {
    seed: 'sales and a refund that are voided, before and after the drawer was closed',
    tills: [...TILLS],
    afterMs: 0,
    safetyMs: 200_000,
    steps: [
      { kind: 'shift_open', atMs: 500, till: 0, floatMinor: 10_000 },
      sale(1_000, 0),
      sale(2_000, 0),
      { kind: 'refund', atMs: 8_000, till: 1, sale: 0, isWhole: true },
      { kind: 'web_void', atMs: 20_000, sale: 1 },
      { kind: 'partition', atMs: 30_000, till: 0, way: 'both', forMs: 60_000 },
      { kind: 'web_void', atMs: 35_000, sale: 2 },
      sale(40_000, 0),
      { kind: 'shift_close', atMs: 45_000, till: 0, countedMinor: 90_000 },
      { kind: 'web_void', atMs: 50_000, sale: 0 },
      { kind: 'web_void', atMs: 120_000, sale: 3 },
    ],
  },
  {
    seed: 'a void that went with the office’s disk',
    tills: [...TILLS],
    afterMs: 0,
    safetyMs: 200_000,
    steps: [
      sale(1_000, 0),
      { kind: 'office_backup', atMs: 10_000 },
      { kind: 'web_void', atMs: 20_000, sale: 0 },
      { kind: 'office_restore', atMs: 90_000, downMs: 1_000 },
    ],
  },
];

/** Plans that are played in every run of the tests: each fault × message × point once, and what fresh seeds once found. */
export const CORPUS: readonly Plan[] = [...plansOfFaults(), ...VOIDED, ...FOUND];
