import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { SERVER_NODE_OPTIONS } from '#server/shop/server-node-options.ts';
import { filesUnder, repositoryFolder } from './source-tree.ts';

const read = (path: string): string => readFileSync(join(repositoryFolder, path), 'utf8');
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));

/** The npm scripts that a text tells its reader to run. */
function commandsIn(text: string): readonly string[] {
  const found = text.matchAll(/\bnpm (?:run (?:--silent )?)?([a-z][\w:-]*)/g);
  return [...new Set([...found].map(([, name]) => name ?? ''))].filter((name) => name !== 'ci' && name !== 'install');
}

test('every command that a README, the workflow or a script names exists', () => {
  const readmes = filesUnder('').filter((path) => /\.(?:md|yml)$/.test(path));
  const texts = [...readmes, '.ci/run', '.github/workflows/test.yml'].map((path) => [path, read(path)] as const);
  const named = [...texts, ...Object.entries(scripts)].flatMap(([place, text]) =>
    commandsIn(text).map((name) => ({ place, name })),
  );
  expect(named.map(({ name }) => name)).toEqual(expect.arrayContaining(['start', 'test', 'check', 'replay', 'bench']));
  expect(named.filter(({ name }) => scripts[name] === undefined)).toEqual([]);
});

test('every file that a command runs exists', () => {
  const files = Object.values(scripts).flatMap((script) =>
    [...script.matchAll(/(?:^|[ =])([\w-]+(?:\/[\w.-]+)+\.[jt]s)\b/g)].map(([, path]) => path ?? ''),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((path) => !existsSync(join(repositoryFolder, path)))).toEqual([]);
});

test('a server that is started by its command runs as one that the shop starts, and this Node takes the options', () => {
  expect(scripts['server']).toBe(`node ${SERVER_NODE_OPTIONS.join(' ')} sync-server/main.ts`);
  const version = execFileSync(process.execPath, [...SERVER_NODE_OPTIONS, '--version'], { encoding: 'utf8' });
  expect(version.trim()).toBe(process.version);
});

test('commands are read the way the shells of all systems read them', () => {
  const foreign = /[$`;|']|\brm\b|\bcp\b|\bexport\b|^[A-Z_]+=/;
  expect(Object.entries(scripts).filter(([, script]) => foreign.test(script))).toEqual([]);
});

test('a command that does not exist is found in a text', () => {
  expect(commandsIn('`npm ci && npm start`, `npm run sell -- --now`, npm test')).toEqual(['start', 'sell', 'test']);
});
