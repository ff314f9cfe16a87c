import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { repositoryFolder } from './source-tree.ts';

/** What a newcomer sees first; settings of tools are hidden files or stand in the room they serve. */
const EXPECTED = new Set([
  'desktop',
  'migrations',
  'shared',
  'sync-server',
  'tests',
  'README.md',
  'LICENSE',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'electron-builder.yml',
]);
const MADE_BY_COMMANDS = new Set(['node_modules', 'dist', 'test-results']);

function unexpectedNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => !name.startsWith('.') && !EXPECTED.has(name) && !MADE_BY_COMMANDS.has(name));
}

test('the top level holds the rooms and nothing else', () => {
  expect(unexpectedNames(readdirSync(repositoryFolder))).toEqual([]);
});

test('a stray file at the top level is named', () => {
  expect(unexpectedNames(['shared', '.gitignore', 'notes.txt', 'src'])).toEqual(['notes.txt', 'src']);
});
