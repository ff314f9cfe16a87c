import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkTillFolder } from '../check/check-till-folder.ts';
import { type Answered, type CrashTillSpec, crashTillSpec, saidIn, answeredIn } from '../till/crash-till-spec.ts';
import { runCrashTill } from '../till/run-crash-till.ts';
import { type DiskModelOptions, diskModel } from './disk-model.ts';
import { TRACED, type TraceEvent, readTrace } from './read-trace.ts';
import { sellsOn } from './sells-on.ts';

/** A till's life as it went to the disk: the folder before, and every call since. */
export type TracedDay = Disposable & {
  readonly place: string;
  readonly before: string;
  readonly folder: string;
  readonly trace: string;
};

const STRING_BYTES_MAX = 1_000_000;

/** Lets a till sell under strace, with checkpoints and backups between, and a last clean end. */
export async function traceDay(sales: number, weakens: CrashTillSpec['weakens'] = 'nothing'): Promise<TracedDay> {
  const place = mkdtempSync(join(tmpdir(), 'stockavoo-power-'));
  const [folder, before, trace] = [join(place, 'till'), join(place, 'before'), join(place, 'trace')];
  await runCrashTill(crashTillSpec(folder, { seed: true, weakens })).close();
  cpSync(folder, before, { recursive: true });
  const options = [
    '-f',
    '-y',
    '-xx',
    '-s',
    String(STRING_BYTES_MAX),
    '--seccomp-bpf',
    '-o',
    trace,
    '-e',
    `trace=${TRACED}`,
  ];
  const till = runCrashTill(crashTillSpec(folder, { weakens }), ['strace', ...options]);
  await till.until((said) => said.kind === 'ready');
  for (let sale = 1; sale <= sales; sale += 1) {
    await till.order('sell');
    if (sale % Math.ceil(sales / 3) === 0) await till.order('backup');
    if (sale % Math.ceil(sales / 2) === 0) await till.order('checkpoint');
  }
  await till.close();
  return {
    place,
    before,
    folder,
    trace,
    [Symbol.dispose]: () => rmSync(place, { recursive: true, force: true }),
  };
}

export type PowerReport = {
  /** How often the power was cut: before and after each flush, and after each answer. */
  readonly points: number;
  readonly syncs: number;
  readonly answered: number;
  /** How many of the rebuilt folders the till itself opened and sold on with. */
  readonly reopened: number;
  readonly wrong: readonly string[];
};

export type PowerOptions = DiskModelOptions & {
  readonly pointsMax: number;
  readonly reopenEvery: number;
  readonly random: () => number;
  readonly say: (line: string) => void;
};

const SAY_EVERY = 100;

/** Cuts the power at every boundary of a traced day, and looks at what is left. */
export async function cutPower(day: TracedDay, options: PowerOptions): Promise<PowerReport> {
  const disk = diskModel(day.before, options);
  const answered: Answered[] = [];
  const wrong: string[] = [];
  const left = join(day.place, 'left');
  let [points, syncs, reopened] = [0, 0, 0];
  const cut = async (when: string): Promise<void> => {
    if (points >= options.pointsMax) return;
    points += 1;
    disk.cut(left, options.random);
    const found = checkTillFolder(left, { answered, hasJournal: false });
    wrong.push(...found.wrong.map((problem) => `cut ${points}, ${when}: ${problem}`));
    if (found.wrong.length === 0 && points % options.reopenEvery === 0) {
      wrong.push(...(await sellsOn(left, found.nextCounter)).map((problem) => `cut ${points}, ${when}: ${problem}`));
      reopened += 1;
    }
    if (points % SAY_EVERY === 0)
      options.say(`${points} power cuts, ${answered.length} sales answered, ${wrong.length} wrong`);
  };
  for await (const event of readTrace(day.trace, day.folder)) {
    if (event.kind === 'sync') {
      syncs += 1;
      await cut(`before the flush of ${event.name}`);
    }
    disk.apply(event);
    answered.push(...answersOf(event));
    if (event.kind === 'sync') await cut(`after the flush of ${event.name}`);
    else if (answersOf(event).length > 0) await cut('after an answer');
  }
  return { points, syncs, answered: answered.length, reopened, wrong };
}

function answersOf(event: TraceEvent): Answered[] {
  return event.kind === 'said' ? answeredIn(saidIn(event.text)) : [];
}
