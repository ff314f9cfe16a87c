import type { FinalState } from './final-state.ts';

/** What waits for a person's word alone: of a till that was switched off, and of a machine that was another till before. */
const WORD_ALONE = new Set(['till_revoked', 'wrong_tenant']);

/** Invariant 1 after approval: what the owner let in has entered, once, and nothing that he may let in waits any more. */
export function checkApproved({ approved, isApproved, office }: FinalState): string[] {
  const wrong: string[] = [];
  for (const id of approved) {
    const applied = office.rows.changes.filter((change) => change.id === id && change.outcome.startsWith('applied'));
    if (applied.length !== 1) wrong.push(`I1 what was let in is ${applied.length} times applied`);
  }
  if (!isApproved) return wrong;
  for (const { state, reason, type } of office.rows.sync_quarantine)
    if (state === 'waiting' && WORD_ALONE.has(reason)) wrong.push(`I1 a ${type} was let in and waits: ${reason}`);
  return wrong;
}
