import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = join(fileURLToPath(new URL('../..', import.meta.url)), 'node_modules', '.cache', 'last-words.txt');

/** What a test found that must not get lost with the head of a long log: `npm test` says it again right before it ends. */
export function sayLast(text: string): void {
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${text}\n`);
}

/** What was said since the last time, which is forgotten with it. */
export function takeLastWords(): string {
  const said = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  rmSync(FILE, { force: true });
  return said;
}
