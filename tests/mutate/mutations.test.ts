import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { timesFound } from './mutation.ts';
import { SERVER_MUTATIONS } from './server-mutations.ts';
import { TILL_MUTATIONS } from './till-mutations.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const MUTATIONS = [...TILL_MUTATIONS, ...SERVER_MUTATIONS];

describe('every safety line that a mutation takes away stands where it says', () => {
  test.each(MUTATIONS)('$name', ({ edits, tests }) => {
    for (const edit of edits) {
      const source = readFileSync(join(repository, edit.file), 'utf8');
      expect(timesFound(source, edit), edit.file).toBe(1);
      expect(edit.instead).not.toBe(edit.text);
    }
    for (const path of tests) expect(existsSync(join(repository, path)), path).toBe(true);
  });
});

test('no two mutations have one name, and there are fifteen at least', () => {
  expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
  expect(MUTATIONS.length).toBeGreaterThanOrEqual(15);
});
