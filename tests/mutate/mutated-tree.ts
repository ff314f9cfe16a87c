import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mutation, timesFound } from './mutation.ts';

/** A copy of what was last committed, to be broken; the tree that people work in is never touched. */
export interface MutatedTree extends Disposable {
  readonly folder: string;
  /** Writes a mutation into the copy and gives what takes it out again. */
  readonly mutate: (what: Mutation) => Disposable;
}

/** Sets the copy up in a temporary folder, with the packages of the tree that it is a copy of. */
export function openMutatedTree(repository: string): MutatedTree {
  const above = mkdtempSync(join(tmpdir(), 'stockavoo-mutate-'));
  const folder = join(above, 'tree');
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: repository, stdio: 'pipe' });
  git('worktree', 'add', '--detach', folder, 'HEAD');
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return {
    folder,
    mutate: (what) => mutate(folder, what),
    [Symbol.dispose]: () => {
      rmSync(join(folder, 'node_modules'), { force: true });
      git('worktree', 'remove', '--force', folder);
      rmSync(above, { recursive: true, force: true });
    },
  };
}

function mutate(folder: string, what: Mutation): Disposable {
  const before = new Map<string, string>();
  for (const edit of what.edits) {
    const path = join(folder, edit.file);
    const source = readFileSync(path, 'utf8');
    if (!before.has(path)) before.set(path, source);
    const found = timesFound(source, edit);
    if (found !== 1) throw new Error(`${what.name}: its text stands ${found} times in ${edit.file}, not once.`);
    writeFileSync(
      path,
      source.replace(edit.text, () => edit.instead),
    );
  }
  return {
    [Symbol.dispose]: () => {
      for (const [path, source] of before) writeFileSync(path, source);
    },
  };
}
