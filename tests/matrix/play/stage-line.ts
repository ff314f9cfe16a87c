import { type FaultyLine, LINE_FAULTS, type LineFault } from '#tests/network/faulty-line.ts';
import type { SeededRandom } from '#tests/simulate/world/random.ts';

const LINE_KINDS = ['partition', 'to_office', 'to_till', 'cut', 'half_open', 'noisy'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** A till's line, on which several faults may lie at once. */
export type StageLine = {
  readonly begin: (kind: LineKind) => void;
  readonly end: (kind: LineKind) => void;
};

const NOISY_OF_ONE = 0.5;
const HALF_OPEN: readonly LineFault[] = ['black_hole', 'half_open'];

export function isLineKind(kind: string): kind is LineKind {
  return LINE_KINDS.some((known) => known === kind);
}

export function stageLine(line: FaultyLine, random: SeededRandom): StageLine {
  const count = new Map<LineKind, number>();
  const has = (kind: LineKind): boolean => (count.get(kind) ?? 0) > 0;
  const fault = (): LineFault | null => {
    if (has('cut')) return 'refuse';
    if (has('half_open')) return random.pick(HALF_OPEN);
    return has('noisy') && random.chance(NOISY_OF_ONE) ? random.pick(LINE_FAULTS) : null;
  };
  const apply = (kind: LineKind, by: 1 | -1): void => {
    count.set(kind, (count.get(kind) ?? 0) + by);
    line.fault = fault;
    line.stopped = { toOffice: has('partition') || has('to_office'), toTill: has('partition') || has('to_till') };
  };
  return {
    begin: (kind) => {
      apply(kind, 1);
      if (kind === 'cut') line.cutAll();
    },
    end: (kind) => apply(kind, -1),
  };
}
