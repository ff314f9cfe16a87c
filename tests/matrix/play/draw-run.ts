import { seededRandom } from '#tests/simulate/world/random.ts';

/** What may go wrong, for a while, at some of the tills or at the office. */
export const FAULT_KINDS = [
  /** Nothing gets through in either direction; what was sent arrives when it ends. */
  'partition',
  /** The till hears and is not heard, or is heard and does not hear. */
  'to_office',
  'to_till',
  /** Connections are reset, and new ones refused. */
  'cut',
  /** Requests are swallowed, or their answers, on connections that stay open for good. */
  'half_open',
  /** Every other exchange meets one of the faults of lines. */
  'noisy',
  'pause',
  'kill',
  'office_pause',
  'office_kill',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type PlannedFault = {
  readonly kind: FaultKind;
  readonly atMs: number;
  readonly forMs: number;
  /** Places of the tills that it meets; none where it meets the office. */
  readonly tills: readonly number[];
};

export type RunPlan = {
  readonly seed: number;
  readonly tills: number;
  /** Over all tills. */
  readonly perSecond: number;
  readonly workMs: number;
  readonly faults: readonly PlannedFault[];
};

export type RunLimits = { readonly tills: readonly number[]; readonly workMs: number };

const PER_SECOND = { from: 10, to: 40 };
const FIRST_MS = 800;
const GAP_MS = { from: 200, to: 1_400 };
const LASTS_MS = { from: 300, to: 5_000 };
const OFFICE_KILLS_MAX = 1;

/** Draws a run from its seed. The faults overlap; all of them end with the work. */
export function drawRun(seed: number, { tills: counts, workMs }: RunLimits): RunPlan {
  const random = seededRandom(`matrix ${seed}`);
  const tills = random.pick(counts);
  const perSecond = random.whole(PER_SECOND.from, PER_SECOND.to);
  const faults: PlannedFault[] = [];
  for (let atMs = FIRST_MS; atMs < workMs; atMs += random.whole(GAP_MS.from, GAP_MS.to)) {
    const kind = random.pick(FAULT_KINDS);
    const forMs = Math.min(random.whole(LASTS_MS.from, LASTS_MS.to), workMs - atMs);
    const isOffice = kind === 'office_pause' || kind === 'office_kill';
    if (kind === 'office_kill' && faults.filter((fault) => fault.kind === kind).length >= OFFICE_KILLS_MAX) continue;
    faults.push({ kind, atMs, forMs, tills: isOffice ? [] : drawTills(random, tills) });
  }
  return { seed, tills, perSecond, workMs, faults };
}

function drawTills(random: ReturnType<typeof seededRandom>, count: number): number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  const met = random.whole(1, Math.ceil(count / 2));
  return Array.from({ length: met }, () => places.splice(random.whole(0, places.length - 1), 1)[0] ?? 0);
}
