import type { TillHistory } from '../check/history.ts';
import type { MatrixTillSpec, Said } from '../till/matrix-till-spec.ts';
import { type RunningMatrixTill, runMatrixTill } from '../till/run-matrix-till.ts';
import { must, unreachable } from '#shared/base/assert.ts';
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
  let [lives, works] = [0, false];
  let running: RunningMatrixTill | null = null;
  const heard = emptyEar();
  const hear = (said: Said): void => {
    note(heard, said);
    if (said.kind === 'ready') running?.order(works ? 'sell' : 'rest');
  };
  const said = (): Looked | null => heard.looked;
  const gone = (): void => {
    running = null;
    heard.isReady = false;
  };
  return {
    name,
    folder: spec.folder,
    answered: heard.answered,
    edited: heard.edited,
    refused: heard.refused,
    isReady: () => heard.isReady,
    pid: () => running?.pid ?? null,
    start: () => {
      lives += 1;
      // A till that was killed goes on with other names than before.
      const done = heard.answered.length + heard.edited.length;
      const transactionsMax = Math.max(0, spec.transactionsMax - done);
      running ??= runMatrixTill(program, { ...spec, transactionsMax, seed: `${seed}-${name}-${lives}` }, hear);
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
      heard.isResting = false;
      if (heard.isReady) running?.order(now ? 'sell' : 'rest');
    },
    rested: () => until(`${name} rests`, () => heard.isResting, ANSWERS_WITHIN_MS),
    look: async () => {
      heard.looked = null;
      running?.order('look');
      await until(`${name} says how it is`, () => said() !== null, ANSWERS_WITHIN_MS);
      return must(said(), `${name} said how it is`);
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

/** What was heard of a till through all its lives. */
type Ear = Pick<StageTill, 'answered' | 'edited' | 'refused'> & {
  isReady: boolean;
  isResting: boolean;
  looked: Looked | null;
};

function emptyEar(): Ear {
  return { answered: [], edited: [], refused: new Map(), isReady: false, isResting: false, looked: null };
}

function note(ear: Ear, said: Said): void {
  switch (said.kind) {
    case 'ready':
      ear.isReady = true;
      break;
    case 'sold':
      ear.answered.push({ saleId: said.saleId, totalMinor: said.totalMinor });
      break;
    case 'edited':
      ear.edited.push({ value: said.value, basedOn: said.basedOn });
      break;
    case 'refused': {
      const what = `${said.call}: ${said.why}`;
      ear.refused.set(what, (ear.refused.get(what) ?? 0) + 1);
      break;
    }
    case 'rested':
      ear.isResting = true;
      break;
    case 'looked':
      ear.looked = said;
      break;
    default:
      unreachable(said);
  }
}
