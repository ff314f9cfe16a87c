import type { TillHistory } from '../check/history.ts';
import type { MatrixTillSpec, Said } from '../till/matrix-till-spec.ts';
import { type RunningMatrixTill, runMatrixTill } from '../till/run-matrix-till.ts';
import { until } from '#tests/sync/support/quick-timers.ts';

export type Looked = Extract<Said, { kind: 'looked' }>;

/** A till of a run: its process comes and goes, its folder stays. */
export type StageTill = {
  readonly name: string;
  readonly folder: string;
  readonly answered: TillHistory['answered'][number][];
  readonly edited: TillHistory['edited'][number][];
  /** What it would not do, by call and reason. */
  readonly refused: Map<string, number>;
  readonly isReady: () => boolean;
  /** Of the process that runs now. */
  readonly pid: () => number | null;
  readonly start: () => void;
  readonly kill: () => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Whether it should work; one that starts later hears it then. */
  readonly setWorking: (works: boolean) => void;
  readonly rested: () => Promise<void>;
  readonly look: () => Promise<Looked>;
  readonly complaint: () => string | null;
  readonly close: () => Promise<void>;
};

export type StageTillOptions = {
  readonly name: string;
  readonly program: string;
  readonly spec: Omit<MatrixTillSpec, 'seed'>;
  readonly seed: string;
};

const ANSWERS_WITHIN_MS = 180_000;

export function stageTill({ name, program, spec, seed }: StageTillOptions): StageTill {
  let [lives, works, isReady, isResting] = [0, false, false, false];
  let looked: Looked | null = null;
  let running: RunningMatrixTill | null = null;
  const answered: StageTill['answered'] = [];
  const edited: StageTill['edited'] = [];
  const refused = new Map<string, number>();
  const hear = (said: Said): void => {
    switch (said.kind) {
      case 'ready':
        isReady = true;
        return running?.order(works ? 'sell' : 'rest');
      case 'sold':
        return void answered.push({ saleId: said.saleId, totalMinor: said.totalMinor });
      case 'edited':
        return void edited.push({ value: said.value, basedOn: said.basedOn });
      case 'refused': {
        const what = `${said.call}: ${said.why}`;
        return void refused.set(what, (refused.get(what) ?? 0) + 1);
      }
      case 'rested':
        isResting = true;
        return undefined;
      case 'looked':
        looked = said;
        return undefined;
    }
  };
  const gone = (): void => {
    running = null;
    isReady = false;
  };
  return {
    name,
    folder: spec.folder,
    answered,
    edited,
    refused,
    isReady: () => isReady,
    pid: () => running?.pid ?? null,
    start: () => {
      lives += 1;
      // A till that was killed goes on with other names than before.
      running ??= runMatrixTill(program, { ...spec, seed: `${seed}-${name}-${lives}` }, hear);
    },
    kill: async () => {
      const killed = running;
      gone();
      await killed?.kill();
    },
    pause: () => running?.pause(),
    resume: () => running?.resume(),
    setWorking: (now) => {
      works = now;
      isResting = false;
      if (isReady) running?.order(now ? 'sell' : 'rest');
    },
    rested: () => until(`${name} rests`, () => isResting, ANSWERS_WITHIN_MS),
    look: async () => {
      looked = null;
      running?.order('look');
      await until(`${name} says how it is`, () => looked !== null, ANSWERS_WITHIN_MS);
      if (looked === null) throw new Error(`${name} says nothing`);
      return looked;
    },
    complaint: () => running?.complaint() ?? null,
    close: async () => {
      const closing = running;
      gone();
      closing?.resume();
      await closing?.close();
    },
  };
}
