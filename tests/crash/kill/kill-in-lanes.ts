import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildProgram } from '#tests/support/till/build-program.ts';
import { BUILT_TILL } from '../till/run-crash-till.ts';
import type { KillReport } from './kill-loop.ts';
import { HITS, type Hit } from './kill-target.ts';
import { type FromLane, fromLaneSchema } from './lane-messages.ts';

const PROGRAM = fileURLToPath(new URL('kill-lane.ts', import.meta.url));
const LANES = 3;

export type LanesOptions = {
  readonly kills: number;
  readonly perPhase: number;
  readonly say: (line: string) => void;
};

/** Kills in three loops at a time: while one till starts, the other one's files are read. */
export async function killInLanes({ kills, perPhase, say }: LanesOptions): Promise<KillReport> {
  const program = await buildProgram(new URL('../till/crash-till.ts', import.meta.url), 'crash');
  const share = { kills: Math.ceil(kills / LANES), perPhase: Math.ceil(perPhase / LANES) };
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    runLane({ ...share, program }, (line) => say(`lane ${lane + 1}: ${line}`)),
  );
  const reports = await Promise.all(lanes);
  const hits = new Map<Hit, number>(
    HITS.map((hit) => [hit, reports.reduce((sum, report) => sum + (report.hits[hit] ?? 0), 0)]),
  );
  return {
    hits,
    kills: reports.reduce((sum, report) => sum + report.kills, 0),
    answered: reports.reduce((sum, report) => sum + report.answered, 0),
    wrong: reports.flatMap((report) => report.wrong),
  };
}

type Done = Extract<FromLane, { kind: 'done' }>;

type Share = Pick<LanesOptions, 'kills' | 'perPhase'> & { readonly program: string };

function runLane({ program, ...share }: Share, say: (line: string) => void): Promise<Done> {
  const lane = fork(PROGRAM, [JSON.stringify(share)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [BUILT_TILL]: program },
  });
  return new Promise((resolve, reject) => {
    lane.on('message', (raw) => {
      const message = fromLaneSchema.parse(raw);
      if (message.kind === 'said') say(message.line);
      else resolve(message);
    });
    lane.on('exit', (code) => reject(new Error(`A lane of kills ended with ${String(code)}.`)));
  });
}
