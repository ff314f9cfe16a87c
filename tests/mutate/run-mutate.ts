import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type MutatedTree, openMutatedTree } from './mutated-tree.ts';
import type { Mutation } from './mutation.ts';
import { runTestsIn } from './run-tests-in.ts';
import { SERVER_MUTATIONS } from './server-mutations.ts';
import { TILL_MUTATIONS } from './till-mutations.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const NAME_WIDTH = 62;

/**
 * Takes our safety lines away one by one, in a copy of what was committed, and asks for red tests each time. Words after
 * the command choose the mutations whose names hold one of them.
 */
async function runMutate(words: readonly string[]): Promise<void> {
  const all = [...TILL_MUTATIONS, ...SERVER_MUTATIONS];
  const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (execFileSync('git', ['status', '--porcelain'], { cwd: repository }).length > 0)
    console.log('What is not committed yet takes no part: the copy is of the last commit.');
  using tree = openMutatedTree(repository);
  if (!(await areGreen(tree, chosen))) {
    process.exitCode = 1;
    return;
  }
  let survived = 0;
  for (const what of chosen) if (!(await dies(tree, what))) survived += 1;
  console.log(`\n${chosen.length - survived} of ${chosen.length} mutations turned the tests red.`);
  process.exitCode = survived === 0 && chosen.length > 0 ? 0 : 1;
}

/** Red says something only where the same tests are green without the mutation. */
async function areGreen(tree: MutatedTree, chosen: readonly Mutation[]): Promise<boolean> {
  const files = [...new Set(chosen.flatMap(({ tests }) => tests))];
  const run = await runTestsIn(tree.folder, files, false);
  console.log(`unbroken: ${run.passed} tests passed, ${run.failed.length} failed\n`);
  for (const name of run.failed) console.log(`  red before anything was broken: ${name}`);
  return run.failed.length === 0 && run.passed > 0;
}

async function dies(tree: MutatedTree, what: Mutation): Promise<boolean> {
  using _broken = tree.mutate(what);
  const startedAtMs = performance.now();
  const { failed } = await runTestsIn(tree.folder, what.tests, true);
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(0).padStart(3);
  const verdict = failed.length > 0 ? 'dies    ' : 'SURVIVES';
  console.log(`${verdict} ${seconds} s  ${what.name.padEnd(NAME_WIDTH)} ${failed[0] ?? what.tests.join(', ')}`);
  return failed.length > 0;
}

await runMutate(process.argv.slice(2));
