import { join } from 'node:path';
import { ERRORS } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';
import { REFUSALS } from '#shared/base/refusal-codes.ts';
import { backUpTillFolder, restoreTillFolder } from '#till/store/till-folder-commands.ts';
import { verifyTill } from '#till/store/verify/verify-till.ts';

/** The operators' tools for a till's files, called by `npm run db`: `verify|backup|restore DIR [NAME]`. */
const [command, dataDir = '', name] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  process.exitCode = await run(Date.now());
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}

async function run(nowMs: number): Promise<number> {
  if (command === 'verify') return verify(nowMs);
  if (command === 'backup') {
    say(
      `The backup ${await backUpTillFolder(dataDir, nowMs)} is in ${join(dataDir, 'backups')}, and was opened to see that it is good.`,
    );
    return 0;
  }
  return restore(nowMs);
}

function verify(nowMs: number): number {
  const found = verifyTill(dataDir, nowMs);
  for (const { check, subject, kept, truth } of found) say(`${check}: ${subject}: kept ${kept}, worked out ${truth}`);
  say(`${found.length} ${found.length === 1 ? 'difference' : 'differences'} in the till’s files.`);
  return found.length === 0 ? 0 : 1;
}

function restore(nowMs: number): number {
  const restored = restoreTillFolder(dataDir, name ?? null, nowMs);
  if (!restored.outcome.ok) {
    say(`${REFUSALS[restored.outcome.refusal]} Nothing was changed. (${restored.name})`);
    return 1;
  }
  say(
    `The backup ${restored.name} is in place; what was there before is kept in ${join(dataDir, restored.outcome.value)}.`,
  );
  say('Start the till: what waited is written into it again, and the office gives back the rest.');
  return 0;
}

function inWords(error: unknown): string {
  if (!(error instanceof Fault)) return error instanceof Error ? error.message : String(error);
  if (error.code === 'store_locked') return 'The till runs. Close it first, then try again.';
  return error.code === 'not_found' ? error.message : `${ERRORS[error.code].happened} ${error.message}`;
}
