import { cpus, totalmem } from 'node:os';
import { type Spread, inMs } from './spread.ts';

/** One thing that was measured beside its floor or peer, in the same run. */
export type Measured = {
  readonly what: string;
  readonly ours: Spread;
  readonly floorName: string;
  readonly floor: Spread;
  /** What is promised of it, and whether it was kept. */
  readonly bounds: readonly {
    readonly name: string;
    readonly value: number;
    readonly limit: number;
    readonly isKept: boolean;
  }[];
};

export type Bench = {
  readonly name: string;
  readonly doc: string;
  /** @param given `scale` times the sizes where they take long; what was measured says its size */
  readonly run: (say: (line: string) => void, given: { readonly scale: number }) => Promise<readonly Measured[]>;
};

/** A promise that is kept from so much on. */
export const atLeast = (name: string, value: number, limit: number): Measured['bounds'][number] => ({
  name,
  value,
  limit,
  isKept: value >= limit,
});

/** A promise that is kept up to so much. */
export const atMost = (name: string, value: number, limit: number): Measured['bounds'][number] => ({
  name,
  value,
  limit,
  isKept: value <= limit,
});

export function machineLine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}-${process.arch}`;
}

/** p50 and p99 within so many times the floor's. */
export function within(ours: Spread, floor: Spread, times: number): Measured['bounds'] {
  return [
    atMost('p50 ÷ floor', ours.p50Ms / floor.p50Ms, times),
    atMost('p99 ÷ floor', ours.p99Ms / floor.p99Ms, times),
  ];
}

function row(name: string, spread: Spread): string {
  return `    ${name.padEnd(44)} p50 ${inMs(spread.p50Ms).padStart(9)}  p95 ${inMs(spread.p95Ms).padStart(9)}  p99 ${inMs(spread.p99Ms).padStart(9)}  ms  (${spread.count} times)`;
}

export function describe(measured: Measured): string {
  const bounds = measured.bounds.map(
    (bound) =>
      `    ${bound.isKept ? 'kept  ' : 'BROKEN'} ${bound.name}: ${bound.value.toFixed(2)} (promised: ${bound.limit})`,
  );
  return [`  ${measured.what}`, row('ours', measured.ours), row(measured.floorName, measured.floor), ...bounds].join(
    '\n',
  );
}
