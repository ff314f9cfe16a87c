import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printReplay } from './print-replay.ts';
import { runReplay } from './run-replay.ts';

const USAGE = `npm run replay -- FILE [--truth TRUTH.json] [--rules RULES.json] [--tills N]

Replays invoice lines (CSV, .gz or not) through real tills into a real server, and holds its reports against the lines
and, where it is given, a truth file. Ends with the number of differences; exits 1 if there are any.`;
const TILLS_MAX = 16;

/** What was asked for on the command line; null where it can't be understood. */
function readCommandLine() {
  const { values, positionals } = parseArgs({
    strict: true,
    allowPositionals: true,
    options: { truth: { type: 'string' }, rules: { type: 'string' }, tills: { type: 'string', default: '1' } },
  });
  const [file, ...more] = positionals;
  const tills = Number(values.tills);
  if (file === undefined || more.length > 0) throw new Error('Name one file of invoice lines.');
  if (!Number.isInteger(tills) || tills < 1 || tills > TILLS_MAX)
    throw new Error(`--tills takes a number from 1 to ${TILLS_MAX}.`);
  const rules = values.rules ?? fileURLToPath(new URL('online-retail.rules.json', import.meta.url));
  return { file, rules, truth: values.truth ?? null, tills };
}

async function main(): Promise<number> {
  let options: ReturnType<typeof readCommandLine>;
  try {
    options = readCommandLine();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  const startedMs = performance.now();
  const say = (text: string): void =>
    console.log(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(7)} s  ${text}`);
  const replayed = await runReplay({ ...options, say });
  return printReplay(replayed, (text) => console.log(text)) === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The replay broke off. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
}
