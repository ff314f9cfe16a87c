import { must } from '#shared/base/assert.ts';
import { killLoop } from './kill-loop.ts';
import { type FromLane, laneSpecSchema } from './lane-messages.ts';

// One loop of kills in a process of its own: it waits for nobody when it aims.
const { kills, perPhase } = laneSpecSchema.parse(JSON.parse(must(process.argv[2] ?? null, 'how much to kill')));
const tell = (message: FromLane): void => void process.send?.(message);
const report = await killLoop({ kills, perPhase, random: Math.random, say: (line) => tell({ kind: 'said', line }) });
tell({ kind: 'done', ...report, hits: Object.fromEntries(report.hits), wrong: [...report.wrong] });
process.disconnect();
