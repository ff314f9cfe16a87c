import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LANDED_MIGRATIONS } from './landed-migrations.ts';

const HASH_LENGTH = 32;

function migrationsOf(side: string): readonly (readonly [string, string])[] {
  const folder = fileURLToPath(new URL(`../../migrations/${side}/`, import.meta.url));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const text = readFileSync(`${folder}${name}`, 'utf8').replaceAll('\r\n', '\n');
      return [name, createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH)] as const;
    });
}

test.each(Object.entries(LANDED_MIGRATIONS))(
  'a database that ran the migrations of an earlier %s goes on from there: what landed comes first, unchanged, and new files after it',
  (side, landed) => {
    const known = migrationsOf(side);
    expect(known.slice(0, Object.keys(landed).length)).toEqual(Object.entries(landed));
  },
);

test.each(Object.entries(LANDED_MIGRATIONS))('every migration of the %s is named as landed', (side, landed) => {
  const missing = migrationsOf(side)
    .filter(([name]) => landed[name] === undefined)
    .map(([name, hash]) => `'${name}': '${hash}',`);
  expect(missing, 'Add these at the end of landed-migrations.ts').toEqual([]);
});
