import { describe, expect, test } from 'vitest';
import type { Clause } from '#tests/support/level-model/model-facts.ts';
import { runHistory } from '#tests/support/level-model/model-run.ts';

const HISTORIES = 10_000;

/** One clause is missed so rarely that its search begins near the history that needs it. */
const SEARCH_FROM: Partial<Record<Clause, number>> = { 'same epoch again': 22_000 };

function firstWrong(leftOut: Clause | null): string | null {
  const from = leftOut === null ? 1 : (SEARCH_FROM[leftOut] ?? 1);
  for (let seed = from; seed < from + HISTORIES; seed += 1) {
    const wrong = runHistory(seed, leftOut);
    if (wrong !== null) return wrong;
  }
  return null;
}

test('shown stock is exact in every history of loss, restore, quarantine and counts', { timeout: 60_000 }, () => {
  expect(firstWrong(null)).toBeNull();
});

describe('no clause of the rules can go', () => {
  const clauses: readonly Clause[] = [
    'included',
    'completeThrough',
    'row quarantined list',
    'list given to every row',
    'anchor stamp',
    'own unsent count',
    'latest pull only',
    'no page before the new epoch',
    'own facts before renumbering',
    'completeThrough swapped',
    'marks',
    'same epoch again',
    'careful pruning',
    'late movement before a count',
    'movements since a count',
  ];
  test.each(clauses)('without "%s" some history shows a wrong level', { timeout: 60_000 }, (clause) => {
    expect(firstWrong(clause)).toMatch(/^seed \d+/);
  });
});
