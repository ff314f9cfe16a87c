import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

type Built = { readonly root: string; readonly name: 'screens' | 'web'; readonly sources: readonly string[] };

const NEVER_BUILT = /\.(?:test\.tsx?|md)$/;
const BUILD_TIMEOUT_MS = 120_000;

/** Builds the till's screens or the owner's web app, unless what was built is younger than every source. */
export function freshBuild({ root, name, sources }: Built): void {
  const builtMs = statSync(join(root, 'dist', name, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (sources.every((source) => newestMs(join(root, source)) <= builtMs)) return;
  // The program is npm's own, which on Windows only a shell finds; the name is one of two constants.
  execFileSync('npm', ['run', '--silent', `build:${name}`], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: BUILD_TIMEOUT_MS,
  });
}

function newestMs(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !NEVER_BUILT.test(entry.name),
  );
  return Math.max(0, ...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
}
